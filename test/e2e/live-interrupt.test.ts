import { describe, expect, it } from 'vitest';
import { type FaultServer, hang, startFaultServer, status } from '../fixtures/http/fault-server.js';
import { chat, declareLive, many, requested, runIds, storedIn } from './live-workspace.js';
import { aStarter, type Ended, type Folder, preceptor, type Started, startPreceptor } from './preceptor.js';

const LIMIT_MS = 120_000;
const RUN = [
  'run',
  'starter',
  '--model',
  'live',
  '--policy',
  'starter',
  '--repeats',
  '20',
  '--concurrency',
  '4',
];
const PLANNED = 40;

interface Scene {
  readonly server: FaultServer;
  readonly workspace: Folder;
  readonly run: Started;
}

/** What was stored before, and after the run was gone on with to its end. */
async function resume({ server, workspace }: Scene, { stderr }: Ended) {
  const [id = ''] = runIds(workspace.path);
  expect(stderr).toContain(`preceptor run --resume ${id}`);
  const before = storedIn(workspace.path, id);
  const asked = server.requests().length;
  server.script(...many(PLANNED, (n) => chat(`later ${n}`)));
  const resumed = await preceptor(['run', '--resume', id], { cwd: workspace.path });
  expect(resumed.exit, resumed.stderr).toBe(0);
  const after = storedIn(workspace.path, id);
  expect([after.planned, after.finals.size, after.finalRows]).toEqual([PLANNED, PLANNED, PLANNED]);
  for (const [seq, text] of before.finals) expect(after.finals.get(seq)).toBe(text);
  return { before, askedAgain: server.requests().length - asked };
}

describe('Ctrl-C while an endpoint is asked', () => {
  it('once: what is under way is waited for and stored, and nothing new is asked', {
    timeout: LIMIT_MS,
  }, async () => {
    await using server = await startFaultServer();
    await using workspace = await aStarter();
    await declareLive(workspace.path, server.url);
    server.script(...many(8, (n) => chat(`number ${n}`)), ...many(4, (n) => chat(`slow ${n}`, 1500)));
    const run = startPreceptor(RUN, { cwd: workspace.path });
    await requested(server, 12);
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.exit, ended.stderr).toBe(130);
    expect(server.requests()).toHaveLength(12);
    const { before, askedAgain } = await resume({ server, workspace, run }, ended);
    expect(before.finals.size).toBe(12);
    expect([...before.finals.values()].filter((text) => text.includes('slow'))).toHaveLength(4);
    expect(askedAgain).toBe(PLANNED - 12);
  });

  it('once, while an endpoint wants to be left alone for ten minutes: nobody waits for that', {
    timeout: LIMIT_MS,
  }, async () => {
    await using server = await startFaultServer();
    await using workspace = await aStarter();
    await declareLive(workspace.path, server.url);
    server.script(
      ...many(8, (n) => chat(`number ${n}`)),
      ...many(4, () => status(429, { 'retry-after': '600' })),
    );
    const run = startPreceptor(RUN, { cwd: workspace.path });
    // How many more it has sent before it hears of the pause is chance.
    await requested(server, 9);
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.exit, ended.stderr).toBe(130);
    expect(server.requests().length).toBeLessThanOrEqual(12);
    const [id = ''] = runIds(workspace.path);
    expect(ended.stderr).toContain(`preceptor run --resume ${id}`);
    expect(storedIn(workspace.path, id).finals.size).toBe(8);
  });

  it('twice: an endpoint that hangs is left at once, and what was stored stays', {
    timeout: LIMIT_MS,
  }, async () => {
    await using server = await startFaultServer();
    await using workspace = await aStarter();
    // The deadline of a request is twice as long as the test may take.
    await declareLive(workspace.path, server.url, `, deadline_ms: ${2 * LIMIT_MS}`);
    server.script(...many(8, (n) => chat(`number ${n}`)), ...many(4, () => hang));
    const run = startPreceptor(RUN, { cwd: workspace.path });
    await requested(server, 12);
    run.child.kill('SIGINT');
    await run.said('again to give it up');
    run.child.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.exit, ended.stderr).toBe(130);
    const { before, askedAgain } = await resume({ server, workspace, run }, ended);
    expect(before.finals.size).toBe(8);
    expect(askedAgain).toBe(PLANNED - 8);
  });
});
