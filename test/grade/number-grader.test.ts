import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberGrader } from '../../src/domain/grader.js';
import type { Key } from '../../src/domain/key.js';
import { numberGrader } from '../../src/grade/number-grader.js';
import { judged, numberKey, verdictOf } from './judged.js';

const UNITS = { mg: 1, g: 1000, kg: 1_000_000, µg: 0.001 };

function verdict(answer: string, key: Key, part: Partial<NumberGrader> = {}) {
  const grader = numberGrader({
    grader: 'dose',
    version: '1',
    kind: 'number',
    tolerance: {},
    units: UNITS,
    ...part,
  });
  return verdictOf(grader, judged(answer, { key }));
}

describe('numberGrader: units', () => {
  it('compares in the unit of the key', async () => {
    expect(await verdict('500 mg', numberKey(0.5, 'g'))).toBe(true);
    expect(await verdict('0.5 g', numberKey(500, 'mg'))).toBe(true);
    expect(await verdict('500 g', numberKey(500, 'mg'))).toBe(false);
    expect(await verdict('0.5 mg', numberKey(500, 'µg'))).toBe(true);
  });

  it('knows the micro sign and the Greek letter for one unit', async () => {
    expect(await verdict('500 \u03bcg', numberKey(0.5, 'mg'))).toBe(true);
    expect(await verdict('500 \u00b5g', numberKey(0.5, 'mg'))).toBe(true);
  });

  it('knows no unit by its case: Mg and MG are not mg', async () => {
    expect(await verdict('500 MG', numberKey(500, 'mg'))).toBe('unknown-unit');
  });

  it.each(['500 mmol', '500 constructor', '500 mg daily', '500 mg/kg'])(
    'leaves an unknown unit ungraded: %s',
    async (answer) => {
      expect(await verdict(answer, numberKey(500, 'mg'))).toBe('unknown-unit');
    },
  );

  it('finds a missing unit wrong, unless it is to be the key’s', async () => {
    expect(await verdict('500', numberKey(500, 'mg'))).toBe(false);
    expect(await verdict('500', numberKey(500, 'mg'), { no_unit: 'wrong' })).toBe(false);
    expect(await verdict('500', numberKey(500, 'mg'), { no_unit: 'key' })).toBe(true);
    expect(await verdict('0.5', numberKey(500, 'mg'), { no_unit: 'key' })).toBe(false);
  });

  it('refuses a key in a unit that the grader does not know', async () => {
    await expect(verdict('5 mg', numberKey(5, 'mmol'))).rejects.toThrow(
      /expected the key's unit among its units/,
    );
  });
});

describe('numberGrader: limits and tolerance', () => {
  it('takes the key alone where no tolerance is declared, but for the rounding of decimals', async () => {
    expect(await verdict('0.3 mg', numberKey(0.1 + 0.2, 'mg'))).toBe(true);
    expect(await verdict('0.30000000000000004 mg', numberKey(0.3, 'mg'))).toBe(true);
    expect(await verdict('0.1 g', numberKey(100, 'mg'))).toBe(true);
    expect(await verdict('0.300001 mg', numberKey(0.3, 'mg'))).toBe(false);
  });

  it('takes the key’s own limits, themselves included', async () => {
    const key = numberKey(5, 'mg', { lower: 4, upper: 6 });
    for (const [answer, expected] of [
      ['4 mg', true],
      ['6 mg', true],
      ['3.99 mg', false],
      ['6.01 mg', false],
      ['0.005 g', true],
    ] as const) {
      expect(await verdict(answer, key, { tolerance: { relative: 1 } })).toBe(expected);
    }
  });

  it('takes the tolerance on the side where the key has no limit', async () => {
    const key = numberKey(5, 'mg', { lower: 4 });
    expect(await verdict('5.5 mg', key, { tolerance: { absolute: 0.5 } })).toBe(true);
    expect(await verdict('5.6 mg', key, { tolerance: { absolute: 0.5 } })).toBe(false);
    expect(await verdict('5.1 mg', key)).toBe(false);
  });

  it('takes a share of the key, the wider of two tolerances, and an absolute one in the key’s unit', async () => {
    // 5 % of 200 is 10: 190 to 210.
    expect(await verdict('190 mg', numberKey(200, 'mg'), { tolerance: { relative: 0.05 } })).toBe(true);
    expect(await verdict('189 mg', numberKey(200, 'mg'), { tolerance: { relative: 0.05 } })).toBe(false);
    expect(
      await verdict('185 mg', numberKey(200, 'mg'), { tolerance: { relative: 0.05, absolute: 15 } }),
    ).toBe(true);
    expect(await verdict('210 mg', numberKey(0.2, 'g'), { tolerance: { absolute: 15 } })).toBe(true);
    expect(await verdict('210 mg', numberKey(0.2, 'g'), { tolerance: { absolute: 0.009 } })).toBe(false);
  });

  it('puts a share of a negative key on both sides of it', async () => {
    // 10 % of −8 is 0.8: −8.8 to −7.2.
    const tolerance = { relative: 0.1 };
    for (const [answer, expected] of [
      ['-8.8 mg', true],
      ['−7.2 mg', true],
      ['–8 mg', true],
      ['-8.9 mg', false],
      ['-7.1 mg', false],
      ['8 mg', false],
    ] as const) {
      expect(await verdict(answer, numberKey(-8, 'mg'), { tolerance })).toBe(expected);
    }
  });

  it('takes 0 for 0 and nothing else, whatever the share', async () => {
    expect(await verdict('0 mg', numberKey(0, 'mg'), { tolerance: { relative: 0.5 } })).toBe(true);
    expect(await verdict('0.001 mg', numberKey(0, 'mg'), { tolerance: { relative: 0.5 } })).toBe(false);
  });
});

describe('numberGrader: no wrong "met"', () => {
  it.each([
    '4-6 mg',
    '4–6 mg',
    '5 mg or 50 mg',
    'less',
    '<5 mg',
    '50 mg',
    '0,005 mg',
    '5,000 mg',
    '-5 mg',
    '–5 mg',
  ])('finds %s wrong where the key is 5 mg', async (answer) => {
    expect(await verdict(answer, numberKey(5, 'mg'))).toBe(false);
  });

  it('finds a number too large for a computer wrong, and stores no infinity', async () => {
    const grader = numberGrader({ grader: 'g', version: '1', kind: 'number', tolerance: {}, units: UNITS });
    const verdictOfHuge = await grader.grade(
      judged('1e308 kg', { key: numberKey(0, 'mg', { lower: -1, upper: 1 }) }),
    );
    expect(verdictOfHuge).toMatchObject({ finding: { kind: 'met', met: false } });
  });

  it('is met exactly where the value lies within 5 % of the key, in any unit', async () => {
    const truth = fc.integer({ min: 1, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(truth, fc.integer({ min: -99, max: 99 }), async (mg, permille) => {
        fc.pre(Math.abs(permille) !== 50);
        const answer = `${(mg * (1000 + permille)) / 1000 / 1000} g`;
        const isNear = Math.abs(permille) < 50;
        expect(await verdict(answer, numberKey(mg, 'mg'), { tolerance: { relative: 0.05 } })).toBe(isNear);
      }),
    );
  });
});
