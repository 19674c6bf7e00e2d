import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { MapSource } from '../../src/domain/map-value.js';
import { type ForeignItem, UnreadableFile } from '../../src/interop/foreign-record.js';
import { readRecords } from '../../src/interop/read-records.js';
import { aFolder } from './a-folder.js';

async function itemsOf(content: string | Uint8Array, source: MapSource): Promise<readonly ForeignItem[]> {
  using folder = aFolder({ input: content });
  const items: ForeignItem[] = [];
  for await (const item of readRecords(folder.path('input'), source)) items.push(item);
  return items;
}

async function faultOf(content: string | Uint8Array, source: MapSource): Promise<string> {
  try {
    await itemsOf(content, source);
  } catch (error) {
    if (error instanceof UnreadableFile) return `${error.item.expected} / ${error.item.found}`;
    throw error;
  }
  return 'nothing was wrong';
}

const valuesOf = (items: readonly ForeignItem[]) =>
  items.map((item) => (item.status === 'record' ? item.value : item.found));
const LINES: MapSource = { format: 'json-lines' };
const LIST: MapSource = { format: 'json-list' };
const OBJECT: MapSource = { format: 'json-object' };
const CSV: MapSource = { format: 'csv', header: true };

describe('JSON lines', () => {
  it('gives every object with its line and number, with CRLF, a BOM, blank lines and no last line end', async () => {
    const items = await itemsOf('\uFEFF{"a":1}\r\n\r\n{"a":2}', LINES);
    expect(items).toMatchObject([
      { line: 1, index: 0, value: { a: 1 } },
      { line: 3, index: 1, value: { a: 2 } },
    ]);
  });

  it('names broken lines and goes on behind them', async () => {
    const bytes = Buffer.concat([
      Buffer.from('[1]\n"x"\n{"a":\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('{"a":1}\n'),
    ]);
    const items = await itemsOf(bytes, LINES);
    expect(items.map((item) => [item.status, item.line])).toEqual([
      ['broken', 1],
      ['broken', 2],
      ['broken', 3],
      ['broken', 4],
      ['record', 5],
    ]);
    expect(valuesOf(items)[3]).toBe('bytes that are not UTF-8');
  });

  it('keeps a field called __proto__ a field', async () => {
    const [item] = await itemsOf('{"__proto__":{"a":1}}\n', LINES);
    expect(item?.status === 'record' && Object.hasOwn(Object(item.value), '__proto__')).toBe(true);
  });

  it('reads gzip by its content, whatever the file is called, and says when it is cut off or damaged', async () => {
    const text = Array.from({ length: 2000 }, (_, n) => `{"n":${n},"t":"${'x'.repeat(n % 97)}"}\n`).join('');
    const packed = gzipSync(text);
    expect(await itemsOf(packed, LINES)).toHaveLength(2000);
    expect(await faultOf(packed.subarray(0, packed.length - 20), LINES)).toMatch(
      /cannot be unpacked \(it ends too early\)/,
    );
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 200, 260);
    expect(await faultOf(damaged, LINES)).toMatch(/cannot be unpacked/);
  });

  it('drops a line beyond 64 MiB without holding it', async () => {
    const long = Buffer.alloc(65 * 1024 * 1024, 0x61);
    const items = await itemsOf(Buffer.concat([long, Buffer.from('\n{"a":1}\n')]), LINES);
    expect(items).toMatchObject([
      { status: 'broken', line: 1, expected: 'a line of at most 64 MiB' },
      { status: 'record', line: 2 },
    ]);
  });
});

