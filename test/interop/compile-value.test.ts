import { describe, expect, it } from 'vitest';
import type { MapSource } from '../../src/domain/map-value.js';
import { compileValue } from '../../src/interop/compile-value.js';
import { foreignFile } from '../../src/interop/foreign-record.js';
import type { MapContext } from '../../src/interop/map-mistakes.js';
import type { Scope } from '../../src/interop/scope.js';

const RECORD = {
  id: 7,
  empty: '',
  blank: '  ',
  none: null,
  list: ['a', ' B '],
  'a.b': 'dotted',
  deep: { '0': { x: 'seven' } },
  flag: true,
};

function evaluate(slot: unknown, source: MapSource = { format: 'json-lines' }) {
  const mistakes: string[] = [];
  const context: MapContext = {
    source,
    eachNames: ['n', 'who'],
    lookups: new Map([['table', ['colour']]]),
    mistake: (at, expected, found, remedy) =>
      mistakes.push(`${at.join('.')}: ${expected} / ${found} / ${remedy}`),
    place: () => 'the map',
  };
  const isCsv = source.format === 'csv';
  const scope: Scope = {
    file: foreignFile('some/where/gpt4_1106.jsonl.gz'),
    record: {
      status: 'record',
      index: 3,
      line: 4,
      key: '123',
      value: isCsv ? ['x', '', 'z'] : RECORD,
      header: isCsv
        ? new Map([
            ['first', 0],
            ['second', 1],
            ['third_7', 2],
          ])
        : null,
    },
    items: new Map([
      ['n', { key: 0, value: 7 }],
      ['who', { key: 'k', value: { name: 'Ash' } }],
    ]),
    lookups: new Map([['table', new Map([['7', new Map([['colour', 'red']])]])]]),
  };
  const get = compileValue(slot, ['v'], context);
  if (mistakes.length > 0) return mistakes.join('; ');
  const one = get(scope);
  switch (one.status) {
    case 'found':
      return one.value;
    case 'absent':
      return 'ABSENT';
    case 'fault':
      return `FAULT expected ${one.expected}; found ${one.found}`;
  }
}

describe('a value of a map', () => {
  it.each([
    ['a constant', 'x', 'x'],
    ['a field', { path: 'id' }, 7],
    ['a field in a list', { path: 'list.0' }, 'a'],
    ['a field in objects', { path: 'deep.0.x' }, 'seven'],
    ['names taken as they are', { path: ['a.b'] }, 'dotted'],
    ['a slot', { path: ['deep', '0', 'x'] }, 'seven'],
    ['an item', { each: 'n' }, 7],
    ['the place of an item', { each: 'who', part: 'key' }, 'k'],
    ['a field of an item', { path: 'name', in: 'who' }, 'Ash'],
    ['the number of the record', { record_number: { from: 1 } }, 4],
    ['the stem of the file', { file_name: 'stem' }, 'gpt4_1106'],
    ['the whole name of the file', { file_name: 'whole' }, 'gpt4_1106.jsonl.gz'],
    ['a join', { join: ['a', { path: 'id' }, { path: 'empty', optional: true }], with: '-' }, 'a-7'],
    ['a look-up', { lookup: 'table', by: { path: 'id' }, field: 'colour' }, 'red'],
    ['the first that is there', { first_of: [{ path: 'none' }, { path: 'blank' }, { path: 'list.0' }] }, 'a'],
    ['a default', { path: 'nowhere', if_missing: 'd' }, 'd'],
    ['an absent field', { path: 'none', optional: true }, 'ABSENT'],
    ['a table', { path: 'id', values: { '7': true } }, true],
    ['a table with another case', { path: 'id', values: { '8': true }, otherwise: false }, false],
    ['steps', { path: 'list.1', steps: ['trim', 'lower', { pad: 3 }] }, '00b'],
    ['a name', { join: [' a b/c!'], with: '', steps: ['name'] }, 'a-b-c'],
    ['a JSON text', { path: 'list', steps: ['json_text'] }, '["a"," B "]'],
    ['no pattern in replace', { join: ['a.b$&'], with: '', steps: [{ replace: '.', by: '$&' }] }, 'a$&b$&'],
    [
      'prefix and suffix',
      { join: ['p-x-s'], with: '', steps: [{ strip_prefix: 'p-' }, { strip_suffix: '-s' }] },
      'x',
    ],
  ])('can be %s', (_name, slot, expected) => {
    expect(evaluate(slot)).toEqual(expected);
  });

  it.each([
    [
      'nowhere',
      'FAULT expected a value at nowhere; found the record without it: an object with the fields id,',
    ],
    ['list.length', 'FAULT expected a value at list.length; found list without it: a list of 2'],
    ['constructor.name', 'FAULT expected a value at constructor.name; found the record without it'],
    ['__proto__.x', 'FAULT expected a value at __proto__.x; found the record without it'],
    ['none', 'FAULT expected a value at none; found none: null'],
    ['blank', 'FAULT expected a value at blank; found blank: "  "'],
  ])('says what is there instead of %s', (path, expected) => {
    expect(evaluate({ path })).toContain(expected);
  });

  it('says what its table, look-up and steps did not find', () => {
    expect(evaluate({ path: 'id', values: { a: 1, b: 2 } })).toBe(
      'FAULT expected a value at id that is one of a, b; found 7',
    );
    expect(evaluate({ lookup: 'table', by: 'x', field: 'colour' })).toBe(
      'FAULT expected colour of "x" in the look-up table; found no such entry',
    );
    expect(evaluate({ path: 'list', steps: ['lower'] })).toBe(
      'FAULT expected text; found a list of 2, before the step lower',
    );
    expect(evaluate({ join: [{ path: 'list' }], with: '' })).toBe(
      'FAULT expected text to join; found a list of 2',
    );
    expect(evaluate({ path: 'list', values: { toString: 1 } })).toContain('FAULT');
    expect(evaluate({ path: 'id', values: { '8': 1 }, otherwise: 0 })).toBe(0);
  });
});

