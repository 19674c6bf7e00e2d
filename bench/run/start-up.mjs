// How long the command line takes before it works: whole processes, median of several runs.
//   node bench/run/start-up.mjs [--runs 5] [--cases 5000]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeBenchWorkspace } from '../made-workspace.mjs';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli', 'main.js');
const { values: flags } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, cases: { type: 'string', default: '5000' } },
});
const cases = Number(flags.cases);
const root = mkdtempSync(join(tmpdir(), 'preceptor-start-up-'));

try {
  const folders = { 'json-lines': join(root, 'json-lines'), yaml: join(root, 'yaml') };
  for (const [format, folder] of Object.entries(folders)) {
    makeBenchWorkspace(folder, { cases, repeats: 1, format });
  }
  print('node -e 0', ['-e', '0'], null);
  print('preceptor --version', [MAIN, '--version'], 0.25);
  print(`validate, ${cases} cases in JSON lines`, [MAIN, 'validate', '-C', folders['json-lines']], 2.5);
  print(`validate, ${cases} YAML files`, [MAIN, 'validate', '-C', folders.yaml], 8);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function print(name, args, aimSeconds) {
  const seconds = Array.from({ length: Number(flags.runs) }, () => timed(args)).sort((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)];
  const aim = aimSeconds === null ? '' : `   aim ${aimSeconds} s`;
  process.stdout.write(`${name.padEnd(40)}${median.toFixed(3).padStart(8)} s${aim}\n`);
}

function timed(args) {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} exits with ${status}: ${stderr}`);
  return (performance.now() - startedMs) / 1000;
}
