import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterMean } from '../../../src/stats/cluster/cluster-mean.js';
import { clusteredSlope } from '../../../src/stats/judge/clustered-slope.js';
import {
  clusteredSelfPreference,
  selfPreference,
  verbosityBias,
} from '../../../src/stats/judge/judge-bias.js';
import { lengthControlledWinRate } from '../../../src/stats/judge/length-controlled-win-rate.js';
import { leniencyDrift } from '../../../src/stats/judge/leniency-drift.js';
import { balancedF1, judgePercentile, metaEvaluation } from '../../../src/stats/judge/meta-evaluation.js';
import { swapConsistency } from '../../../src/stats/judge/swap-consistency.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const floats = (...values: readonly number[]) => Float64Array.from(values);
const ints = (...values: readonly number[]) => Int32Array.from(values);

describe('clusteredSlope', () => {
  const x = floats(1, 2, 3, 4, 5, 6, 7, 8);
  const y = floats(2, 1, 4, 3, 6, 5, 9, 7);
  const clusters = ints(1, 1, 2, 2, 3, 3, 4, 4);

  test('the least-squares line by hand', () => {
    // Sxx = 42, Sxy = sum x y - 36 * 37 / 8 = 207 - 166.5 = 40.5.
    expect(clusteredSlope(x, y, clusters, 0.95)).toMatchObject({
      value: expect.closeTo(40.5 / 42, 13),
      intercept: expect.closeTo(37 / 8 - (40.5 / 42) * 4.5, 12),
      n: 8,
      clusters: 4,
    });
  });

  test('one kind a cluster: the difference of two means, each with its own CR2 variance', () => {
    // Clusters of one arm have the same leverage within it, so the variances of two separate means add up.
    const values = floats(3, 1, 4, 1, 5, 9, 2, 6, 5, 3);
    const own = ints(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    const groups = ints(1, 1, 2, 3, 3, 4, 5, 5, 6, 6);
    const found = clusteredSelfPreference({ excess: values, own, clusters: groups }, 0.95);
    const others = clusterMean(values.slice(0, 5), groups.slice(0, 5), 0.95);
    const ours = clusterMean(values.slice(5), groups.slice(5), 0.95);
    if (ours.status === 'insufficient' || others.status === 'insufficient') throw new Error('no mean');
    expect(found).toMatchObject({
      value: expect.closeTo(5 - 2.8, 13),
      se: expect.closeTo(Math.hypot(ours.se, others.se), 13),
      own: 5,
      others: 5,
    });
  });

  test.each([
    ['two cases', floats(1, 2), floats(1, 2), ints(1, 2), 'a slope needs at least 3 cases, got 2'],
    ['one cluster', x, y, ints(1, 1, 1, 1, 1, 1, 1, 1), 'a clustered slope needs at least 2 clusters, got 1'],
    ['a constant', x.map(() => 0.1), y, clusters, 'x is constant'],
    ['a line', x, x.map((v) => 3 - v / 7), clusters, 'the residuals are 0: no standard error can be given'],
    [
      'x in one cluster',
      floats(0, 0, 0, 0, 0, 0, 1, 2),
      y,
      clusters,
      'without one of the clusters x would be constant',
    ],
  ])('%s is insufficient', (_, xs, ys, ids, reason) => {
    expect(clusteredSlope(xs, ys, ids, 0.95)).toEqual({ status: 'insufficient', reason });
  });

  test.each([
    ['STATS_BAD_LENGTH', x, y.slice(1), clusters],
    ['STATS_BAD_LENGTH', x, y, clusters.slice(1)],
    ['STATS_BAD_VALUE', x.map(() => Number.NaN), y, clusters],
    ['STATS_BAD_VALUE', x, y.map(() => Number.POSITIVE_INFINITY), clusters],
  ])('%s', (code, xs, ys, ids) => {
    expect(() => clusteredSlope(xs, ys, ids, 0.95)).toThrow(expect.objectContaining({ code }));
  });

  test('a large common offset costs no digits', () => {
    const here = clusteredSlope(x, y, clusters, 0.95);
    const far = clusteredSlope(
      x.map((v) => v + 2 ** 40),
      y.map((v) => v - 2 ** 40),
      clusters,
      0.95,
    );
    if (here.status === 'insufficient') throw new Error(here.reason);
    expect(far).toMatchObject({ value: here.value, se: here.se, df: here.df });
  });

  test('follows shifts and scales, ignores order and names, flips with y; wider levels are wider', () => {
    const rows = fc.array(
      fc.tuple(
        fc.integer({ min: -5, max: 5 }),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 0, max: 5 }),
      ),
      { minLength: 4, maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, (cases) => {
        const column = (of: (row: (typeof cases)[number]) => number) => floats(...cases.map(of));
        const ids = ints(...cases.map((row) => row[2]));
        const here = clusteredSlope(
          column((row) => row[0]),
          column((row) => row[1]),
          ids,
          0.95,
        );
        const there = clusteredSlope(
          column((row) => 100 + 2 * row[0]).reverse(),
          column((row) => 7 - 3 * row[1]).reverse(),
          ids.map((id) => -id).reverse(),
          0.5,
        );
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value).toBeCloseTo(-1.5 * here.value, 8);
        expect(there.se).toBeCloseTo(1.5 * here.se, 8);
        expect(there.df).toBeCloseTo(here.df, 6);
        expect(there.upper - there.lower).toBeLessThan(1.5 * (here.upper - here.lower));
      }),
    );
  });
});

