import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.js';
import { eachJsonLine, LINE_MAX_BYTES } from '../../src/load/json-lines.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'preceptor-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function readLines(bytes: string | Uint8Array) {
  writeFileSync(join(root, 'a.jsonl'), bytes);
  const values: unknown[] = [];
  const lines: number[] = [];
  const problems: Problem[] = [];
  const isThere = await eachJsonLine(
    { root, path: 'a.jsonl', prefix: '' },
    {
      visit: ({ value, locate }) => {
        values.push(value);
        lines.push(locate([], 'value').line);
      },
      report: (problem) => void problems.push(problem),
    },
  );
  return { isThere, values, lines, problems };
}

describe('eachJsonLine', () => {
  it('reads LF and CRLF, a byte order mark, empty lines and a last line without an end', async () => {
    expect(await readLines('\ufeff{"a":1}\r\n\r\n{"a":2}\n   \n{"a":"é"}')).toEqual({
      isThere: true,
      values: [{ a: 1 }, { a: 2 }, { a: 'é' }],
      lines: [1, 3, 5],
      problems: [],
    });
    expect((await readLines('')).values).toEqual([]);
  });

  it('reports a broken line with its column and goes on', async () => {
    const { values, problems } = await readLines('{"a":1}\n{"a":1,}\n{"a":3}\n{"a":\n');
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 2,
        column: 8,
        expected: 'JSON: a field name in double quotes',
        found: '"}"',
      }),
      expect.objectContaining({
        line: 4,
        column: 6,
        expected: 'JSON: a JSON value',
        found: 'the end of the line',
      }),
    ]);
  });

  it('does not let a second field of the same name win in silence', async () => {
    const { values, problems } = await readLines('{"accept":["a"],"accept":["b"]}\n');
    expect(values).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 1,
        column: 17,
        field: 'accept',
        found: 'a second one; the first is at column 2',
      }),
    ]);
  });

  it('reports a line that is no UTF-8 by line and offset, and goes on', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":1}\n{"b":"'),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"c":3}\n'),
    ]);
    const { values, problems } = await readLines(bytes);
    expect(values).toEqual([{ a: 1 }, { c: 3 }]);
    expect(problems).toEqual([
      expect.objectContaining({ line: 2, column: 7, found: 'byte 0xff at offset 14' }),
    ]);
  });

  it('counts offsets on through a byte order mark and across blocks', async () => {
    const long = `{"a":"${'x'.repeat(3 * 2 ** 20)}"}\n`;
    const bytes = Buffer.concat([Buffer.from(`\ufeff${long}`), Buffer.from([0x80, 0x0a])]);
    const { values, problems } = await readLines(bytes);
    expect(values).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      line: 2,
      column: 1,
      found: `byte 0x80 at offset ${3 + long.length}`,
    });
  });

  it('passes over a line that is too long without holding it', async () => {
    const bytes = Buffer.alloc(LINE_MAX_BYTES + 2 ** 20, 0x20);
    bytes.write('{"a":1}\n');
    bytes.write('\n{"b":2}', bytes.length - 8);
    const { values, problems } = await readLines(bytes);
    expect(values).toEqual([{ a: 1 }, { b: 2 }]);
    expect(problems).toEqual([
      expect.objectContaining({ line: 2, column: 1, expected: 'a line of at most 16 MiB' }),
    ]);
  });

  it('reads lines longer than what is read at once', async () => {
    const long = { a: 'é'.repeat(100_000) };
    const { values, lines, problems } = await readLines(
      [{ b: 1 }, long, { b: 2 }, long].map((value) => `${JSON.stringify(value)}\n`).join(''),
    );
    expect(problems).toEqual([]);
    expect(lines).toEqual([1, 2, 3, 4]);
    expect(values).toEqual([{ b: 1 }, long, { b: 2 }, long]);
  });

  it('recognises UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"a":1}\n{"b":2}\n', 'utf16le')]);
    expect(await readLines(bytes)).toMatchObject({
      values: [],
      problems: [{ found: 'UTF-16', remedy: 'Save it as UTF-8.' }],
    });
  });

  it('says that a file is not there', async () => {
    const visitor = { visit: () => {}, report: () => {} };
    expect(await eachJsonLine({ root, path: 'none.jsonl', prefix: '' }, visitor)).toBe(false);
  });
});
