import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
export const MAIN = join(ROOT, 'dist', 'cli', 'main.js');
const HANG_MS = 60_000;

// Files of the starter workspace.
export const CASE = 'cases/starter/head-injury.case.yaml';
export const KEYS = 'cases/starter/keys.jsonl';
export const SUITE = 'suites/starter.suite.yaml';
export const PROTOCOL = 'suites/starter.protocol.yaml';
export const POLICY = 'suites/starter.policy.yaml';
export const MODEL = 'mine=command:node models/example-model.mjs';
export const RUN = ['run', 'starter', '--model', MODEL, '--policy', 'starter'];

export const GATE = `gates:
  - id: accuracy
    family: confirmatory
    suite: starter
    metric: accuracy
    test: ni_max_tango_cr2
    alpha: 0.025
    margin: 0.05
    vs: [previous]
`;

export function prepareTemplates() {
  const folder = mkdtempSync(join(tmpdir(), 'preceptor-broken-'));
  const bare = join(folder, 'bare');
  cpSync(join(ROOT, 'examples', 'starter'), bare, { recursive: true });
  const stored = join(folder, 'stored');
  cpSync(bare, stored, { recursive: true });
  mustRun(RUN, stored);
  const cutOff = join(folder, 'cut-off');
  cpSync(bare, cutOff, { recursive: true });
  mkdirSync(join(cutOff, 'responses'));
  writeFileSync(
    join(cutOff, 'responses', 'recorded.jsonl'),
    '{"case":"head-injury","text":"{\\"answer\\":\\"B\\"}"}\n{"case":"creatinine-clearance","text":"{\\"answer\\":\\"62 mL/min\\"}"}\n',
  );
  mustRun(['run', 'starter', '--model', 'replay:recorded'], cutOff);
  cutOffRun(cutOff);
  const cutOffProgram = join(folder, 'cut-off-program');
  cpSync(stored, cutOffProgram, { recursive: true });
  cutOffRun(cutOffProgram);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Leaves a stored run as it is where a kill came before its last answer. */
function cutOffRun(folder) {
  const database = new Database(join(folder, workspaceAt(folder).run()));
  for (const table of ['measurement', 'verdict', 'reading']) database.exec(`DELETE FROM ${table}`);
  database.exec("DELETE FROM document WHERE kind <> 'policy'");
  database.exec("DELETE FROM completion WHERE kind <> 'plan'");
  database.exec('DELETE FROM attempt WHERE trial_seq = 0');
  database.close();
}

export async function tryBrokenInput(input, templates) {
  const skipped = input.skip?.() ?? null;
  if (skipped !== null) return { exit: null, text: '', skipped };
  const folder = mkdtempSync(join(templates, 'try-'));
  cpSync(join(templates, input.from ?? 'bare'), folder, { recursive: true });
  const undo = await input.spoil?.(workspaceAt(folder));
  try {
    const child = spawn(process.execPath, [MAIN, ...input.args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
    const exit = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(timer);
    return { exit, text: text.replaceAll(folder, '<workspace>'), skipped: null };
  } finally {
    if (typeof undo === 'function') undo();
    rmSync(folder, { recursive: true, force: true });
  }
}

function workspaceAt(folder) {
  const path = (name) => join(folder, name);
  const read = (name) => readFileSync(path(name));
  const write = (name, text) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  return {
    path,
    read,
    write,
    append: (name, text) => appendFileSync(path(name), text),
    copy: (from, to) => cpSync(path(from), path(to)),
    remove: (name) => rmSync(path(name), { recursive: true }),
    replace: (name, from, to) => {
      const text = read(name).toString();
      if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
      write(name, text.replace(from, to));
    },
    overwrite: (name, at) => {
      const file = openSync(path(name), 'r+');
      writeSync(file, Buffer.alloc(20_000, 'x'), 0, 20_000, at);
      closeSync(file);
    },
    /** The file of the one stored run; null: there is none. */
    run: () => {
      const [id] = existsSync(path('runs')) ? readdirSync(path('runs')) : [];
      return id === undefined ? null : join('runs', id, 'run.sqlite');
    },
  };
}

function mustRun(args, cwd) {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`preceptor ${args.join(' ')} exits with ${status}: ${stderr}`);
}
