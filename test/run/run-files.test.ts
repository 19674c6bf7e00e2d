import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { runIdFrom } from '../../src/domain/result-set.js';
import { findRun, listRuns, newRunId, reportFolder, runBeganAt, runFile } from '../../src/run/run-files.js';

const OLD = '20260101T080000000Z-aaaaaaaaaaaa';
const NEW = '20260301T080000000Z-bbbbbbbbbbbb';

describe('run files', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'preceptor-run-files-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function store(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await mkdir(dirname(join(root, 'runs', id, 'run.sqlite')), { recursive: true });
      await writeFile(join(root, 'runs', id, 'run.sqlite'), '');
    }
  }

  it('names a run by when it began and what it asks', () => {
    const id = newRunId(new Date('2026-11-22T04:15:01.123Z'), hashOf('a plan'));
    expect(id).toMatch(/^20261122T041501123Z-[0-9a-f]{12}$/);
    expect(runBeganAt(id)).toBe('2026-11-22T04:15:01.123Z');
    expect(id.endsWith(hashOf('a plan').slice('sha256:'.length, 'sha256:'.length + 12))).toBe(true);
  });

  it('keeps a name that tells no time', () => {
    expect(runBeganAt(runIdFrom('my-run'))).toBe('my-run');
  });

  it('lists stored runs, the oldest first, and nothing else', async () => {
    await store(NEW, OLD);
    await mkdir(join(root, 'runs', '20260401T080000000Z-cccccccccccc'));
    await mkdir(join(root, 'runs', '.hidden'));
    await writeFile(join(root, 'runs', 'notes.txt'), '');
    expect(listRuns(root)).toEqual([OLD, NEW]);
  });

  it('finds a run by its id, the start of it, and as the latest', async () => {
    await store(OLD, NEW);
    expect(findRun(root, OLD)).toBe(OLD);
    expect(findRun(root, '202603')).toBe(NEW);
    expect(findRun(root, 'latest')).toBe(NEW);
    expect(runFile(root, findRun(root, NEW))).toBe(join(root, 'runs', NEW, 'run.sqlite'));
    expect(reportFolder(root, runIdFrom(NEW))).toBe(join(root, 'reports', NEW));
  });

  it('takes a whole id before the start of another', async () => {
    await store('first', 'first-again');
    expect(findRun(root, 'first')).toBe('first');
  });

  it.each([
    ['none', '1999', 'found none for "1999". The latest is 20260301'],
    ['several', '2026', 'found 2 runs that begin so'],
    ['an empty name', '', 'found 2 runs that begin so'],
    ['a path', '../runs', 'found none for "../runs"'],
  ])('refuses a reference that names %s', async (_what, reference, message) => {
    await store(OLD, NEW);
    const refused = expect.objectContaining({
      code: 'RUN_UNKNOWN',
      message: expect.stringContaining(message),
    });
    expect(() => findRun(root, reference)).toThrow(refused);
  });

  it.each(['latest', '2026'])('says so where there is no run at all: %s', (reference) => {
    expect(listRuns(root)).toEqual([]);
    expect(() => findRun(root, reference)).toThrow(expect.objectContaining({ code: 'RUN_UNKNOWN' }));
  });
});
