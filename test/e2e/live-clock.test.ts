import { expect, it } from 'vitest';
import { hang, startFaultServer, status } from '../fixtures/http/fault-server.js';
import { chat, declareLive, many, runIds, storedIn } from './live-workspace.js';
import { aStarter, preceptor, preloading } from './preceptor.js';

const REPEATS = 40;

it('a run ends as it should while the wall clock jumps to and fro', { timeout: 120_000 }, async () => {
  await using server = await startFaultServer();
  await using workspace = await aStarter();
  await declareLive(workspace.path, server.url, ', deadline_ms: 1500, requests_per_minute: 6000');
  const soon = () => ({
    'retry-after': new Date(Date.now() + 1000).toUTCString(),
    date: new Date().toUTCString(),
  });
  server.script(
    ...many(2 * REPEATS + 60, (n) => {
      // Two requests are lost in all: no trial can lose its three, however they meet.
      if (n === 7) return status(503);
      if (n % 20 === 13) return status(429, soon());
      if (n === 31) return hang;
      return chat(`number ${n}`);
    }),
  );
  const where = { cwd: workspace.path, env: preloading('clock-jumps.mjs') };
  const args = ['run', 'starter', '--model', 'live', '--repeats', String(REPEATS), '--policy', 'starter'];
  const { exit, stderr } = await preceptor(args, where);
  expect(exit, stderr).toBe(0);
  const [id = ''] = runIds(workspace.path);
  const { planned, finals, finalRows, startsSpanMs } = storedIn(workspace.path, id);
  expect(startsSpanMs).toBeGreaterThan(365 * 86_400_000);
  expect(planned).toBe(2 * REPEATS);
  expect(finals.size).toBe(planned);
  expect(finalRows).toBe(planned);
  for (const text of finals.values()) expect(text).toContain('"answer":"B"');
  for (const verb of [
    ['gate', 'latest'],
    ['why', 'head-injury'],
    ['report', 'latest'],
  ]) {
    const later = await preceptor(verb, where);
    expect(later.exit, later.stderr).toBe(0);
  }
});
