import { once } from 'node:events';
import { createRequire } from 'node:module';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { BroadcastChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BLOCKED_CHANNEL, startGuardedThread } from '../../../src/files/guarded-thread.js';
import { type EgressGuard, installEgressGuard } from '../../../src/models/egress/egress-guard.js';

const FILE = new URL('../../fixtures/egress/telephoning-worker.mjs', import.meta.url);
const require = createRequire(import.meta.url);

let guard: EgressGuard | null = null;
let server: net.Server;
let port = 0;
let connections = 0;
beforeEach(async () => {
  connections = 0;
  server = net.createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(async () => {
  guard?.release();
  guard = null;
  await new Promise((resolve) => server.close(resolve));
});

async function saidBy(worker: Worker): Promise<unknown> {
  const [said] = await once(worker, 'message');
  await worker.terminate();
  return said;
}

const blocked = (what: RegExp) => expect.stringMatching(what);
const ALL_BLOCKED = {
  tcp: blocked(/^blocked: a connection to 127\.0\.0\.1/),
  udp: blocked(/^blocked: a datagram to 127\.0\.0\.1/),
  dns: blocked(/^blocked: a name lookup of home\.example/),
};
const ways = () => guard?.blocked().map(({ how, host }) => `${how} ${host}`);

describe('a thread of ours', () => {
  it('reaches nothing, and a guard of the run that is installed later reports it', async () => {
    const worker = startGuardedThread(FILE, { port, threads: 0 });
    guard = installEgressGuard();
    expect(await saidBy(worker)).toEqual({ ...ALL_BLOCKED, inner: null });
    await expect.poll(ways).toEqual(['tcp 127.0.0.1', 'udp 127.0.0.1', 'dns home.example']);
    expect(connections).toBe(0);
  });

  it('reaches nothing without a guard of the run either', async () => {
    expect(await saidBy(startGuardedThread(FILE, { port, threads: 0 }))).toMatchObject(ALL_BLOCKED);
    expect(connections).toBe(0);
  });

  it('hands that on to the threads that it starts', async () => {
    const said = await saidBy(startGuardedThread(FILE, { port, threads: 1 }));
    expect(said).toMatchObject({ inner: ALL_BLOCKED.tcp });
    expect(connections).toBe(0);
  });
});

describe('a thread that a package starts', () => {
  it('reaches what it likes where nothing is guarded', async () => {
    const said = await saidBy(new Worker(FILE, { workerData: { port, threads: 0 } }));
    expect(said).toMatchObject({ tcp: 'connected' });
  });

  it('reaches nothing while the run is guarded, and is reported', async () => {
    guard = installEgressGuard();
    guard.allow('127.0.0.1', port);
    expect(await saidBy(new Worker(FILE, { workerData: { port, threads: 1 } }))).toMatchObject({
      ...ALL_BLOCKED,
      inner: ALL_BLOCKED.tcp,
    });
    await expect.poll(() => guard?.blocked()[0]).toEqual({ host: '127.0.0.1', port, how: 'tcp', times: 2 });
    expect(connections).toBe(0);
  });

  it.each<readonly [string, (code: string) => Worker]>([
    ['as text', (code) => new Worker(code, { eval: true })],
    ['through require', (code) => new (require('node:worker_threads').Worker)(code, { eval: true })],
    ['by a class of its own', (code) => new (class extends Worker {})(code, { eval: true })],
    ['with options of its own', (code) => new Worker(code, { eval: true, execArgv: ['--no-warnings'] })],
  ])('is guarded where it is started %s', async (_name, start) => {
    guard = installEgressGuard();
    const code = `
      const net = require('node:net');
      const { parentPort } = require('node:worker_threads');
      const socket = net.connect(${port}, '127.0.0.1');
      socket.on('error', (error) => parentPort.postMessage(error.message));
      socket.on('connect', () => parentPort.postMessage('connected'));`;
    const worker = start(code);
    expect(worker).toBeInstanceOf(Worker);
    expect(await saidBy(worker)).toEqual(ALL_BLOCKED.tcp);
    expect(connections).toBe(0);
  });

  it('is not touched once the guard is released', async () => {
    installEgressGuard().release();
    const said = await saidBy(new Worker(FILE, { workerData: { port, threads: 0 } }));
    expect(said).toMatchObject({ tcp: 'connected' });
  });

  it('is refused options that Node refuses', () => {
    guard = installEgressGuard();
    expect(() => new Worker(FILE, { execArgv: ['--max-old-space-size=64'] })).toThrow(
      expect.objectContaining({ code: 'ERR_WORKER_INVALID_EXEC_ARGV' }),
    );
  });

  it('tells nothing that is no attempt, and no more of one than a line can show', async () => {
    guard = installEgressGuard();
    const channel = new BroadcastChannel(BLOCKED_CHANNEL);
    for (const told of [
      null,
      { host: 1, port: 80, how: 'tcp' },
      { host: 'home.example', port: 80, how: 'smoke' },
      { host: `\u001b[2J${'x'.repeat(300)}`, port: 'none', how: 'tcp' },
      { host: 'home.example', port: 80.5, how: 'udp' },
    ])
      channel.postMessage(told);
    await expect
      .poll(() => guard?.blocked())
      .toEqual([
        { host: `\ufffd[2J${'x'.repeat(251)}…`, port: null, how: 'tcp', times: 1 },
        { host: 'home.example', port: null, how: 'udp', times: 1 },
      ]);
    channel.close();
  });

  it('starts under options of the process that no thread may have', () => {
    const script = `
      import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      const { installEgressGuard } = await import(${JSON.stringify(new URL('../../../dist/models/egress/egress-guard.js', import.meta.url).href)});
      const guard = installEgressGuard();
      const worker = new Worker(new URL(${JSON.stringify(FILE.href)}), { workerData: { port: ${port}, threads: 0 } });
      const [said] = await once(worker, 'message');
      console.log(JSON.stringify({ said, times: guard.blocked().length }));
      process.exit(0);`;
    const { execFileSync } = require('node:child_process');
    const printed = execFileSync(
      process.execPath,
      ['--max-old-space-size=256', '--input-type=module', '--eval', script],
      { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) },
    );
    expect(JSON.parse(printed)).toEqual({ said: { ...ALL_BLOCKED, inner: null }, times: 3 });
    expect(connections).toBe(0);
  });
});
