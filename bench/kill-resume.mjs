// Kills runs by SIGKILL at random moments, resumes them, and counts what was lost, doubled and asked again.
//   node bench/kill-resume.mjs [--kills 30] [--seed 1] [--cases 400] [--repeats 3] [--json]
// Exits with 1 where a run does not end with exactly its planned trials or with another decision than an
// uninterrupted run of the same plan.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'libsql';
import { makeBenchWorkspace } from './made-workspace.mjs';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli', 'main.js');
const CANDIDATE = 'candidate=command:node models/logged-model.mjs 0.7';
const BASELINE = 'baseline=command:node models/logged-model.mjs 0.72';
const START = ['run', 'made', '--model', CANDIDATE, '--baseline', BASELINE, '--policy', 'made'];
/** What may wait in the write queue of a run: rows that a kill can cost at most. */
const QUEUE_ROWS = 2000;
/** Chance that a run whose answers are all stored is let through to its end. */
const SPARED = 0.25;

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '400' },
    repeats: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const random = mulberry32(Number(flags.seed));
const workspace = mkdtempSync(join(tmpdir(), 'preceptor-kills-'));
let sessions = 0;

try {
  makeBenchWorkspace(workspace, { cases: Number(flags.cases), repeats: Number(flags.repeats) });
  const report = await killAndResume(Number(flags.kills));
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : asText(report));
  process.exitCode = report.faults.length === 0 ? 0 : 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

async function killAndResume(wanted) {
  const faults = [];
  const whole = await session(START, null);
  if (whole.code !== 0) throw new Error(`the uninterrupted run exits with ${whole.code}: ${whole.stderr}`);
  const [wholeId] = runIds();
  const decision = await decisionOf(wholeId);
  const planned = stateOf(wholeId).planned;
  const kills = [];
  const runs = [];
  const seen = new Set([wholeId]);
  while (kills.length < wanted) {
    const run = await killedRun({ wanted, kills, seen, faults, times: whole.times });
    if (run === null) continue;
    runs.push(run);
    const same = JSON.stringify(await decisionOf(run.id)) === JSON.stringify(decision);
    if (!same) faults.push(`${run.id}: another decision than that of the uninterrupted run`);
    if (run.planned !== planned) faults.push(`${run.id}: ${run.planned} planned, ${planned} expected`);
  }
  return { planned, uninterruptedMs: whole.ms, decision: decision.decision, kills, runs, faults };
}

/** One run from its start to its end, killed as often as the dice say. */
async function killedRun({ wanted, kills, seen, faults, times }) {
  let id = null;
  let args = START;
  const stored = new Set();
  const totals = { planned: 0, kills: 0, lost: 0, askedAgainAlthoughStored: 0 };
  for (;;) {
    const isAnswered = stored.size > 0 && stored.size === totals.planned;
    const isSpared = kills.length >= wanted || (isAnswered && random() < SPARED);
    const killAtMs = isSpared ? null : momentOf(isAnswered, times);
    const before = stored.size;
    const ended = await session(args, killAtMs);
    const again = ended.asked.filter((trial) => stored.has(trial));
    if (again.length > 0)
      faults.push(`${again.length} trials asked again although their answers were stored`);
    totals.askedAgainAlthoughStored += again.length;
    id ??= runIds().find((run) => !seen.has(run)) ?? null;
    if (id !== null) seen.add(id);
    const state = id === null ? nothing() : stateOf(id);
    for (const trial of state.stored) stored.add(trial);
    totals.planned = state.planned;
    if (stored.size !== state.stored.length) faults.push(`${id}: rows that were stored are gone`);
    if (!ended.killed) {
      if (ended.code !== 0) faults.push(`${id}: exit ${ended.code}: ${ended.stderr.trim()}`);
      return { id, ...totals, ...summaryOf(state, faults, id) };
    }
    const unstored = ended.answered.filter(({ trial }) => !stored.has(trial));
    const stretchMs = unstored.length === 0 ? 0 : ended.killedAtMs - Math.min(...unstored.map((a) => a.atMs));
    if (unstored.length > QUEUE_ROWS) faults.push(`${id}: a kill cost ${unstored.length} answers`);
    totals.kills += 1;
    totals.lost += unstored.length;
    kills.push({
      kill: kills.length + 1,
      afterMs: killAtMs,
      whole: ended.whole,
      stage: state.stage,
      before,
      after: stored.size,
      answered: ended.answered.length,
      lost: unstored.length,
      stretchMs: Math.max(0, stretchMs),
    });
    if (state.stage === 'starting' || state.stage === 'planning') {
      if (id !== null) await expectRefusal(id, faults);
      return null;
    }
    args = ['run', '--resume', id];
  }
}

