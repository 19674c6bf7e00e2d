// Reads and never answers; does not mind being told to end. Writes down what it was asked in `asked.log`.
import { appendFileSync } from 'node:fs';

process.on('SIGTERM', () => undefined);
process.stdin.on('data', () => appendFileSync('asked.log', 'asked something\n'));
setInterval(() => undefined, 1000);
