// Kills runs against an endpoint on loopback by SIGKILL at random moments, resumes them, and counts what was planned,
// stored, lost and doubled.
//   node bench/run/live-kills.mjs [--kills 100] [--seed 1] [--repeats 10] [--latency 20]
// Exits with 1 where a run does not end with exactly its planned trials, each with one final response.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'libsql';
import { declareEndpoint, startEndpoint } from './live-endpoint.mjs';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli', 'main.js');
const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    repeats: { type: 'string', default: '10' },
    latency: { type: 'string', default: '20' },
  },
});
const START = [
  'run',
  'builtin:triage',
  '--model',
  'live',
  '--repeats',
  flags.repeats,
  '--concurrency',
  '16',
  '--fresh',
];
const random = mulberry32(Number(flags.seed));
const workspace = mkdtempSync(join(tmpdir(), 'preceptor-live-kills-'));
let requests = 0;
const server = await startEndpoint(Number(flags.latency), () => {
  requests += 1;
});

try {
  declareEndpoint(workspace, server.address().port);
  process.exitCode = await killAndResume(Number(flags.kills));
} finally {
  server.closeAllConnections();
  server.close();
  rmSync(workspace, { recursive: true, force: true });
}

async function killAndResume(wanted) {
  const whole = await session(START, null);
  if (whole.code !== 0) throw new Error(`the uninterrupted run exits with ${whole.code}: ${whole.stderr}`);
  const seen = new Set(runIds());
  const rows = [];
  let kills = 0;
  while (kills < wanted) {
    let id = null;
    const row = { kills: 0 };
    for (;;) {
      const killAtMs = kills < wanted ? whole.ms * (0.1 + 0.5 * random()) : null;
      const ended = await session(id === null ? START : ['run', '--resume', id], killAtMs);
      id ??= runIds().find((run) => !seen.has(run)) ?? null;
      if (id !== null) seen.add(id);
      if (ended.killed) {
        kills += 1;
        row.kills += 1;
      } else if (ended.code === 0) break;
      // A plan that was not whole was never asked: the run is started again.
      else if (ended.stderr.includes('tart the run again')) id = null;
      else throw new Error(`exit ${ended.code}: ${ended.stderr}`);
    }
    rows.push({ id, ...row, ...countsOf(id) });
    process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
  }
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  process.stdout.write(
    `${kills} kills in ${rows.length} runs: planned ${sum('planned')}, stored ${sum('stored')}, lost ${sum('lost')}, doubled ${sum('doubled')}; requests served ${requests}\n`,
  );
  return sum('lost') + sum('doubled') === 0 ? 0 : 1;
}

async function session(args, killAtMs) {
  const startedMs = Date.now();
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const timer = killAtMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAtMs);
  const [code, signal] = await new Promise((resolve) => child.on('exit', (...end) => resolve(end)));
  clearTimeout(timer);
  return { code, stderr, killed: signal === 'SIGKILL', ms: Date.now() - startedMs };
}

function countsOf(id) {
  const database = new Database(join(workspace, 'runs', id, 'run.sqlite'), { readonly: true });
  try {
    const count = (sql) => database.prepare(sql).get().n;
    const planned = count('SELECT count(*) AS n FROM trial');
    const stored = count('SELECT count(*) AS n FROM attempt WHERE final = 1');
    const distinct = count('SELECT count(DISTINCT trial_seq) AS n FROM attempt WHERE final = 1');
    return { planned, stored, lost: planned - distinct, doubled: stored - distinct };
  } finally {
    database.close();
  }
}

/** Runs that have a file: one that was killed before that was never begun. */
function runIds() {
  const folder = join(workspace, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((run) => existsSync(join(folder, run, 'run.sqlite')))
    .sort();
}

function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