/** A random moment: from when the plan is about to be saved into the asking, or in the stages that follow it. */
function momentOf(isAnswered, { startMs, askMs, afterMs }) {
  const from = isAnswered ? startMs : 0.6 * startMs;
  return Math.round(from + random() * (isAnswered ? afterMs : 0.4 * startMs + 0.8 * askMs));
}

/** Where the kill came before the plan was whole, nothing was asked: resuming says so, and the run is started again. */
async function expectRefusal(id, faults) {
  const isThere = existsSync(join(workspace, 'runs', id, 'run.sqlite'));
  const [exit, words] = isThere ? [4, 'tart the run again'] : [2, 'expected the id of a stored run'];
  const { code, stderr } = await session(['run', '--resume', id], null);
  if (code === exit && stderr.includes(words)) return;
  faults.push(`${id}: resuming a run without a whole plan exits with ${code}: ${stderr.trim()}`);
}

/** Starts Preceptor and, where `killAtMs` is given, kills it then: alone, or with its model programs. */
async function session(args, killAtMs) {
  sessions += 1;
  const log = join(workspace, `session-${sessions}.log`);
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: workspace,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PRECEPTOR_BENCH_LOG: log },
  });
  const startedMs = Date.now();
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const whole = random() < 0.5;
  let killedAtMs = null;
  const timer =
    killAtMs === null
      ? null
      : setTimeout(() => {
          killedAtMs = Date.now();
          process.kill(whole ? -child.pid : child.pid, 'SIGKILL');
        }, killAtMs);
  const [code, signal] = await new Promise((resolve) => child.on('exit', (...end) => resolve(end)));
  if (timer !== null) clearTimeout(timer);
  // A model program that outlives its parent ends with its input.
  await new Promise((resolve) => setTimeout(resolve, 150));
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  const entries = lines.map((line) => line.split(' ')).filter((parts) => parts.length === 3);
  return {
    code,
    stderr,
    whole,
    killed: signal === 'SIGKILL',
    killedAtMs,
    ms: Date.now() - startedMs,
    times: timesOf(entries, startedMs),
    asked: entries.filter(([what]) => what === 'asked').map(([, trial]) => trial),
    answered: entries
      .filter(([what, , at]) => what === 'answered' && (killedAtMs === null || Number(at) <= killedAtMs))
      .map(([, trial, at]) => ({ trial, atMs: Number(at) })),
  };
}

/** How long a whole session took to its first question, from there to its last answer, and from there to its end. */
function timesOf(entries, startedMs) {
  const firstMs = Number(entries[0]?.[2] ?? startedMs);
  const lastMs = Number(entries.at(-1)?.[2] ?? startedMs);
  return { startMs: firstMs - startedMs, askMs: lastMs - firstMs, afterMs: Date.now() - lastMs };
}