describe('selfPreference', () => {
  test('by hand: {0, 1} against {0, 0, 0, 1}', () => {
    // Means .5 and .25; variances .5 / 2 and .25 / 4: se^2 = .3125; df = .3125^2 / (.25^2 / 1 + .0625^2 / 3).
    expect(selfPreference(floats(0, 1), floats(0, 0, 0, 1), 0.95)).toMatchObject({
      value: 0.25,
      se: expect.closeTo(Math.sqrt(0.3125), 14),
      df: expect.closeTo(0.3125 ** 2 / (0.0625 + 0.00390625 / 3), 12),
    });
  });
  test('exchanging the families flips the sign', () => {
    const [a, b] = [floats(0.1, 0.4, 0.3), floats(0.2, 0, 0.1, -0.3)];
    const here = selfPreference(a, b, 0.9);
    const there = selfPreference(b, a, 0.9);
    if (here.status === 'insufficient' || there.status === 'insufficient') throw new Error('none');
    expect([there.value, there.lower]).toEqual([-here.value, -here.upper]);
  });
  test('one case, or no variation, is insufficient', () => {
    expect(selfPreference(floats(1), floats(1, 2), 0.95)).toMatchObject({ status: 'insufficient' });
    expect(selfPreference(floats(0.1, 0.1, 0.1), floats(0.3, 0.3), 0.95)).toMatchObject({
      status: 'insufficient',
    });
  });
  test('clustered: one kind is insufficient, another flag than 0 and 1 is refused', () => {
    const excess = floats(1, 2, 3, 4);
    const clusters = ints(1, 2, 3, 4);
    expect(clusteredSelfPreference({ excess, own: ints(1, 1, 1, 1), clusters }, 0.95)).toEqual({
      status: 'insufficient',
      reason: 'all cases are of one kind',
    });
    expect(() => clusteredSelfPreference({ excess, own: ints(1, 0, 2, 0), clusters }, 0.95)).toThrow(
      /own\[2\]/,
    );
  });
});

describe('verbosityBias', () => {
  test('is the slope on the logarithm: one more point for every factor e', () => {
    const lengths = floats(1, Math.E, Math.E ** 2, 1, Math.E, Math.E ** 2);
    const found = verbosityBias(floats(0, 1, 2.1, 0, 1, 1.9), lengths, ints(1, 2, 3, 4, 5, 6), 0.95);
    expect(found).toMatchObject({ value: expect.closeTo(1, 12) });
  });
  test('refuses a length of 0', () => {
    expect(() => verbosityBias(floats(1, 2, 3), floats(1, 0, 2), ints(1, 2, 3), 0.95)).toThrow(
      /lengths\[1\]/,
    );
  });
});

