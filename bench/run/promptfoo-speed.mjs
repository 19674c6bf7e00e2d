// Trials a second, each stored, read and graded, beside promptfoo’s evaluate() with one JavaScript assertion a test, against
// one endpoint on loopback in a process of its own. promptfoo runs in a process of its own with telemetry, update check,
// sharing and cache off and a pool as large as its concurrency: once keeping its results in memory alone, once in its
// database. Preceptor asks over http, and once through promptfoo’s provider for the same API.
//   node bench/run/promptfoo-speed.mjs [--rounds 3] [--requests 5000] [--promptfoo-requests 1000] [--concurrency 100] [--latency 20]
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askAll, makeAskedWorkspace } from './ask-all.mjs';
import { declareEndpoint, declareProvider, promptfooVersion, startEndpoint } from './live-endpoint.mjs';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '5000' },
    'promptfoo-requests': { type: 'string', default: '1000' },
    concurrency: { type: 'string', default: '100' },
    latency: { type: 'string', default: '20' },
    serve: { type: 'boolean', default: false },
    evaluate: { type: 'string' },
    database: { type: 'boolean', default: false },
  },
});
const concurrency = Number(flags.concurrency);
const requests = Number(flags.requests);
const evaluated = Number(flags['promptfoo-requests']);

if (flags.serve) process.send((await startEndpoint(Number(flags.latency))).address().port);
else if (flags.evaluate !== undefined) process.send(await evaluate(flags.evaluate));
else await compare();

async function compare() {
  const endpoint = child(['--serve', '--latency', flags.latency]);
  const port = await message(endpoint);
  const root = mkdtempSync(join(tmpdir(), 'preceptor-promptfoo-speed-'));
  try {
    makeAskedWorkspace(root, requests);
    declareEndpoint(root, port);
    declareProvider(root, port);
    const rates = { http: [], provider: [], memory: [], database: [] };
    // One round before the first that counts: Preceptor’s code is compiled by then. promptfoo warms up in its own process.
    for (let round = 0; round <= Number(flags.rounds); round += 1) {
      const asked = { concurrency };
      const found = {
        http: (await askAll(root, { ...asked, model: 'live' })).perSecond,
        provider: (await askAll(root, { ...asked, model: 'provider' })).perSecond,
        memory: await evaluateApart(port, root, []),
        database: await evaluateApart(port, root, ['--database']),
      };
      if (round > 0) for (const name of Object.keys(rates)) rates[name].push(found[name]);
    }
    report(rates, promptfooVersion());
  } finally {
    endpoint.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

function report(rates, version) {
  const { http, provider, memory, database } = Object.fromEntries(
    Object.entries(rates).map(([name, each]) => [
      name,
      each.sort((a, b) => a - b)[Math.floor(each.length / 2)],
    ]),
  );
  const line = (text, rate) => `${text.padEnd(64)} ${String(Math.round(rate)).padStart(5)}/s\n`;
  process.stdout.write(
    [
      `medians of ${flags.rounds} rounds, concurrency ${concurrency}, ${flags.latency} ms an answer\n`,
      line(`Preceptor, http, ${requests} trials: stored, read, graded`, http),
      line(`Preceptor, promptfoo’s provider, ${requests} trials: the same`, provider),
      line(`promptfoo ${version} evaluate(), ${evaluated} tests, in memory`, memory),
      line(`promptfoo ${version} evaluate(), ${evaluated} tests, in its database`, database),
      `ratio http to evaluate(): ${(http / memory).toFixed(1)} in memory, ${(http / database).toFixed(1)} with its database\n`,
      `ratio promptfoo’s provider in Preceptor to evaluate(): ${(provider / memory).toFixed(1)} in memory, ${(provider / database).toFixed(1)} with its database\n`,
    ].join(''),
  );
}

async function evaluateApart(port, root, args) {
  const folder = mkdtempSync(join(root, 'promptfoo-'));
  const env = {
    ...process.env,
    PROMPTFOO_CONFIG_DIR: folder,
    PROMPTFOO_FETCH_CONNECTIONS: String(concurrency),
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
    PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
    PROMPTFOO_DISABLE_SHARING: '1',
    PROMPTFOO_CACHE_ENABLED: 'false',
    PROMPTFOO_INSECURE_SSL: 'false',
    METADATA_SERVER_DETECTION: 'none',
    LOG_LEVEL: 'error',
  };
  const own = ['--concurrency', flags.concurrency, '--promptfoo-requests', flags['promptfoo-requests']];
  const apart = child(['--evaluate', String(port), ...own, ...args], env);
  const perSecond = await message(apart);
  apart.kill();
  return perSecond;
}

/** In a process of its own: from evaluate() to its result; a fifth of the tests are run before. */
async function evaluate(port) {
  const promptfoo = await import('promptfoo');
  const telemetry = process[Symbol.for('promptfoo.telemetry.instance')];
  telemetry.record = telemetry.sendEvent = () => undefined;
  const config = {
    apiBaseUrl: `http://127.0.0.1:${port}/v1`,
    apiKey: 'none',
    maxRetries: 0,
    omitDefaults: true,
  };
  const suite = (count) => ({
    prompts: [JSON.stringify([{ role: 'user', content: '{{question}}' }])],
    providers: [{ id: 'openai:chat:live-1', config }],
    tests: Array.from({ length: count }, (_, n) => ({
      vars: { question: `${n} ${'x'.repeat(1500)}` },
      assert: [{ type: 'javascript', value: 'JSON.parse(output).answer === "A"' }],
    })),
    writeLatestResults: flags.database,
  });
  const options = { maxConcurrency: concurrency, cache: false, showProgressBar: false };
  await promptfoo.evaluate(suite(Math.ceil(evaluated / 5)), options);
  const startedMs = performance.now();
  const result = await promptfoo.evaluate(suite(evaluated), options);
  const seconds = (performance.now() - startedMs) / 1000;
  const { stats } = await result.toEvaluateSummary();
  if (stats.successes !== evaluated) throw new Error(`only ${stats.successes} tests passed`);
  return evaluated / seconds;
}

function child(args, env = process.env) {
  return fork(fileURLToPath(import.meta.url), args, { env });
}

function message(sender) {
  return new Promise((resolve, reject) => {
    sender.once('message', resolve);
    sender.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
}
