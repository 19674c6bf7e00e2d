import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hang, startFaultServer } from '../fixtures/http/fault-server.js';
import { chat, declareLive, many, requested, runFileOf, runIds, storedIn } from './live-workspace.js';
import { aStarter, preceptor, startPreceptor } from './preceptor.js';

const LIMIT_MS = 120_000;
const PAGE = 4096;

describe('two processes on one run', () => {
  it('are one: the second is told who writes, and asks nothing', { timeout: LIMIT_MS }, async () => {
    await using server = await startFaultServer();
    await using workspace = await aStarter();
    await declareLive(workspace.path, server.url);
    server.script(...many(200, (n) => chat(`number ${n}`, 200)));
    const where = { cwd: workspace.path };
    const args = ['run', 'starter', '--model', 'live', '--repeats', '40', '--policy', 'starter'];
    const first = startPreceptor([...args, '--concurrency', '4'], where);
    await requested(server, 4);
    const [id = ''] = runIds(workspace.path);
    const second = await preceptor(['run', '--resume', id], where);
    expect(second.exit, second.stderr).toBe(4);
    expect(second.stderr).toMatch(new RegExp(`STORE_BUSY: .*process ${first.child.pid}, writing since`));
    const { exit, stderr } = await first.ended;
    expect(exit, stderr).toBe(0);
    expect(server.requests()).toHaveLength(80);
    const { planned, finals, finalRows } = storedIn(workspace.path, id);
    expect([planned, finals.size, finalRows]).toEqual([80, 80, 80]);
    expect(new Set(finals.values()).size).toBe(80);
  });
});

describe('a run whose file was damaged', () => {
  it('is not gone on with, wherever the damage is: nothing is asked', { timeout: 3 * LIMIT_MS }, async () => {
    await using server = await startFaultServer();
    await using workspace = await aStarter();
    await declareLive(workspace.path, server.url);
    const asked = 24;
    server.script(...many(asked - 4, (n) => chat(`number ${n}`)), ...many(4, () => hang));
    const where = { cwd: workspace.path };
    const args = ['run', 'starter', '--model', 'live', '--repeats', '40', '--policy', 'starter'];
    const run = startPreceptor([...args, '--concurrency', '4'], where);
    await requested(server, asked);
    run.child.kill('SIGINT');
    await run.said('again to give it up');
    run.child.kill('SIGINT');
    expect((await run.ended).exit).toBe(130);
    const [id = ''] = runIds(workspace.path);
    const file = runFileOf(workspace.path, id);
    const sound = readFileSync(file);
    // SQLite’s own name, the header’s figures, and the head of every other page.
    const places: (readonly [number, number])[] = [
      [0, 16],
      [20, 80],
    ];
    for (let at = 2 * PAGE; at < sound.length; at += 2 * PAGE) places.push([at, 8]);
    expect(places.length).toBeGreaterThan(10);
    for (const [at, length] of places) {
      const damaged = Buffer.from(sound);
      for (let n = at; n < at + length; n += 1) damaged[n] = (sound[n] ?? 0) ^ 0xff;
      writeFileSync(file, damaged);
      const { exit, stderr } = await preceptor(['run', '--resume', id], where);
      expect(stderr, `at ${at}`).toMatch(/^preceptor: STORE_CORRUPT: .*run\.sqlite/);
      expect(exit).toBe(4);
      expect(server.requests()).toHaveLength(asked);
    }
    writeFileSync(file, sound);
    server.script(...many(80, () => chat('later')));
    const resumed = await preceptor(['run', '--resume', id], where);
    expect(resumed.exit, resumed.stderr).toBe(0);
    expect(storedIn(workspace.path, id)).toMatchObject({ planned: 80, finalRows: 80 });
    expect(server.requests()).toHaveLength(asked + 60);
  });
});
