import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toBind } from '../../src/store/bind.js';
import { openConnection } from '../../src/store/connection.js';
import { runFolder } from './run-folder.js';

describe('toBind', () => {
  it.each([
    [true, 1],
    [false, 0],
    [null, null],
    ['text', 'text'],
    [1.5, 1.5],
    [2 ** 53 - 1, 2 ** 53 - 1],
    [12n, 12],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('stores %s as %s', (value, stored) => {
    expect(toBind(value, 'a', 'b')).toBe(stored);
  });

  it.each([
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    2n ** 60n,
    new Date('never'),
    {},
    [1],
    new Uint8Array(2),
    Symbol('x'),
    () => 1,
  ])('refuses %s', (value) => {
    expect(() => toBind(value, 'attempt', 'text')).toThrow(/^attempt\.text: expected text/);
  });
});

describe('a connection', () => {
  it('binds what would end the process inside libsql, and text with a NUL as it is', async () => {
    await using folder = await runFolder();
    const connection = openConnection(join(folder.folder, 'a.sqlite'), { mode: 'write', timeoutMs: 0 });
    connection.exec('CREATE TABLE row (yes INTEGER, day TEXT, words TEXT)');
    const insert = connection.prepare('INSERT INTO row VALUES (?, ?, ?)');
    insert.run([true, new Date(0), 'before\u0000after']);
    connection.prepare('INSERT INTO row (day) VALUES (?)').run([new Date(1)]);
    expect(() => insert.run([undefined, null, null])).toThrow('bind.1: expected text');
    expect(connection.prepare('SELECT * FROM row').all([])).toEqual([
      { yes: 1, day: '1970-01-01T00:00:00.000Z', words: 'before\u0000after' },
      { yes: null, day: '1970-01-01T00:00:00.001Z', words: null },
    ]);
    connection.close();
  });

  it('that reads cannot write', async () => {
    await using folder = await runFolder();
    const file = join(folder.folder, 'a.sqlite');
    const writing = openConnection(file, { mode: 'write', timeoutMs: 0 });
    writing.exec('CREATE TABLE row (a INTEGER)');
    writing.close();
    const reading = openConnection(file, { mode: 'read', timeoutMs: 0 });
    expect(() => reading.exec('INSERT INTO row VALUES (1)')).toThrow('readonly');
    expect(reading.prepare('SELECT * FROM row').all([])).toEqual([]);
    reading.close();
  });
});
