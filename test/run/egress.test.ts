import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { withDeclaredHosts } from '../../src/run/egress.js';
import { plannedTrials } from '../store/planned-run.js';

const FILE = new URL('../fixtures/egress/telephoning-worker.mjs', import.meta.url);
const { plan } = plannedTrials({ models: ['alpha'], protocols: ['direct'], cases: 1, repeats: 1 });

describe('withDeclaredHosts', () => {
  it('blocks and reports what a worker thread tries, too', async () => {
    const server = net.createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const warnings: string[] = [];
    try {
      const said = await withDeclaredHosts(
        plan,
        (message) => void warnings.push(message),
        async () => {
          const worker = new Worker(FILE, { workerData: { port, threads: 0 } });
          const [answer] = await once(worker, 'message');
          await worker.terminate();
          return answer;
        },
      );
      expect(said).toMatchObject({ tcp: expect.stringMatching(/^blocked: a connection/) });
      expect(warnings).toEqual([
        `blocked 1 attempt to reach 127.0.0.1 port ${port} (tcp): no model version of this run declares it.`,
        `blocked 1 attempt to reach 127.0.0.1 port ${port} (udp): no model version of this run declares it.`,
        'blocked 1 attempt to reach home.example (dns): no model version of this run declares it.',
      ]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
