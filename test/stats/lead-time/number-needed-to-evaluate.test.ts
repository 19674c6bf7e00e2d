import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictiveValueIntervals } from '../../../src/stats/diagnostic/predictive-value.js';
import { numberNeededToEvaluate } from '../../../src/stats/lead-time/number-needed-to-evaluate.js';

const coded = (code: string) => expect.objectContaining({ code });
const counts = (tp: number, fp: number, fn: number, tn: number) => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
});

test('by hand: sensitivity .8 and specificity .9 at 2 %', () => {
  // PPV = .016 / (.016 + .098), so .114 / .016 = 7.125 alarms for one; the suite's own half would say 1.125.
  expect(numberNeededToEvaluate(counts(80, 10, 20, 90), 0.02, 0.95)).toMatchObject({
    value: expect.closeTo(7.125, 10),
  });
  expect(numberNeededToEvaluate(counts(80, 10, 20, 90), 0.5, 0.95)).toMatchObject({
    value: expect.closeTo(1.125, 10),
  });
});

test('no false alarm: 1, with an upper limit; no true one: no number, at least a limit', () => {
  const none = counts(9, 0, 3, 40);
  const ppv = predictiveValueIntervals(none, 0.1, 0.95).positive;
  if (ppv.status !== 'bounded') throw new Error('expected a bound');
  expect(numberNeededToEvaluate(none, 0.1, 0.95)).toMatchObject({ value: 1, lower: 1, upper: 1 / ppv.bound });
  const useless = counts(0, 6, 12, 16);
  const low = predictiveValueIntervals(useless, 0.1, 0.95).positive;
  if (low.status !== 'bounded') throw new Error('expected a bound');
  expect(numberNeededToEvaluate(useless, 0.1, 0.95)).toMatchObject({
    value: null,
    lower: 1 / low.bound,
    upper: null,
  });
});

test('rarer events need more alarms; the limits lie around the number and above 1', () => {
  const cell = fc.integer({ min: 1, max: 99 });
  fc.assert(
    fc.property(cell, cell, cell, cell, (tp, fp, fn, tn) => {
      const rare = numberNeededToEvaluate(counts(tp, fp, fn, tn), 0.01, 0.95);
      const common = numberNeededToEvaluate(counts(tp, fp, fn, tn), 0.3, 0.95);
      if (rare.status !== 'estimated' || common.status !== 'estimated') throw new Error('no number');
      expect(rare.value).toBeGreaterThan(common.value ?? Number.NaN);
      expect(common.lower).toBeGreaterThanOrEqual(1);
      expect(common.lower).toBeLessThan(common.value ?? Number.NaN);
      expect(common.upper).toBeGreaterThan(common.value ?? Number.NaN);
    }),
  );
});

test('no alarm, one class: insufficient; refuses counts, prevalences and levels', () => {
  expect(numberNeededToEvaluate(counts(0, 0, 3, 4), 0.1, 0.95).status).toBe('insufficient');
  expect(numberNeededToEvaluate(counts(3, 0, 4, 0), 0.1, 0.95).status).toBe('insufficient');
  expect(() => numberNeededToEvaluate(counts(-1, 1, 1, 1), 0.1, 0.95)).toThrow(coded('STATS_BAD_COUNT'));
  expect(() => numberNeededToEvaluate(counts(1, 1, 1, 1), 0, 0.95)).toThrow(coded('STATS_BAD_LEVEL'));
  expect(() => numberNeededToEvaluate(counts(1, 1, 1, 1), 0.1, 1)).toThrow(coded('STATS_BAD_LEVEL'));
});
