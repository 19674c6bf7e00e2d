import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../src/grade/quantity.js';

describe('parseQuantity: one number with what follows it', () => {
  it.each([
    ['5 mg', 5, 'mg'],
    ['5mg.', 5, 'mg'],
    ['The dose is 5 mg;', 5, 'mg'],
    ['5', 5, ''],
    ['.5 mg', 0.5, 'mg'],
    ['+5 mg', 5, 'mg'],
    ['0.125 mg', 0.125, 'mg'],
    ['5 mg/kg', 5, 'mg/kg'],
    ['6.5 %', 6.5, '%'],
    ['1e-3 g', 0.001, 'g'],
    ['2.5E3 IU', 2500, 'IU'],
    ['0', 0, ''],
  ])('%s', (text, value, unit) => {
    expect(parseQuantity(text)).toEqual({ value, unit });
  });

  it.each([
    ['1,250 mg', 1250],
    ['1,250.5 mg', 1250.5],
    ['12,345,678 mg', 12345678],
    ['5,2 mg', 5.2],
    ['12,50 mg', 12.5],
    ['1,2500 mg', 1.25],
    ['0,125 mg', 0.125],
    ['0,250 mg', 0.25],
    ['00,250 mg', 0.25],
  ])('separators: %s', (text, value) => {
    expect(parseQuantity(text)).toEqual({ value, unit: 'mg' });
  });

  it.each(['-', '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\ufe63', '\uff0d'])(
    'takes %s before a number for a minus',
    (minus) => {
      expect(parseQuantity(`${minus}8 mmol/L`)).toEqual({ value: -8, unit: 'mmol/L' });
      expect(parseQuantity(`Base excess ${minus}8 mmol/L`)?.value).toBe(-8);
    },
  );

  it.each([
    ['kg/m2', 'BMI 31 kg/m2', 31],
    ['1.73 m2', '55 mL/min/1.73 m2', 55],
    ['powers', '5 x10^9/L', 5],
    ['names', 'vitamin B12 250 pg/mL', 250],
    ['HbA1c', 'HbA1c 6.5 %', 6.5],
  ])('does not count the digits of a unit or a name: %s', (_, text, value) => {
    expect(parseQuantity(text)?.value).toBe(value);
  });
});

describe('parseQuantity: no one number', () => {
  it.each([
    '10-20 mg',
    '10–20 mg',
    '10 to 20 mg',
    '10 - 20 mg',
    '5 mg or 10 mg',
    '5 ± 1 mg',
    '1 250 mg',
    '1.2.3',
    '1,25,0 mg',
    '5 x 10^9/L',
    '5 10⁹/L',
    'five mg',
    '',
    '1e400 mg',
    '10⁹ 5',
  ])('%s', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });

  it.each(['<5 mg', '< 5 mg', '> 5 mg', '≤5 mg', '≥ 5 mg', 'dose >5 mg'])(
    'a bound is no quantity: %s',
    (text) => {
      expect(parseQuantity(text)).toBeNull();
    },
  );
});

describe('parseQuantity: any number', () => {
  it('reads back every number that it is given with a point', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom('', ' mg', ' mmol/L'),
        (value, unit) => {
          const text = String(value);
          fc.pre(Math.abs(value) < 1e100 && Math.abs(value) > 1e-100);
          expect(parseQuantity(`${text}${unit}`)).toEqual({ value, unit: unit.trim() });
        },
      ),
    );
  });

  it('reads back every whole number with separators of thousands', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(parseQuantity(`${value.toLocaleString('en-US')} mg`)?.value).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('takes a megabyte in linear time', () => {
    const began = performance.now();
    for (const part of ['1', '1,', '1,111', ',111', '- ', '1 ', '<', ' ', '1e']) {
      parseQuantity(part.repeat(1_000_000 / part.length));
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
