// Trials a second of a client that answers at once: asked, stored, read and graded, to the last row on disk.
//   node bench/run/in-process.mjs [--runs 5] [--trials 20000]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askAll, makeAskedWorkspace } from './ask-all.mjs';

const { values: flags } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, trials: { type: 'string', default: '20000' } },
});
const root = mkdtempSync(join(tmpdir(), 'preceptor-in-process-'));

try {
  makeAskedWorkspace(root, Number(flags.trials));
  const rates = [];
  for (let run = 0; run < Number(flags.runs); run += 1) {
    const { trials, perSecond } = await askAll(root, {
      model: 'reference:random',
      concurrency: 8,
    });
    rates.push(perSecond);
    process.stdout.write(`${trials} trials: stored, read and graded ${Math.round(perSecond)}/s\n`);
  }
  rates.sort((a, b) => a - b);
  process.stdout.write(`median ${Math.round(rates[Math.floor(rates.length / 2)])}/s   aim 10000/s\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