describe('lengthControlledWinRate', () => {
  const side = (...answers: readonly (readonly [number, number, number])[]) => ({
    prompts: ints(...answers.map(([prompt]) => prompt)),
    scores: floats(...answers.map(([, score]) => score)),
    lengths: floats(...answers.map(([, , length]) => length)),
  });
  // Prompt 1: pairs (100, 95) and (100, 110) are within a tenth, (100, 120) is not. Prompt 2: one win. Prompt 3: a tie.
  // Prompt 4: only the first version has an answer. Prompt 5: one loss, two wins.
  const first = side([1, 3, 100], [2, 5, 50], [3, 1, 10], [4, 1, 10], [5, 2, 10], [5, 4, 10], [5, 9, 10]);
  const second = side([1, 2, 95], [1, 4, 110], [1, 0, 120], [2, 4, 52], [3, 1, 10], [5, 3, 10]);

  test('by hand: 1/2, 1 and 2/3', () => {
    expect(lengthControlledWinRate(first, second, 0.95)).toMatchObject({
      value: expect.closeTo((0.5 + 1 + 2 / 3) / 3, 14),
      prompts: 3,
      promptsWithoutPairs: 1,
      pairs: 6,
      ties: 1,
    });
  });
  test('exchanging the versions mirrors it', () => {
    const here = lengthControlledWinRate(first, second, 0.95);
    const there = lengthControlledWinRate(second, first, 0.95);
    if (here.status === 'insufficient' || there.status === 'insufficient') throw new Error('none');
    expect(there.value).toBeCloseTo(1 - here.value, 14);
    expect(there.lower).toBeCloseTo(1 - here.upper, 12);
  });
  test('shares of 0 and 1 have the Wilson interval; empty answers are equally long', () => {
    expect(lengthControlledWinRate(side([1, 1, 0]), side([1, 0, 0]), 0.95)).toMatchObject({
      value: 1,
      upper: 1,
      method: expect.stringContaining('Wilson'),
    });
  });
  test.each([
    ['no answers', side(), side()],
    ['ties alone', side([1, 1, 5]), side([1, 1, 5])],
    ['lengths too far apart', side([1, 1, 5]), side([1, 0, 50])],
    ['other prompts', side([1, 1, 5]), side([2, 0, 5])],
  ])('%s: insufficient', (_, a, b) => {
    expect(lengthControlledWinRate(a, b, 0.95)).toMatchObject({ status: 'insufficient' });
  });
  test.each([
    ['STATS_BAD_LENGTH', { ...side([1, 1, 1]), scores: floats() }, 0.95, 0.1],
    ['STATS_BAD_VALUE', side([1, 1, -1]), 0.95, 0.1],
    ['STATS_BAD_VALUE', side([1, Number.NaN, 1]), 0.95, 0.1],
    ['STATS_BAD_VALUE', side([1, 1, 1]), 0.95, 3],
    ['STATS_BAD_LEVEL', side([1, 1, 1]), 1, 0.1],
  ])('%s', (code, bad, level, ratio) => {
    expect(() => lengthControlledWinRate(bad, second, level, ratio)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('metaEvaluation', () => {
  test('by hand: 3 both met, 1 and 2 apart, 4 both not met', () => {
    const pairs = { grader: ints(1, 1, 1, 1, 0, 0, 0, 0, 0, 0), person: ints(1, 1, 1, 0, 1, 1, 0, 0, 0, 0) };
    expect(metaEvaluation(pairs)).toEqual({
      n: 10,
      positive: { precision: 3 / 4, recall: 3 / 5, f1: 6 / 9 },
      negative: { precision: 4 / 6, recall: 4 / 5, f1: 8 / 11 },
      balanced: {
        precision: (3 / 4 + 4 / 6) / 2,
        recall: (3 / 5 + 4 / 5) / 2,
        f1: (6 / 9 + 8 / 11) / 2,
      },
    });
  });
  test('what no pair defines is null, not 0; never agreeing is 0', () => {
    const none = { precision: null, recall: null, f1: null };
    expect(metaEvaluation({ grader: ints(), person: ints() })).toEqual({
      n: 0,
      positive: none,
      negative: none,
      balanced: none,
    });
    expect(metaEvaluation({ grader: ints(1, 1), person: ints(1, 1) })).toMatchObject({
      positive: { f1: 1 },
      negative: none,
      balanced: none,
    });
    expect(metaEvaluation({ grader: ints(1, 0), person: ints(0, 1) }).balanced.f1).toBe(0);
    expect(metaEvaluation({ grader: ints(0, 0), person: ints(0, 1) }).positive).toEqual({
      precision: null,
      recall: 0,
      f1: null,
    });
  });
  test.each([
    ['STATS_BAD_VALUE', { grader: ints(1, -1), person: ints(1, 1) }],
    ['STATS_BAD_LENGTH', { grader: ints(1, 0), person: ints(1) }],
  ])('%s', (code, pairs) => {
    expect(() => metaEvaluation(pairs)).toThrow(expect.objectContaining({ code }));
  });
  test('exchanging grader and person exchanges precision and recall and keeps F1', () => {
    const label = fc.integer({ min: 0, max: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { maxLength: 30 }), (labels) => {
        const grader = ints(...labels.map(([a]) => a));
        const person = ints(...labels.map(([, b]) => b));
        const here = metaEvaluation({ grader, person });
        const there = metaEvaluation({ grader: person, person: grader });
        expect(there.positive).toEqual({
          precision: here.positive.recall,
          recall: here.positive.precision,
          f1: here.positive.f1,
        });
        expect(there.balanced.f1).toBe(here.balanced.f1);
      }),
    );
  });
});

describe('balancedF1 and judgePercentile', () => {
  const bootstrap = () => ({ replicates: 200, rng: mersenneTwister(2) });
  test('a missing class is insufficient; one item has a value without an interval', () => {
    const same = { grader: ints(1, 1), person: ints(1, 1) };
    expect(balancedF1(same, ints(1, 2), bootstrap(), 0.95)).toMatchObject({ status: 'insufficient' });
    const mixed = { grader: ints(1, 0), person: ints(1, 0) };
    expect(balancedF1(mixed, ints(1, 1), bootstrap(), 0.95)).toMatchObject({
      value: 1,
      interval: { status: 'insufficient' },
    });
  });
  test('copies of every pair within its item change nothing', () => {
    const grader = ints(1, 0, 1, 1, 0, 0, 1, 0, 1, 0);
    const person = ints(1, 0, 0, 1, 0, 1, 1, 0, 1, 0);
    const items = ints(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    const once = balancedF1({ grader, person }, items, bootstrap(), 0.9);
    const twice = (values: Int32Array) => ints(...values, ...values);
    expect(
      balancedF1({ grader: twice(grader), person: twice(person) }, twice(items), bootstrap(), 0.9),
    ).toEqual(once);
  });
  test('half of those equal, and only those with more than n pairs', () => {
    const persons = [
      { value: 0.5, n: 60 },
      { value: 0.6, n: 51 },
      { value: 0.7, n: 500 },
      { value: 0.1, n: 50 },
    ];
    expect(judgePercentile(0.6, persons)).toEqual({
      status: 'estimated',
      value: 0.5,
      persons: 3,
      leftOut: 1,
    });
    expect(judgePercentile(0.6, persons, 0)).toMatchObject({ value: 2.5 / 4, persons: 4 });
    expect(judgePercentile(0.6, persons, 500)).toMatchObject({ status: 'insufficient' });
    expect(() => judgePercentile(Number.NaN, persons)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});

describe('swapConsistency', () => {
  test('by hand: 8 of 10 consistent, 2 of 2 for the first', () => {
    expect(
      swapConsistency({ consistent: 8, firstTwice: 2, secondTwice: 0, otherwise: 0 }, 0.95),
    ).toMatchObject({
      consistency: { value: 0.8 },
      firstShare: { value: 1, upper: 1, lower: expect.closeTo(0.025 ** 0.5, 12) },
      test: { p: expect.closeTo(0.25, 14) },
    });
  });
  test('no comparison, and none to a position', () => {
    expect(swapConsistency({ consistent: 0, firstTwice: 0, secondTwice: 0, otherwise: 0 }, 0.95)).toEqual({
      status: 'insufficient',
      reason: 'no comparisons',
    });
    expect(
      swapConsistency({ consistent: 5, firstTwice: 0, secondTwice: 0, otherwise: 1 }, 0.95),
    ).toMatchObject({
      firstShare: { status: 'insufficient' },
      test: { p: 1 },
    });
  });
  test('refuses a negative count', () => {
    expect(() =>
      swapConsistency({ consistent: 5, firstTwice: -1, secondTwice: 0, otherwise: 1 }, 0.95),
    ).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

describe('leniencyDrift', () => {
  const chart = { target: 0.7, sd: 0.1, slack: 0.5, limit: 2 };
  test('by hand: steps 1, -1, 2, 2 of a standard deviation', () => {
    // Lenient: .5, 0, 1.5, 3 > 2, begun in run 2; strict: 0, .5, 0, 0.
    const found = leniencyDrift(floats(0.8, 0.6, 0.9, 0.9), chart);
    expect([...found.lenient].map((sum) => sum.toFixed(9))).toEqual(
      [0.5, 0, 1.5, 3].map((sum) => sum.toFixed(9)),
    );
    expect([...found.strict].map((sum) => sum.toFixed(9))).toEqual(
      [0, 0.5, 0, 0].map((sum) => sum.toFixed(9)),
    );
    expect(found.signal).toEqual({ run: 3, since: 2, direction: 'lenient' });
  });
  test('a stricter judge is the mirror image', () => {
    const found = leniencyDrift(floats(0.6, 0.8, 0.5, 0.5), chart);
    expect(found.signal).toEqual({ run: 3, since: 2, direction: 'strict' });
  });
  test('no run, no signal; the default chart waits about 469 runs for a false one', () => {
    const found = leniencyDrift(floats(), { target: 0, sd: 1 });
    expect([found.signal, found.lenient.length]).toEqual([null, 0]);
    // The exact two-sided run length of k = .5, h = 5 is 465.
    expect(found.runsToFalseSignal).toBeCloseTo(469.1, 1);
    const runs = (slack: number, limit: number) =>
      leniencyDrift(floats(), { target: 0, sd: 1, slack, limit }).runsToFalseSignal;
    expect(runs(0.5, 1e6)).toBeGreaterThan(1e300);
    expect(runs(0.5, 1e6)).toBeLessThan(Number.POSITIVE_INFINITY);
    // Without slack the run length is (h + 1.166)^2 on either side.
    expect(runs(1e-12, 5)).toBeCloseTo(6.166 ** 2 / 2, 6);
    expect(runs(0.8e-4, 5) / runs(0.82e-4, 5)).toBeCloseTo(1, 4);
  });
  test.each([
    ['means', floats(Number.NaN), chart],
    ['target', floats(1), { ...chart, target: Number.NaN }],
    ['sd', floats(1), { ...chart, sd: 0 }],
    ['slack', floats(1), { ...chart, slack: -1 }],
    ['limit', floats(1), { ...chart, limit: Number.POSITIVE_INFINITY }],
    ['sum', floats(1e300), { ...chart, sd: 1e-300 }],
  ])('refuses a bad %s', (name, means, bad) => {
    expect(() => leniencyDrift(means, bad)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE', message: expect.stringContaining(name) }),
    );
  });
});
