import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imbensManskiInterval, manskiMean } from '../../../src/stats/missing/manski.js';
import {
  countMissing,
  enterPairs,
  enterUnits,
  MISSING_CLASS,
  MISSING_RULES,
} from '../../../src/stats/missing/missing-rule.js';

const { observed, model, infrastructure, run, grader } = MISSING_CLASS;
const accuracy = { min: 0, max: 1, better: 'higher', charged: 0 } as const;
const harm = { min: 0, max: 1, better: 'lower', charged: null } as const;
const none = Number.NaN;

function units(values: readonly number[], missing: readonly number[]) {
  return { values: Float64Array.from(values), missing: Int32Array.from(missing) };
}

const mixed = units([1, none, none, none, 0], [observed, model, infrastructure, grader, observed]);

function entered(rule: (typeof MISSING_RULES)[number], scale: typeof accuracy | typeof harm) {
  const found = enterUnits(rule, mixed, scale);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return { values: [...found.values], units: [...found.units], set: found.set };
}

describe('which values enter', () => {
  test('accuracy: the model is charged with its own failure, with nothing else', () => {
    expect(entered('ite', accuracy)).toEqual({ values: [1, 0, 0], units: [0, 1, 4], set: 1 });
    expect(entered('complete', accuracy)).toEqual({ values: [1, 0], units: [0, 4], set: 0 });
    expect(entered('best', accuracy)).toEqual({ values: [1, 1, 1, 1, 0], units: [0, 1, 2, 3, 4], set: 3 });
    expect(entered('worst', accuracy)).toEqual({ values: [1, 0, 0, 0, 0], units: [0, 1, 2, 3, 4], set: 3 });
  });

  test('harm: no output is not safe, and no harm either: a class of its own', () => {
    expect(entered('ite', harm)).toEqual({ values: [1, 0], units: [0, 4], set: 0 });
    expect(entered('best', harm).values).toEqual([1, 0, 0, 0, 0]);
    expect(entered('worst', harm).values).toEqual([1, 1, 1, 1, 0]);
  });

  test('an incomplete run has bounds, but no figure', () => {
    const cut = units([1, none, none], [observed, run, run]);
    for (const rule of ['ite', 'complete'] as const) {
      expect(enterUnits(rule, cut, accuracy)).toEqual({
        status: 'insufficient',
        reason: 'the run is incomplete: 2 values were never asked for',
      });
    }
    expect(enterUnits('worst', cut, accuracy)).toMatchObject({ status: 'entered', set: 2 });
  });

  test('no value at all is insufficient, not 0', () => {
    expect(enterUnits('complete', units([none], [model]), accuracy).status).toBe('insufficient');
    expect(enterUnits('ite', units([none], [grader]), accuracy).status).toBe('insufficient');
    expect(enterUnits('best', units([], []), accuracy).status).toBe('insufficient');
    expect(enterPairs('ite', units([1], [0]), units([none], [infrastructure]), accuracy).status).toBe(
      'insufficient',
    );
  });

  test('pairs: both values must enter; best for the new model is worst for the old', () => {
    const newUnits = units([1, none, 0, none], [observed, model, observed, grader]);
    const oldUnits = units([0, 1, none, none], [observed, observed, infrastructure, model]);
    const found = (rule: (typeof MISSING_RULES)[number]) => {
      const pairs = enterPairs(rule, newUnits, oldUnits, accuracy);
      if (pairs.status === 'insufficient') throw new Error(pairs.reason);
      return [[...pairs.newValues], [...pairs.oldValues], [...pairs.units], pairs.set];
    };
    expect(found('ite')).toEqual([[1, 0], [0, 1], [0, 1], 1]);
    expect(found('complete')).toEqual([[1], [0], [0], 0]);
    expect(found('best')).toEqual([[1, 1, 0, 1], [0, 1, 0, 0], [0, 1, 2, 3], 4]);
    expect(found('worst')).toEqual([[1, 0, 0, 0], [0, 1, 1, 1], [0, 1, 2, 3], 4]);
  });

  test('worst <= complete <= best in the mean of all units, and nothing missing changes nothing', () => {
    const column = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0, 1, 2, 4)),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(column, (rows) => {
        const some = units(
          rows.map(([y]) => y),
          rows.map(([, cause]) => cause),
        );
        const means = MISSING_RULES.map((rule) => {
          const found = enterUnits(rule, some, accuracy);
          return found.status === 'insufficient'
            ? null
            : found.values.reduce((a, b) => a + b, 0) / found.values.length;
        });
        const [ite, complete, best, worst] = means;
        if (typeof best !== 'number' || typeof worst !== 'number') throw new Error('bounds always exist');
        for (const between of [ite, complete]) {
          if (typeof between !== 'number') continue;
          expect(between).toBeGreaterThanOrEqual(worst - 1e-12);
          expect(between).toBeLessThanOrEqual(best + 1e-12);
        }
        const whole = units(
          rows.map(([y]) => y),
          rows.map(() => 0),
        );
        for (const rule of MISSING_RULES)
          expect(enterUnits(rule, whole, accuracy)).toMatchObject({ values: whole.values, set: 0 });
      }),
    );
  });

  test('counts by who is charged', () => {
    expect(countMissing(Int32Array.of(0, 1, 1, 2, 3, 4, 4, 4))).toEqual({
      observed: 1,
      model: 2,
      infrastructure: 1,
      run: 1,
      grader: 3,
    });
  });

  test.each([
    ['STATS_BAD_LENGTH', () => enterUnits('ite', units([1], []), accuracy)],
    ['STATS_BAD_LENGTH', () => enterPairs('ite', units([1], [0]), units([], []), accuracy)],
    ['STATS_BAD_COUNT', () => enterUnits('ite', units([1], [5]), accuracy)],
    ['STATS_BAD_COUNT', () => countMissing(Int32Array.of(-1))],
    ['STATS_BAD_VALUE', () => enterUnits('ite', units([none], [observed]), accuracy)],
    ['STATS_BAD_VALUE', () => enterUnits('ite', units([2], [observed]), accuracy)],
    ['STATS_BAD_VALUE', () => enterUnits('ite', units([1], [0]), { ...accuracy, charged: -1 })],
    ['STATS_BAD_VALUE', () => enterUnits('ite', units([1], [0]), { ...accuracy, min: 1 })],
    [
      'STATS_BAD_VALUE',
      () => enterUnits('ite', units([1], [0]), { ...accuracy, max: Number.POSITIVE_INFINITY }),
    ],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('bounds with an interval', () => {
  test('equal bounds give the two-sided quantile, far ones the one-sided', () => {
    const found = (highest: number) => {
      const interval = imbensManskiInterval({ lowest: 0.5, highest, lowestSe: 0.01, highestSe: 0.01 }, 0.95);
      if (interval.status === 'insufficient') throw new Error(interval.reason);
      return interval.critical;
    };
    expect(found(0.5)).toBeCloseTo(1.959964, 6);
    expect(found(0.9)).toBeCloseTo(1.644854, 6);
    expect(found(0.51)).toBeGreaterThan(found(0.52));
  });

  test('of a mean: half right, a fifth missing', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 50 ? 1 : 0));
    const missing = values.map((_, i) => (i >= 80 ? infrastructure : observed));
    const found = manskiMean(units(values, missing), { min: 0, max: 1 }, 0.95);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect([found.lowest, found.highest]).toEqual([0.5, 0.7]);
    // 1.645 sqrt(0.25 / 99) and 1.645 sqrt(0.21 / 99), the gap of 0.2 being four standard errors.
    expect(found.lower).toBeCloseTo(0.5 - 1.645 * Math.sqrt(0.25 / 99), 3);
    expect(found.upper).toBeCloseTo(0.7 + 1.645 * Math.sqrt(0.21 / 99), 3);
  });

  test('no value, one unit, or no variation: insufficient; all right but one missing is not', () => {
    const unit = { min: 0, max: 1 };
    expect(manskiMean(units([none, none], [model, grader]), unit, 0.95).status).toBe('insufficient');
    expect(manskiMean(units([1], [observed]), unit, 0.95).status).toBe('insufficient');
    expect(manskiMean(units([1, 1, 1], [0, 0, 0]), unit, 0.95).status).toBe('insufficient');
    expect(imbensManskiInterval({ lowest: 0, highest: 1, lowestSe: 0, highestSe: 0 }, 0.95).status).toBe(
      'insufficient',
    );
    const found = manskiMean(units([1, 1, 1, none], [0, 0, 0, model]), unit, 0.95);
    expect(found).toMatchObject({ lowest: 0.75, highest: 1, upper: 1 });
  });

  test('more missing, wider; wider level, wider; inside the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 58 }), (n, m) => {
        const values = Array.from({ length: n }, (_, i) => (i % 3) / 2);
        const width = (gone: number, level: number) => {
          const some = units(
            values,
            values.map((_, i) => (i < gone ? grader : observed)),
          );
          const found = manskiMean(some, { min: 0, max: 1 }, level);
          if (found.status === 'insufficient') return null;
          expect(found.lower).toBeGreaterThanOrEqual(0);
          expect(found.upper).toBeLessThanOrEqual(1);
          return found.upper - found.lower;
        };
        const gone = Math.min(m, n - 1);
        const [narrow, sure] = [width(gone, 0.9), width(gone, 0.99)];
        if (narrow !== null && sure !== null) expect(sure).toBeGreaterThanOrEqual(narrow);
      }),
    );
  });

  const bounds = { lowest: 0.2, highest: 0.4, lowestSe: 0.1, highestSe: 0.1 };
  test.each([
    ['STATS_BAD_VALUE', () => imbensManskiInterval({ ...bounds, highest: 0.1 }, 0.95)],
    ['STATS_BAD_VALUE', () => imbensManskiInterval({ ...bounds, lowestSe: -1 }, 0.95)],
    ['STATS_BAD_LEVEL', () => imbensManskiInterval(bounds, 1)],
    ['STATS_BAD_VALUE', () => manskiMean(units([3, 0], [0, 0]), { min: 0, max: 1 }, 0.95)],
    ['STATS_BAD_LEVEL', () => manskiMean(units([1, 0], [0, 0]), { min: 0, max: 1 }, 0)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
