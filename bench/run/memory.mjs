// Peak memory of a whole `preceptor run`, from the plan to the dossier, with many trials and with ten times as many.
//   node bench/run/memory.mjs [--trials 20000] [--cases 2000]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeBenchWorkspace } from '../made-workspace.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const MAIN = join(HERE, '..', '..', 'dist', 'cli', 'main.js');
const { values: flags } = parseArgs({
  options: { trials: { type: 'string', default: '20000' }, cases: { type: 'string', default: '2000' } },
});
const root = mkdtempSync(join(tmpdir(), 'preceptor-memory-'));

try {
  const few = measure(Number(flags.trials));
  const many = measure(Number(flags.trials) * 10);
  const more = (many.maxRssBytes - few.maxRssBytes) / 1e6;
  process.stdout.write(`ten times the trials take ${more.toFixed(0)} MB more   aim 100 MB\n`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function measure(trials) {
  const folder = join(root, String(trials));
  const cases = Number(flags.cases);
  makeBenchWorkspace(folder, { cases, repeats: trials / cases });
  const log = join(root, `${trials}.log`);
  const args = [MAIN, 'run', 'made', '--model', 'reference:random', '-C', folder];
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=${join(HERE, '..', 'measured-process.mjs')}`,
    PRECEPTOR_BENCH_MEASURES: log,
  };
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  const measured = JSON.parse(readFileSync(log, 'utf8'));
  process.stdout.write(
    `${trials} trials of ${cases} cases: ${(measured.maxRssBytes / 1e6).toFixed(0)} MB at most, ${(measured.wallMs / 1000).toFixed(1)} s in all\n`,
  );
  return measured;
}
