import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { MAX_SETTING_LEVELS, MAX_SETTINGS_CHARACTERS, settingFault } from '../../src/domain/setting.js';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < levels; n++) value = n % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('the settings of a model', () => {
  it('may hold whatever JSON holds', () => {
    const settings = {
      temperature: 0,
      reasoning: { effort: 'high' },
      stop: ['\n\n', 'END'],
      response_format: { type: 'json_schema', json_schema: { schema: { enum: ['a', null], minLength: 0 } } },
      empty: {},
      none: [],
    };
    expect(settingFault(settings)).toBeNull();
    expect(hashOf(settings)).not.toBe(hashOf({ ...settings, reasoning: { effort: 'low' } }));
    expect(hashOf({ a: { x: 1, y: [2] } })).toBe(hashOf({ a: { y: [2], x: 1 } }));
  });

  it.each([
    [{ temperature: null }, ['temperature'], 'a value'],
    [{ a: { b: [0, Number.NaN] } }, ['a', 'b', 1], 'a finite number'],
    [{ a: Number.POSITIVE_INFINITY }, ['a'], 'a finite number'],
    [{ a: { b: 1n } }, ['a', 'b'], 'text, a number'],
    [{ a: [undefined] }, ['a', 0], 'text, a number'],
  ])('may not hold %#', (settings, path, expected) => {
    expect(settingFault(settings)).toMatchObject({ path, expected: expect.stringContaining(expected) });
  });

  it('have a bounded depth', () => {
    expect(settingFault({ a: nested(MAX_SETTING_LEVELS) })).toBeNull();
    expect(settingFault({ a: nested(MAX_SETTING_LEVELS + 1) })).toMatchObject({ found: 'more' });
    expect(settingFault({ a: nested(200_000) })).toMatchObject({ expected: 'at most 16 levels' });
  });

  it('have a bounded size, also where the same part stands in them many times', () => {
    expect(settingFault({ a: 'x'.repeat(MAX_SETTINGS_CHARACTERS) })).toMatchObject({ path: ['a'] });
    let copies: unknown = ['x'];
    for (let n = 0; n < 14; n++) copies = Array.from({ length: 10 }, () => copies);
    expect(settingFault({ copies })).toMatchObject({ remedy: 'Shorten them.' });
  });

  it('take any JSON of an ordinary size but a null of their own', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.jsonValue()), (settings) => {
        const isSmall = JSON.stringify(settings).length < 8_000;
        const fault = settingFault(settings);
        if (isSmall) expect(fault === null || fault.expected === 'a value').toBe(true);
      }),
    );
  });
});
