// What a live run makes of each fault of an endpoint: the fault, what was stored, what was said. Every fault is really
// met, by a run of the starter's two cases against the tests' fault server on loopback.
//   node bench/run/live-faults.mjs
// Exits with 1 where something else was stored than is expected, or an answer stands at another case than its own.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const DEADLINE_MS = 1_000;
const BYTES_20_MB = 20_000_000;
const scratch = mkdtempSync(join(tmpdir(), 'preceptor-live-faults-'));
// Built files alone have types that Node can read.
const load = (path) => import(pathToFileURL(path).href);
const { askRun } = await load(join(ROOT, 'dist', 'run', 'ask-run.js'));
const { createRun, preparePlan } = await load(join(ROOT, 'dist', 'run', 'start-run.js'));
const faults = await load(fixture('fault-server'));
const { selfSigned } = await load(fixture('self-signed'));

let wrong = 0;
try {
  const rows = [];
  for (const row of table()) rows.push(await meet(row));
  print(rows);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;

/** Fault, what the endpoint does with each request (the last again and again), and what is to be stored of each trial. */
function table() {
  const { status } = faults;
  const json = { 'content-type': 'application/json' };
  const filtered = JSON.stringify({ error: { code: 'content_filter' } });
  const tooLong = JSON.stringify({
    error: {
      message:
        "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (8000 in the messages, 1000 in the completion).",
      type: 'BadRequestError',
      code: 400,
    },
  });
  const badSetting = JSON.stringify({ error: { code: 'unsupported_parameter', param: 'max_tokens' } });
  const seconds = status(429, { 'retry-after': '1' });
  const date = (call) => status(429, { 'retry-after': new Date(Date.now() + 2000).toUTCString() })(call);
  return [
    ['none', [answer], 'answered'],
    ['429', [status(429)], 'rate-limited'],
    ['429, Retry-After: 1', [seconds, seconds, answer], 'answered'],
    ['429, Retry-After: a date', [date, date, answer], 'answered'],
    ['429, Retry-After: 0', [status(429, { 'retry-after': '0' }), answer], 'answered'],
    ['429, Retry-After: an hour', [status(429, { 'retry-after': '3600' })], 'the run ends'],
    ['500', [status(500)], 'server-error'],
    ['502, then an answer', [status(502), status(502), answer], 'answered'],
    ['503', [status(503)], 'server-error'],
    ['503, Retry-After: 1', [status(503, { 'retry-after': '1' }), answer], 'answered'],
    ['504', [status(504)], 'server-error'],
    ['an error in a 200', [status(200, json, '{"error":{"code":502,"message":"x"}}')], 'server-error'],
    ['a rate limit in a 200', [status(200, json, '{"error":{"code":429,"message":"x"}}')], 'rate-limited'],
    ['longer than the context, 400', [status(400, json, tooLong)], 'truncated'],
    ['401', [status(401)], 'the run ends'],
    ['404', [status(404)], 'the run ends'],
    ['400 for a setting', [status(400, json, badSetting)], 'the run ends'],
    ['connection refused', 'refuse', 'connection'],
    ['certificate that signs itself', [answer], 'connection', selfSigned('127.0.0.1')],
    ['reset before the headers', [faults.resetBeforeHeaders], 'reset'],
    ['reset in mid-body', [faults.resetInMidBody('{"choices"')], 'reset'],
    ['hangs before the headers', [faults.hang], 'client-timeout'],
    ['later than its answer time', [late], 'answer-timeout', undefined, ', answer_time_ms: 100'],
    ['one byte a second', [faults.drip(chat('B'), 1000)], 'client-timeout'],
    ['truncated JSON', [faults.truncatedJson], 'malformed-response'],
    ['HTML', [faults.html], 'malformed-response'],
    ['wrong content type, right body', [(call) => faults.wrongContentType(own(call))(call)], 'answered'],
    ['wrong content type and body', [faults.wrongContentType('PNG')], 'malformed-response'],
    ['invalid UTF-8', [faults.invalidUtf8], 'malformed-response'],
    ['gzip that is none', [faults.badGzip], 'malformed-response'],
    ['20 MB', [faults.bigBody(BYTES_20_MB)], 'malformed-response'],
    ['20 MB, announced', [faults.bigBody(BYTES_20_MB, true)], 'malformed-response'],
    ['gzip of 20 MB', [faults.bomb(BYTES_20_MB)], 'malformed-response'],
    ['redirect to another host', [faults.redirect('https://elsewhere.example/v1')], 'malformed-response'],
    ['no choices', [status(200, json, '{"choices":[]}')], 'empty'],
    ['null content', [status(200, json, chat(null))], 'empty'],
    ['cut at its token limit', [status(200, json, chat('B', 'length'))], 'truncated'],
    ['content filter, 200', [status(200, json, chat('', 'content_filter'))], 'content-filter'],
    ['content filter, 400', [status(400, json, filtered)], 'content-filter'],
    ['content filter, 403', [status(403, json, filtered)], 'content-filter'],
    ['every answer twice', [(call) => faults.duplicate(own(call), chat('a ghost'), 0)(call)], 'answered'],
    ['answers in another order', reordered(2), 'answered'],
  ];
}

async function meet([fault, script, expected, certificate, declared = '']) {
  const server = await faults.startFaultServer(certificate);
  const root = workspaceFor(server.url, declared);
  const warnings = [];
  if (script === 'refuse') await server.refuse();
  else server.script(...Array.from({ length: 20 }, (_, n) => script[Math.min(n, script.length - 1)]));
  const startedMs = performance.now();
  const stored = await storedOf(root, warnings);
  const ms = Math.round(performance.now() - startedMs);
  const isRight = stored.results.every((result) => result === expected);
  if (!isRight) wrong += 1;
  const requests = server.requests().length;
  if (script !== 'refuse') await server[Symbol.asyncDispose]();
  const said = [...stored.details, ...warnings.filter((text) => !text.startsWith('live: no answer'))];
  return { fault, isRight, requests, ms, ...stored, said };
}

/** Plans, asks and stores one run; `results`: of each trial, the cause of its final failure or `answered`. */
async function storedOf(root, warnings) {
  const request = { root, suites: ['starter'], models: ['live'], baseline: null, repeats: null, limit: null };
  const prepared = await preparePlan({ ...request, policy: null, floors: false });
  const store = await createRun(root, prepared, new Date());
  const never = new AbortController().signal;
  const quiet = { begin() {}, advance() {}, end() {} };
  const details = new Set();
  const results = [];
  let attempts = 0;
  try {
    const options = {
      concurrency: 2,
      progress: quiet,
      warn: (text) => warnings.push(text),
      stop: never,
      abort: never,
    };
    const error = await askRun(store, root, { ...options, random: () => 0 }).then(
      () => null,
      (thrown) => thrown,
    );
    if (error !== null) details.add(`${error.code}: ${error.message}`);
    for await (const { trial, case: planned } of store.trials({})) {
      const all = await store.attempts(trial.seq);
      attempts += all.length;
      for (const { response } of all) if (response.status === 'failed') details.add(response.detail);
      const final = all.find((attempt) => attempt.final)?.response;
      if (final === undefined) results.push(error === null ? 'nothing' : 'the run ends');
      else if (final.status === 'failed') results.push(final.cause);
      else results.push(isOwn(final.text, planned.case) ? 'answered' : 'the answer of another case');
    }
  } finally {
    await store.close();
  }
  return { results, attempts, details: [...details] };
}

function chat(content, finish = 'stop') {
  return JSON.stringify({ model: 'live-1', choices: [{ message: { content }, finish_reason: finish }] });
}

/** An answer that begins the remark with what was asked. */
function own({ seen }) {
  const asked = JSON.parse(seen.body).messages.at(-1).content;
  return chat(JSON.stringify({ answer: 'B', confidence: 80, asked }));
}

function answer(call) {
  return faults.ok(own(call))(call);
}

async function late(call) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  await answer(call);
}

