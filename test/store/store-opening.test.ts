import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIdFrom } from '../../src/domain/result-set.js';
import { PreceptorError } from '../../src/errors.js';
import { openConnection } from '../../src/store/connection.js';
import { createStore, openStore } from '../../src/store/store.js';
import { RUN_ID } from '../contract/store.js';
import { anAnswer, anAttempt, plannedTrials } from './planned-run.js';
import { runFolder } from './run-folder.js';

const MODES = ['read', 'write'] as const;

describe.each(MODES)('openStore to %s', (mode) => {
  it('says that there is no such run, and makes no file', async () => {
    await using folder = await runFolder();
    await expect(openStore(folder.file, { mode })).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
    await expect(readFile(folder.file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['text', 'Dear colleague, '.repeat(1_000)],
    ['a text that begins as a database does', `SQLite format 3\u0000${'x'.repeat(5_000)}`],
  ])('says that %s is no stored run, and leaves it as it is', async (_what, content) => {
    await using folder = await runFolder();
    await writeFile(folder.file, content);
    const error = await openStore(folder.file, { mode }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PreceptorError);
    expect(error).toMatchObject({ code: 'STORE_CORRUPT' });
    expect(await readFile(folder.file, 'utf8')).toBe(content);
  });

  it('says that an empty file is a run that never began', async () => {
    await using folder = await runFolder();
    await writeFile(folder.file, '');
    await expect(openStore(folder.file, { mode })).rejects.toMatchObject({ code: 'RUN_INCOMPLETE' });
  });

  it('refuses a folder', async () => {
    await using folder = await runFolder();
    await mkdir(folder.file);
    await expect(openStore(folder.file, { mode })).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });

  it.each([0, 1, 3])('refuses format %i with the way out', async (format) => {
    await using folder = await runFolder();
    await (await createStore(folder.file, { runId: RUN_ID })).close();
    edit(folder.file, `UPDATE meta SET format = ${format}`);
    const error = openStore(folder.file, { mode });
    await expect(error).rejects.toMatchObject({ code: 'STORE_FORMAT' });
    await expect(error).rejects.toThrow(`store format ${format}. Open it with the version`);
  });

  it('refuses the database of another program', async () => {
    await using folder = await runFolder();
    edit(folder.file, 'CREATE TABLE bookmark (url TEXT)');
    await expect(openStore(folder.file, { mode })).rejects.toMatchObject({ code: 'STORE_FORMAT' });
  });
});

describe('a stored run', () => {
  it('is created once', async () => {
    await using folder = await runFolder();
    const file = join(folder.folder, 'runs', 'one', 'run.sqlite');
    await (await createStore(file, { runId: RUN_ID })).close();
    await expect(createStore(file, { runId: RUN_ID })).rejects.toMatchObject({ code: 'USAGE' });
    const store = await openStore(file, { mode: 'read' });
    expect(store.runId).toBe(RUN_ID);
    await store.close();
  });

  it('has a name, never a path or a statement', async () => {
    await using folder = await runFolder();
    for (const id of ['', '../other', "x'; DROP TABLE meta; --", 'a\u0000b']) {
      const created = createStore(folder.file, { runId: runIdFrom(id) });
      await expect(created).rejects.toMatchObject({ code: 'USAGE' });
    }
    await expect(readFile(folder.file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is whole in one file after close, and can be opened for writing again', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: RUN_ID });
    await store.savePlan(plannedTrials());
    await store.putAttempt(anAttempt(0));
    await store.close();
    const copy = join(folder.folder, 'copy.sqlite');
    await writeFile(copy, await readFile(folder.file));
    const copied = await openStore(copy, { mode: 'write' });
    expect(await copied.attempts(0)).toEqual([anAttempt(0)]);
    await copied.close();
  });

  it('can be read while it is written, as far as it is on disk', async () => {
    await using folder = await runFolder();
    const writing = await createStore(folder.file, { runId: RUN_ID });
    await writing.savePlan(plannedTrials());
    const reading = await openStore(folder.file, { mode: 'read' });
    for (let seq = 0; seq < 40; seq += 1) {
      await writing.putAttempt(anAttempt(seq));
      await writing.flush();
      expect(await reading.counts()).toMatchObject({ planned: 96, answered: seq + 1 });
    }
    await expect(reading.putAttempt(anAttempt(50))).rejects.toMatchObject({ code: 'INTERNAL' });
    await writing.close();
    expect((await reading.counts()).answered).toBe(40);
    await reading.close();
  });

  it('names its run in every table', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: RUN_ID });
    await store.savePlan(plannedTrials());
    await store.close();
    const connection = openConnection(folder.file, { mode: 'read', timeoutMs: 0 });
    const tables = connection
      .prepare("SELECT m.name FROM sqlite_master m WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all([]);
    expect(tables).toHaveLength(16);
    for (const { name } of tables) {
      connection.prepare(`SELECT run_id FROM "${String(name)}" LIMIT 1`).all([]);
    }
    expect(connection.prepare('SELECT DISTINCT run_id FROM trial').all([])).toEqual([{ run_id: RUN_ID }]);
    connection.close();
  });
});

describe('a damaged run', () => {
  it('says that it is damaged, whatever page was hit', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: RUN_ID });
    await store.savePlan(plannedTrials({ cases: 40 }));
    for (let seq = 0; seq < 300; seq += 1) {
      await store.putAttempt(anAttempt(seq, { response: anAnswer('x'.repeat(500)) }));
    }
    await store.close();
    const sound = await readFile(folder.file);
    const codes = new Set<string>();
    for (let page = 0; page * 4_096 < sound.length; page += 1) {
      const damaged = Buffer.from(sound);
      damaged.fill(0xa5, page * 4_096, page * 4_096 + 200);
      const file = join(folder.folder, `damaged-${page}.sqlite`);
      await writeFile(file, damaged);
      codes.add(await readWhole(file));
    }
    // A page that no query of these touches, or the inside of a text, leaves the reading sound.
    expect([...codes].sort()).toEqual(['STORE_CORRUPT', 'sound']);
  });

  it('says that a word which the format does not know is damage', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: RUN_ID });
    await store.savePlan(plannedTrials());
    await store.putAttempt(anAttempt(0));
    await store.close();
    edit(folder.file, "UPDATE attempt SET origin = 'somewhere'");
    expect(await readWhole(folder.file)).toBe('STORE_CORRUPT');
  });
});

async function readWhole(file: string): Promise<string> {
  try {
    const store = await openStore(file, { mode: 'read' });
    try {
      await store.loadPlan();
      await store.counts();
      for await (const one of store.trials({ unanswered: true })) void one;
      for await (const one of store.answered()) void one;
    } finally {
      await store.close();
    }
    return 'sound';
  } catch (error) {
    return error instanceof PreceptorError ? error.code : String(error);
  }
}

function edit(file: string, statement: string): void {
  const connection = openConnection(file, { mode: 'write', timeoutMs: 0 });
  connection.exec(statement);
  connection.close();
}
