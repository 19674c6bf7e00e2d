import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, startFaultServer } from '../fixtures/http/fault-server.js';
import { CAN_MOUNT, type Disk, mountDisk } from './a-disk.js';
import { chat, declareLive, many, runIds, storedIn } from './live-workspace.js';
import { preceptor, ROOT } from './preceptor.js';

const LIMIT_MS = 120_000;
const REPEATS = 100;
const RUN = ['run', 'starter', '--model', 'live', '--repeats', String(REPEATS), '--policy', 'starter'];
/** Makes each row a page and more, so that the disk has to take every one of them. */
const LONG = 'x'.repeat(20_000);

async function aStarterOn(disk: Disk, url: string): Promise<string> {
  const workspace = join(disk.path, 'workspace');
  await mkdir(workspace);
  await cp(join(ROOT, 'examples', 'starter'), workspace, { recursive: true });
  await declareLive(workspace, url);
  return workspace;
}

describe.skipIf(!CAN_MOUNT)('a disk', () => {
  it('that is full in the middle of a run costs nothing that was stored, and the run is resumed', {
    timeout: LIMIT_MS,
  }, async () => {
    using disk = mountDisk(64);
    await using server = await startFaultServer();
    const workspace = await aStarterOn(disk, server.url);
    server.script(
      ...many(10 * REPEATS, (n): Fault => {
        return (call) => {
          if (n === 60) disk.fill();
          return chat(`number ${n} ${LONG}`, 100)(call);
        };
      }),
    );
    const failed = await preceptor(RUN, { cwd: workspace });
    expect(failed.exit, failed.stderr).toBe(4);
    expect(failed.stderr).toMatch(/preceptor: STORE_WRITE: .*run\.sqlite: writing failed \(.*full.*\)/);
    expect(failed.stderr).toContain('What was reported as stored before is safe');
    expect(failed.stderr).not.toMatch(/\n {4}at /);
    const [id = ''] = runIds(workspace);
    disk.free();
    const before = storedIn(workspace, id);
    const asked = server.requests().length;
    expect(before.planned).toBe(2 * REPEATS);
    expect(before.finals.size).toBeGreaterThan(0);
    expect(before.finals.size).toBeLessThan(asked);
    expect(asked).toBeLessThan(before.planned);

    const resumed = await preceptor(['run', '--resume', id], { cwd: workspace });
    expect(resumed.exit, resumed.stderr).toBe(0);
    const after = storedIn(workspace, id);
    expect(after.finals.size).toBe(after.planned);
    expect(after.finalRows).toBe(after.planned);
    for (const [seq, text] of before.finals) expect(after.finals.get(seq)).toBe(text);
    // What came and found no room is asked again, but for what the workspace’s cache has kept of it.
    expect(server.requests().length - asked).toBeLessThanOrEqual(after.planned - before.finals.size);
  });

  it('that is full from the start ends the command before anything is asked', {
    timeout: LIMIT_MS,
  }, async () => {
    using disk = mountDisk(4);
    await using server = await startFaultServer();
    const workspace = await aStarterOn(disk, server.url);
    server.script(...many(10, () => chat()));
    disk.fill();
    const { exit, stderr } = await preceptor(['run', 'starter', '--model', 'live'], { cwd: workspace });
    expect(exit, stderr).toBe(4);
    expect(stderr).toContain('STORE_WRITE');
    expect(stderr).toContain('Free disk space or mend the cause, then start the run again.');
    expect(server.requests()).toEqual([]);
    disk.free();
    const again = await preceptor(['run', 'starter', '--model', 'live'], { cwd: workspace });
    expect(again.exit, again.stderr).toBe(0);
  });

  it('that is too small for the plan ends the command with what is then to be done', {
    timeout: LIMIT_MS,
  }, async () => {
    using disk = mountDisk(4);
    await using server = await startFaultServer();
    const workspace = await aStarterOn(disk, server.url);
    const asked = ['run', 'builtin:triage', '--model', 'live', '--repeats', '1000'];
    const { exit, stderr } = await preceptor(asked, { cwd: workspace });
    expect(exit, stderr).toBe(4);
    expect(runIds(workspace)).toHaveLength(1);
    expect(stderr).toMatch(/STORE_WRITE: .*run\.sqlite: writing failed .* Nothing was stored of the run/);
    expect(stderr).toContain('then start the run again.');
    expect(server.requests()).toEqual([]);
  });

  it('that is read-only ends the command before anything is asked', { timeout: LIMIT_MS }, async () => {
    using disk = mountDisk(4);
    await using server = await startFaultServer();
    const workspace = await aStarterOn(disk, server.url);
    server.script(...many(10, () => chat()));
    disk.remount('ro');
    const { exit, stderr } = await preceptor(['run', 'starter', '--model', 'live'], { cwd: workspace });
    expect(exit, stderr).toBe(4);
    expect(stderr).toMatch(/STORE_WRITE: .*runs: expected a folder that can be written; .*read-only/);
    expect(stderr).toContain('then start the run again.');
    expect(server.requests()).toEqual([]);
    expect(existsSync(join(workspace, 'runs'))).toBe(false);
  });

  it('that has become read-only keeps the run as it is, for when it is resumed', {
    timeout: LIMIT_MS,
  }, async () => {
    using disk = mountDisk(8);
    await using server = await startFaultServer();
    const workspace = await aStarterOn(disk, server.url);
    server.script(...many(10, () => chat()));
    const first = await preceptor(['run', 'starter', '--model', 'live'], { cwd: workspace });
    expect(first.exit, first.stderr).toBe(0);
    const [id = ''] = runIds(workspace);
    const before = storedIn(workspace, id);
    disk.remount('ro');
    const { exit, stderr } = await preceptor(['run', '--resume', id], { cwd: workspace });
    expect([2, 4], stderr).toContain(exit);
    expect(stderr).toMatch(
      /STORE_WRITE: .*: expected a folder that can be written; .* then resume the run\./,
    );
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(server.requests()).toHaveLength(2);
    expect(storedIn(workspace, id)).toEqual(before);
    disk.remount('rw');
    const resumed = await preceptor(['run', '--resume', id], { cwd: workspace });
    expect(resumed.exit, resumed.stderr).toBe(0);
    expect(server.requests()).toHaveLength(2);
  });
});
