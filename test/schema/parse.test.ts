import { describe, expect, it } from 'vitest';
import { fieldText, showValue } from '../../src/schema/fault.js';
import { parse, safeParse } from '../../src/schema/parse.js';
import type { SchemaName } from '../../src/schema/schemas.js';

function faultsOf(name: SchemaName, value: unknown) {
  const result = safeParse(name, value);
  if (result.status === 'valid') throw new Error('expected an invalid value');
  return result.faults.map((fault) => ({ field: fieldText(fault.path), ...fault }));
}

const GRADER = { grader: 'choice', version: '1', kind: 'choice' };

describe('safeParse', () => {
  it('gives a valid value back as it is', () => {
    const result = safeParse('grader', GRADER);
    expect(result).toEqual({ status: 'valid', value: GRADER });
    expect(result.status === 'valid' && result.value).toBe(GRADER);
  });

  it('names the field that an unknown one may have meant', () => {
    const criterion = { id: 'x', points: 1, grder: 'choice' };
    const faults = faultsOf('case', {
      id: 'a',
      turns: [{ role: 'user', text: 't' }],
      criteria: [criterion],
      primary: 'x',
    });
    expect(faults).toContainEqual(
      expect.objectContaining({
        field: 'criteria[0].grder',
        at: 'key',
        expected: expect.stringContaining('known fields are id, text, points, grader'),
        remedy: 'Did you mean grader?',
      }),
    );
    expect(faults).toContainEqual(
      expect.objectContaining({ field: 'criteria[0].grader', remedy: 'Add grader.' }),
    );
    expect(faults).toHaveLength(2);
  });

  it('lists the members of a union where the discriminant is unknown or missing', () => {
    expect(faultsOf('grader', { ...GRADER, kind: 'chioce' })).toEqual([
      expect.objectContaining({
        field: 'kind',
        expected: 'one of choice, text, number, scale, recorded',
        found: '"chioce"',
        remedy: 'Did you mean choice?',
      }),
    ]);
    expect(faultsOf('grader', { grader: 'a', version: '1' })).toEqual([
      expect.objectContaining({ field: 'kind', remedy: 'Add kind.' }),
    ]);
  });

  it('reports only the member that the discriminant selects', () => {
    const fields = faultsOf('grader', {
      ...GRADER,
      kind: 'number',
      tolerance: { relative: 3 },
      units: { mg: 0 },
    });
    expect(fields.map(({ field, expected, found }) => [field, expected, found])).toEqual([
      ['tolerance.relative', 'a number >= 0 and <= 1', '3'],
      ['units.mg', 'a number > 0', '0'],
    ]);
  });

  it('says what a value of the wrong type has to be', () => {
    expect(faultsOf('grader', { ...GRADER, version: 1 })).toEqual([
      expect.objectContaining({ field: 'version', found: '1', remedy: 'Put it in quotes: "1".' }),
    ]);
    expect(faultsOf('grader', 3)).toEqual([
      expect.objectContaining({ field: '', expected: 'an object', found: '3' }),
    ]);
    expect(faultsOf('grader', null)).toHaveLength(1);
  });
});

describe('safeParse of hostile values', () => {
  it('refuses names in records that are no names', () => {
    const aCase = {
      id: 'a',
      turns: [{ role: 'user', text: 't' }],
      criteria: [{ id: 'x', points: 1, grader: 'choice' }],
      primary: 'x',
    };
    expect(faultsOf('case', { ...aCase, strata: { '../x': 'y' } })).toEqual([
      expect.objectContaining({ field: 'strata["../x"]', at: 'key', remedy: 'Rename it.' }),
    ]);
    const hostile: unknown = JSON.parse('{"__proto__":"y"}');
    expect(faultsOf('case', { ...aCase, strata: hostile })).toHaveLength(1);
    expect(faultsOf('case', { ...aCase, id: '../../etc' })).toEqual([
      expect.objectContaining({ field: 'id' }),
    ]);
  });

  it('does not take NaN and infinities for numbers', () => {
    const key = { case: 'a', criterion: 'b', status: 'draft', version: 1, raters: [] };
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(faultsOf('key', { ...key, number: { value, unit: 'mg' } })).toEqual([
        expect.objectContaining({ field: 'number.value', expected: 'a number', found: String(value) }),
      ]);
    }
  });

  it('chooses by type where a union has no discriminant', () => {
    const rule = { answer: [{ name: 'a', whole: true }], on_miss: 'unredable' };
    const protocol = {
      protocol: 'p',
      version: '1',
      prompt: { user: '{{case}}' },
      answer: { format: 'text' },
      readings: { r: rule },
      reading: 'r',
    };
    expect(faultsOf('protocol', protocol)).toEqual([
      expect.objectContaining({
        field: 'readings.r.on_miss',
        expected: 'unreadable, or an object with answer',
        found: '"unredable"',
      }),
    ]);
  });

  it('stops at a hundred faults', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]));
    expect(faultsOf('grader', { ...GRADER, ...many })).toHaveLength(100);
  });
});

describe('parse', () => {
  it('throws one paragraph with the place', () => {
    expect(() => parse('grader', { ...GRADER, version: 1 }, 'x.yaml:3')).toThrowError(
      expect.objectContaining({
        code: 'INPUT_INVALID',
        message: expect.stringMatching(
          /^x\.yaml:3: not a valid grader\.\nversion: expected text that is not empty; found 1\./,
        ),
      }),
    );
    expect(parse('grader', GRADER, 'x')).toBe(GRADER);
  });

  it('counts the faults that it does not show', () => {
    expect(() => parse('set', {}, 's')).toThrowError(/… and \d+ more\.$/);
  });
});

describe('showValue', () => {
  it('keeps to sixty characters and shows what is hidden', () => {
    expect(showValue('x'.repeat(500))).toHaveLength(60);
    expect(showValue('a\u202eb\n\u001b[31m')).toBe('"a\\u202eb\\n\\u001b[31m"');
    expect(showValue({ 'a\nb': 1 })).toBe('an object with the field a\\u000ab');
    expect(showValue([1, 2])).toBe('a list of 2');
    expect(showValue(undefined)).toBe('nothing');
  });
});