describe('JSON documents', () => {
  it('gives the items of a list and the entries of an object', async () => {
    expect(valuesOf(await itemsOf('[{"a":[1,-2.5e1,true,null,"x\\u00e9"]},{}]', LIST))).toEqual([
      { a: [1, -25, true, null, 'xé'] },
      {},
    ]);
    expect(await itemsOf('{"12":{"q":1},"__proto__":{"q":2}}', OBJECT)).toMatchObject([
      { key: '12', value: { q: 1 } },
      { key: '__proto__', value: { q: 2 } },
    ]);
  });

  it('finds the list by the names that lead to it, and only there', async () => {
    const text =
      '{"x":[{"data":1},[{"no":1}]],"meta":{"data":{"items":[{"no":2}]}},"data":{"items":[{"yes":1}]}}';
    expect(valuesOf(await itemsOf(text, { format: 'json-list', at: ['data', 'items'] }))).toEqual([
      { yes: 1 },
    ]);
    expect(await faultOf(text, { format: 'json-list', at: ['nothing'] })).toBe('a list at nothing / none');
    expect(await faultOf(text, LIST)).toBe('a list as the whole document / none');
  });

  it('gives what JSON.parse gives, in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))),
        async (records) => {
          const expected: unknown = JSON.parse(JSON.stringify(records));
          expect(valuesOf(await itemsOf(JSON.stringify(records), LIST))).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says when the text is cut off, is no JSON, or is nested without end', async () => {
    expect(await faultOf('[{"a":1},{"a"', LIST)).toMatch(/not JSON, in or after record 2/);
    expect(await faultOf('[{"a":1}', LIST)).toMatch(/not JSON, in or after record 2/);
    expect(await faultOf('[{"a":1}] trailing', LIST)).toMatch(/not JSON, in or after record 1/);
    expect(await faultOf('[{"a":nope}]', LIST)).toMatch(/not JSON, in or after record 1/);
    expect(await faultOf(`[{"a":${'['.repeat(100_000)}`, LIST)).toMatch(/nested at most 200 levels/);
    expect(await faultOf(new Uint8Array([0x5b, 0xff]), LIST)).toMatch(
      /bytes that are not UTF-8, in or after line 1/,
    );
  });

  it('refuses a record that does not end within the bound', async () => {
    const text = `[{"a":"${'x'.repeat(66 * 1024 * 1024)}"}]`;
    expect(await faultOf(text, LIST)).toMatch(/records of at most 64 million characters/);
  });

  it('names an item that is no object', async () => {
    expect(await itemsOf('[{"a":1},7]', LIST)).toMatchObject([
      { status: 'record' },
      { field: 'record 2', found: '7' },
    ]);
  });
});

describe('CSV', () => {
  it('knows the line of every row, also behind cells with line breaks, CRLF and blank rows', async () => {
    const items = await itemsOf('a,b\r\n"1\r\n2","say ""x"""\r\n\r\n3,4\r\n', CSV);
    expect(items).toMatchObject([
      { line: 2, index: 0, value: ['1\n2', 'say "x"'] },
      { line: 5, index: 1, value: ['3', '4'] },
    ]);
    expect(items[0]?.status === 'record' && items[0].header).toEqual(
      new Map([
        ['a', 0],
        ['b', 1],
      ]),
    );
  });

  it('names rows of another width, columns that come twice and quotes that do not end', async () => {
    expect(await itemsOf('a,b\n1\n1,2\n', CSV)).toMatchObject([
      { status: 'broken', line: 2, expected: '2 cells, as in the first row', found: '1 cells' },
      { status: 'record', line: 3 },
    ]);
    expect(await faultOf('a,a\n1,2\n', CSV)).toMatch(/"a" in columns 1 and 2/);
    expect(await faultOf('a,b\n1,2\n"3,4\n5,6\n', CSV)).toMatch(/quote/);
    expect(await faultOf(`a,b\n"${'x'.repeat(9 * 1024 * 1024)}`, CSV)).toMatch(/rows of at most 8 million/);
  });

  it('gives back the cells that a writer of CSV has put into it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'é', ';') });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const kept = table.filter(([first, second]) => first.trim() !== '' || second.trim() !== '');
        const text = Papa.unparse(kept, { quotes: true, newline: '\r\n' });
        expect(valuesOf(await itemsOf(text, { format: 'csv', header: false }))).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same in small pieces and in large ones', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => [`${n}`, `line\n"${n}"`, 'x'.repeat(n % 31)]);
    const items = await itemsOf(gzipSync(Papa.unparse(rows)), { format: 'csv', header: false });
    expect(valuesOf(items)).toEqual(rows);
    expect(items.at(-1)?.line).toBe(59_999);
  });
});