describe('a value of a map of CSV, or one with a mistake', () => {
  it('takes cells by header, by number and by the value of an each', () => {
    const csv: MapSource = { format: 'csv', header: true };
    expect(evaluate({ column: 'first' }, csv)).toBe('x');
    expect(evaluate({ column: 3 }, csv)).toBe('z');
    expect(evaluate({ column: 'third_{n}' }, csv)).toBe('z');
    expect(evaluate({ column: 'second' }, csv)).toBe(
      'FAULT expected a value in column "second"; found an empty cell',
    );
    expect(evaluate({ column: 'Third' }, csv)).toBe(
      'FAULT expected a value in column "Third"; found no such column among 3 ("first", "second", "third_7")',
    );
    expect(evaluate({ record_key: true }, { format: 'json-object' })).toBe('123');
  });

  it.each([
    [{ path: 'a', column: 'b' }, 'found path and column', 'path and column / Keep one of them.'],
    [{ colum: 'b' }, 'a near word', 'Did you mean column?'],
    [['a'], 'a list', 'a constant, or exactly one of path, column'],
    [{ path: 'a', option: true }, 'an unknown word', 'Did you mean optional?'],
    [{ join: ['a'] }, 'a missing word', 'v.with: text / no such field'],
    [{ path: 'a..b' }, 'two dots', 'names with one dot between them'],
    [{ path: 'a.{whom}' }, 'an unknown each', 'the name of an `each` (n, who) / "whom" / Did you mean who?'],
    [{ column: 'a' }, 'a column of JSON', '`path`, for JSON'],
    [{ record_key: true }, 'a key of a line', 'the format json-object / json-lines'],
    [{ lookup: 'tabel', by: 'x', field: 'colour' }, 'an unknown look-up', 'Did you mean table?'],
    [{ lookup: 'table', by: 'x', field: 'color' }, 'an unknown field', 'Did you mean colour?'],
    [{ first_of: [{ path: 'a', steps: ['eval'] }] }, 'an unknown step', 'v.first_of.0.steps'],
    [{ path: 'a', values: {} }, 'an empty table', 'at least 1 entry'],
  ])('is refused: %j (%s)', (slot, _name, expected) => {
    expect(evaluate(slot)).toContain(expected);
  });

  it('is refused where it is nested without end', () => {
    const nested = Array.from({ length: 8 }).reduce<unknown>((inner) => ({ first_of: [inner] }), 'x');
    expect(evaluate(nested)).toContain('nested at most 4 deep');
  });
});
