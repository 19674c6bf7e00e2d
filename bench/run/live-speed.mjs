// Trials a second against an endpoint on loopback, each answer stored whole, read and graded, against a bare undici pool
// that sends requests of the same size and throws the answers away. Pairs in turn, in one process; the endpoint is a process of its own.
//   node bench/run/live-speed.mjs [--pairs 5] [--trials 5000] [--concurrency 100] [--latency 20]
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { askAll, makeAskedWorkspace } from './ask-all.mjs';
import { declareEndpoint, startEndpoint } from './live-endpoint.mjs';

const { values: flags } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    trials: { type: 'string', default: '5000' },
    concurrency: { type: 'string', default: '100' },
    latency: { type: 'string', default: '20' },
    serve: { type: 'boolean', default: false },
  },
});
const concurrency = Number(flags.concurrency);

if (flags.serve) await serve();
else await compare();

async function serve() {
  const server = await startEndpoint(Number(flags.latency));
  process.send(server.address().port);
}

async function compare() {
  const endpoint = fork(fileURLToPath(import.meta.url), ['--serve', '--latency', flags.latency]);
  const port = await new Promise((resolve) => endpoint.once('message', resolve));
  const root = mkdtempSync(join(tmpdir(), 'preceptor-live-speed-'));
  try {
    makeAskedWorkspace(root, Number(flags.trials));
    declareEndpoint(root, port);
    const ratios = [];
    // One pair before the first that counts: both sides are compiled by then.
    for (let pair = 0; pair <= Number(flags.pairs); pair += 1) {
      const asked = { model: 'live', concurrency };
      const { trials, perSecond } = await askAll(root, asked);
      const bare = await bareRate(port, trials);
      if (pair === 0) continue;
      ratios.push(perSecond / bare);
      process.stdout.write(
        `${trials} trials: stored, read and graded ${Math.round(perSecond)}/s, bare pool ${Math.round(bare)}/s, ratio ${ratios.at(-1).toFixed(3)}\n`,
      );
    }
    ratios.sort((a, b) => a - b);
    process.stdout.write(`median ratio ${ratios[Math.floor(ratios.length / 2)].toFixed(3)}   aim 0.9\n`);
  } finally {
    endpoint.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

async function bareRate(port, trials) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: concurrency, pipelining: 1 });
  const body = JSON.stringify({ model: 'live-1', messages: [{ role: 'user', content: 'x'.repeat(1500) }] });
  let left = trials;
  const startedMs = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const headers = { 'content-type': 'application/json' };
      const response = await pool.request({ method: 'POST', path: '/v1/chat/completions', headers, body });
      await response.body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - startedMs) / 1000;
  await pool.close();
  return trials / seconds;
}