/** What a killed run left on disk, read by SQL alone. */
function stateOf(id) {
  const file = join(workspace, 'runs', id, 'run.sqlite');
  if (!existsSync(file)) return nothing();
  const database = new Database(file);
  try {
    const all = (sql) => database.prepare(sql).all();
    const tables = all("SELECT name FROM sqlite_master WHERE type = 'table'");
    if (tables.length === 0) return nothing();
    const complete = new Set(all('SELECT kind FROM completion').map((row) => row.kind));
    const count = (sql) => all(sql)[0].n;
    const finals = all('SELECT trial_id FROM attempt JOIN trial ON seq = trial_seq WHERE final = 1');
    const planned = count('SELECT count(*) AS n FROM trial');
    return {
      planned,
      stored: finals.map((row) => row.trial_id),
      attempts: count('SELECT count(*) AS n FROM attempt'),
      doubled: count(
        'SELECT count(*) AS n FROM (SELECT 1 FROM attempt WHERE final = 1 GROUP BY trial_seq HAVING count(*) > 1)',
      ),
      integrity: all('PRAGMA integrity_check')[0].integrity_check,
      stage: stageOf(complete, finals.length, planned, count('SELECT count(*) AS n FROM document')),
    };
  } finally {
    database.close();
  }
}

function stageOf(complete, finals, planned) {
  if (!complete.has('plan')) return 'planning';
  if (finals < planned) return 'asking';
  if (!complete.has('reading_set')) return 'reading';
  if (!complete.has('grading_set')) return 'grading';
  if (!complete.has('analysis')) return 'measuring';
  return 'reporting';
}

function nothing() {
  return { planned: 0, stored: [], attempts: 0, doubled: 0, integrity: 'none', stage: 'starting' };
}

function summaryOf(state, faults, id) {
  const { planned, stored, attempts, doubled, integrity } = state;
  if (stored.length !== planned) faults.push(`${id}: ${planned} planned, ${stored.length} stored`);
  if (doubled !== 0) faults.push(`${id}: ${doubled} trials have two final responses`);
  if (attempts !== planned) faults.push(`${id}: ${attempts} attempts for ${planned} trials`);
  if (integrity !== 'ok') faults.push(`${id}: integrity check: ${integrity}`);
  return { planned, stored: stored.length, missing: planned - new Set(stored).size, doubled };
}

/** Decision and figures of a run, without its name. */
async function decisionOf(id) {
  const child = spawn(process.execPath, [MAIN, 'gate', id, '--json'], { cwd: workspace });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  // The ids of grading sets follow from the run's.
  const nameless = text.replaceAll(id, 'RUN').replace(/"g-[0-9a-f]+"/g, '"GRADING"');
  const { decision, decisions, results, comparisons } = JSON.parse(nameless);
  if (decision === undefined) throw new Error(`run ${id} has no decision`);
  return { decision, decisions, results, comparisons };
}

function runIds() {
  const folder = join(workspace, 'runs');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function asText({ planned, uninterruptedMs, decision, kills, runs, faults }) {
  const lines = [
    `uninterrupted: ${planned} trials in ${uninterruptedMs} ms, ${decision.outcome}`,
    '',
    'kill  after ms  killed        stage      stored before  after  answered  lost  stretch ms',
    ...kills.map((k) =>
      [
        String(k.kill).padStart(4),
        String(k.afterMs).padStart(8),
        (k.whole ? 'with model' : 'alone').padEnd(12),
        k.stage.padEnd(9),
        String(k.before).padStart(13),
        String(k.after).padStart(5),
        String(k.answered).padStart(8),
        String(k.lost).padStart(4),
        String(k.stretchMs).padStart(10),
      ].join('  '),
    ),
    '',
    'run                                 kills  planned  stored  missing  doubled  asked again although stored  answers lost by kills',
    ...runs.map((r) =>
      [
        r.id.padEnd(34),
        String(r.kills).padStart(5),
        String(r.planned).padStart(7),
        String(r.stored).padStart(6),
        String(r.missing).padStart(7),
        String(r.doubled).padStart(7),
        String(r.askedAgainAlthoughStored).padStart(27),
        String(r.lost).padStart(21),
      ].join('  '),
    ),
    '',
    `${kills.length} kills, ${runs.length} runs; most answers that one kill cost: ${Math.max(0, ...kills.map((k) => k.lost))}, longest stretch ${Math.max(0, ...kills.map((k) => k.stretchMs))} ms`,
    ...(faults.length === 0
      ? ['no fault found; every decision equals that of the uninterrupted run']
      : faults),
  ];
  return `${lines.join('\n')}\n`;
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