function isOwn(text, aCase) {
  return JSON.parse(text).asked.includes(aCase.turns.at(-1).text.trim().slice(0, 40));
}

/** Holds so many requests, then answers the last one first. */
function reordered(count) {
  const held = [];
  return [
    async (call) => {
      held.push(call);
      if (held.length < count) return;
      for (const each of held.splice(0).reverse()) {
        await answer(each);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  ];
}

function workspaceFor(url, declared) {
  const root = mkdtempSync(join(scratch, 'workspace-'));
  cpSync(join(ROOT, 'examples', 'starter'), root, { recursive: true });
  mkdirSync(join(root, 'models'), { recursive: true });
  const lines = [
    'model: live',
    'family: live',
    'snapshot: live-1',
    `client: {kind: http, api: openai-chat, url: "${url}/v1", deadline_ms: ${DEADLINE_MS}}`,
    'settings: {}',
    `deployment: {location: this-machine${declared}}`,
    '',
  ];
  writeFileSync(join(root, 'models', 'live.model.yaml'), lines.join('\n'));
  return root;
}

/** A fixture of the tests, built into the scratch folder when it is first asked for. */
function fixture(name) {
  const source = join(ROOT, 'test', 'fixtures', 'http', `${name}.ts`);
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    '--outDir',
    scratch,
    '--ignoreConfig',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
  ];
  writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
  execFileSync(
    process.execPath,
    [tsc, ...options, '--typeRoots', join(ROOT, 'node_modules', '@types'), source],
    { cwd: ROOT },
  );
  return join(scratch, `${name}.js`);
}

function print(rows) {
  const width = Math.max(...rows.map(({ fault }) => fault.length));
  process.stdout.write(
    `  ${'fault'.padEnd(width)}  requests  attempts     ms  stored of two trials: what was said\n`,
  );
  for (const { fault, isRight, requests, attempts, ms, results, said } of rows) {
    const stored = new Set(results).size === 1 ? results[0] : results.join(', ');
    const words = said.map((text) => text.replace(/127\.0\.0\.1:\d+/g, '<endpoint>')).join(' | ');
    const figures = `${String(requests).padStart(8)}  ${String(attempts).padStart(8)}  ${String(ms).padStart(5)}`;
    process.stdout.write(
      `${isRight ? '✓' : '✕'} ${fault.padEnd(width)}  ${figures}  ${stored}${words === '' ? '' : `: ${words}`}\n`,
    );
  }
  process.stdout.write(`${rows.length} faults, ${wrong} stored as something else than expected\n`);
}
