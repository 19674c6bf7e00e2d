// Answers "B" and writes down every start and every request in the file `asked.log` of the workspace. With a number as
// argument it waits so many milliseconds before each answer.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const waitMs = Number(process.argv[2] ?? 0);
appendFileSync('asked.log', 'started\n');
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, options } = JSON.parse(line);
  appendFileSync('asked.log', `asked ${id}\n`);
  const text = JSON.stringify({ answer: options.length > 1 ? 'B' : '62 mL/min', confidence: 80 });
  setTimeout(() => process.stdout.write(`${JSON.stringify({ id, text })}\n`), waitMs);
});
