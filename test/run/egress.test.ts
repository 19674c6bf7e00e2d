import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { Store } from '../../src/domain/ports/store.js';
import { runIdFrom } from '../../src/domain/result-set.js';
import { storedBlocked } from '../../src/run/blocked-egress.js';
import { guardProcess, keepBlocked, withDeclaredHosts } from '../../src/run/egress.js';
import { createStore } from '../../src/store/store.js';
import { plannedTrials } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const FILE = new URL('../fixtures/egress/telephoning-worker.mjs', import.meta.url);
const { plan } = plannedTrials({ models: ['alpha'], protocols: ['direct'], cases: 1, repeats: 1 });

let server: net.Server;
let port = 0;
let connections = 0;
beforeAll(async () => {
  server = net.createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The plan with its model version at the server. */
function planAt(host: string) {
  const client: ModelVersion['client'] = { kind: 'http', api: 'openai-chat', url: `http://${host}:${port}` };
  return { ...plan, models: plan.models.map((one) => ({ ...one, version: { ...one.version, client } })) };
}

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  await using folder = await runFolder();
  const store = await createStore(folder.file, { runId: runIdFrom('20261120T100000000Z-egress') });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** What came of a connection to the server: `connected`, or the error’s words. */
function connecting(): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', (error) => resolve(error.message));
    socket.on('connect', () => {
      socket.destroy();
      resolve('connected');
    });
  });
}

const lineOf = (target: string) =>
  `blocked 1 attempt to reach ${target}: only hosts of model versions that are being asked may be reached.`;
const targetsIn = async (store: Store) => (await storedBlocked(store)).map(({ blocked }) => blocked);

describe('withDeclaredHosts', () => {
  it('blocks, reports and stores what a worker thread tries, too', () =>
    withStore(async (store) => {
      const warnings: string[] = [];
      const warn = (message: string) => void warnings.push(message);
      const before = new Date().toISOString();
      const said = await withDeclaredHosts({ store, plan, warn }, async () => {
        const worker = new Worker(FILE, { workerData: { port, threads: 0 } });
        const [answer] = await once(worker, 'message');
        await worker.terminate();
        return answer;
      });
      expect(said).toMatchObject({ tcp: expect.stringMatching(/^blocked: a connection/) });
      expect(warnings).toEqual([
        lineOf(`127.0.0.1 port ${port} (tcp)`),
        lineOf(`127.0.0.1 port ${port} (udp)`),
        lineOf('home.example (dns)'),
      ]);
      const [sitting, ...others] = await storedBlocked(store);
      expect(sitting?.blocked).toEqual([
        { host: '127.0.0.1', port, how: 'tcp', times: 1 },
        { host: '127.0.0.1', port, how: 'udp', times: 1 },
        { host: 'home.example', port: null, how: 'dns', times: 1 },
      ]);
      expect(others).toEqual([]);
      expect([before, sitting?.sitting, new Date().toISOString()].toSorted()[1]).toBe(sitting?.sitting);
    }));

  it('stores each sitting that blocked something, and nothing of one that blocked nothing', () =>
    withStore(async (store) => {
      const warn = () => undefined;
      await withDeclaredHosts({ store, plan, warn }, connecting);
      await withDeclaredHosts({ store, plan, warn }, async () => undefined);
      await withDeclaredHosts({ store, plan, warn }, connecting);
      const sitting = [{ host: '127.0.0.1', port, how: 'tcp', times: 1 }];
      expect(await targetsIn(store)).toEqual([sitting, sitting]);
    }));

  it('stores what was blocked where asking failed, and says how it failed, not that nothing could be stored', () =>
    withStore(async (store) => {
      const warn = () => undefined;
      const failing = withDeclaredHosts({ store, plan, warn }, async () => {
        await connecting();
        throw new Error('the model went away');
      });
      await expect(failing).rejects.toThrow('the model went away');
      expect(await targetsIn(store)).toHaveLength(1);
      const closing = withDeclaredHosts({ store, plan, warn }, async () => {
        await connecting();
        await store.close();
        throw new Error('the disk is full');
      });
      await expect(closing).rejects.toThrow('the disk is full');
    }));

  it('takes a host back with the run that declared it', () =>
    withStore(async (store) => {
      const warn = () => undefined;
      const asked = { store, plan: planAt('127.0.0.1'), warn };
      connections = 0;
      await withDeclaredHosts({ store, plan, warn }, async () => {
        expect(await withDeclaredHosts(asked, connecting)).toBe('connected');
        expect(await connecting()).toMatch(/^blocked: /);
      });
      expect(connections).toBe(1);
      // Without a run nothing is guarded.
      expect(await connecting()).toBe('connected');
    }));
});

// Last in this file: it stays to the end of the thread.
describe('guardProcess', () => {
  it('blocks what no run declares that is asked, and leaves it to the end to say so', () =>
    withStore(async (store) => {
      const blocked = guardProcess();
      connections = 0;
      expect(await connecting()).toMatch(/^blocked: /);
      const warnings: string[] = [];
      const warn = (message: string) => void warnings.push(message);
      expect(await withDeclaredHosts({ store, plan: planAt('127.0.0.1'), warn }, connecting)).toBe(
        'connected',
      );
      expect(await withDeclaredHosts({ store, plan, warn }, connecting)).toMatch(/^blocked: /);
      expect(connections).toBe(1);
      expect(warnings).toEqual([]);
      expect(blocked()).toEqual([lineOf(`127.0.0.1 port ${port} (tcp)`).replace('1 attempt', '2 attempts')]);

      // What was blocked before the run was asked is none of its own; what came after is, once.
      const once = [{ host: '127.0.0.1', port, how: 'tcp', times: 1 }];
      expect(await targetsIn(store)).toEqual([once]);
      await connecting();
      await keepBlocked(store);
      await keepBlocked(store);
      expect(await targetsIn(store)).toEqual([once, once]);
    }));
});
