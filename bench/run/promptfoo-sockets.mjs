// Every socket, datagram and name lookup of a whole run through a promptfoo provider, in all threads of the process.
//   node bench/run/promptfoo-sockets.mjs
// Exits with 1 where anything but the declared endpoint was reached for.
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeAskedWorkspace } from './ask-all.mjs';
import { declareProvider, startEndpoint } from './live-endpoint.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGE = join(HERE, '..', '..');
const RECORDER = join(PACKAGE, 'test', 'fixtures', 'promptfoo', 'record-sockets.cjs');
const MAIN = join(PACKAGE, 'dist', 'cli', 'main.js');
const TRIALS = 100;

if (process.argv[2] === '--serve') process.send((await startEndpoint(5)).address().port);
else process.exitCode = await record();

async function record() {
  const endpoint = fork(fileURLToPath(import.meta.url), ['--serve']);
  const port = await new Promise((resolve) => endpoint.once('message', resolve));
  const root = mkdtempSync(join(tmpdir(), 'preceptor-sockets-'));
  try {
    makeAskedWorkspace(root, TRIALS);
    declareProvider(root, port);
    const log = join(root, 'sockets.log');
    const args = ['--require', RECORDER, MAIN, 'run', 'made', '--model', 'provider', '-C', root];
    const env = { ...process.env, PRECEPTOR_TEST_SOCKETS: log };
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
    return print(readFileSync(log, 'utf8').trimEnd().split('\n'), `127.0.0.1:${port}`);
  } finally {
    endpoint.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

function print(lines, declared) {
  const opened = new Map();
  for (const line of lines) {
    const { thread, what, target } = JSON.parse(line);
    if (what === 'start') continue;
    const key = `${thread} thread, ${what} ${target === declared ? `${target}, the endpoint` : target}`;
    opened.set(key, (opened.get(key) ?? 0) + 1);
  }
  process.stdout.write(`${TRIALS} trials through promptfoo’s openai:chat opened:\n`);
  for (const [key, times] of opened) process.stdout.write(`${String(times).padStart(5)}  ${key}\n`);
  const isClean = opened.size > 0 && [...opened.keys()].every((key) => key.endsWith('the endpoint'));
  process.stdout.write(isClean ? 'nothing else was reached for\n' : 'something else was reached for\n');
  return isClean ? 0 : 1;
}
