import { describe, expect, it } from 'vitest';
import { type AbsoluteGate, testAbsoluteGate } from '../../src/decide/absolute-gate.js';
import type { UnitColumn } from '../../src/domain/column.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aCeiling, aFloor, anExactCeiling, anExactFloor, aPolicy } from '../builders/a-policy.js';
import { aColumn } from '../builders/an-evidence.js';

const policy = aPolicy();
const test = (gate: AbsoluteGate, column: UnitColumn) =>
  testAbsoluteGate(gate, column, { metric: METRICS[gate.metric], policy, seed: 1 });
const of = (ones: number, zeros: number) => aColumn([...Array(ones).fill(1), ...Array(zeros).fill(0)]);

describe('an exact floor of 0.95 at one-sided 95 % (METHODS §2.10: 0, 1, 2, 3 misses at n = 59, 93, 124, 153)', () => {
  const gate = anExactFloor({ min: 0.95, alpha: 0.05 });

  it.each([
    [0, 59],
    [1, 93],
    [2, 124],
    [3, 153],
  ])('%d misses pass at n = %d and not at one less', (misses, n) => {
    expect(test(gate, of(n - misses, misses)).outcome).toBe('pass');
    expect(test(gate, of(n - 1 - misses, misses)).outcome).not.toBe('pass');
  });

  it('has the lower limit α^(1/n) without a miss', () => {
    const { lower, upper, value } = test(gate, of(59, 0));
    expect(lower).toBeCloseTo(0.05 ** (1 / 59), 12);
    expect([value, upper]).toEqual([1, 1]);
  });

  it('fails where the estimate is at the floor or below it', () => {
    expect(test(gate, of(95, 5))).toMatchObject({ outcome: 'fail', value: 0.95 });
    expect(test(gate, of(94, 6)).outcome).toBe('fail');
    expect(test(gate, of(96, 4)).outcome).toBe('inconclusive');
  });
});

describe('an exact ceiling of 0.01 at one-sided 95 % (METHODS §2.5: n = 299, 473, 628, 773)', () => {
  const gate = anExactCeiling({ max: 0.01, alpha: 0.05 });

  it.each([
    [0, 299],
    [1, 473],
    [2, 628],
    [3, 773],
  ])('%d events pass at n = %d and not at one less', (events, n) => {
    expect(test(gate, of(events, n - events)).outcome).toBe('pass');
    expect(test(gate, of(events, n - 1 - events)).outcome).toBe('inconclusive');
  });

  it('fails where the estimate is at the ceiling', () => {
    expect(test(gate, of(1, 99))).toMatchObject({ outcome: 'fail', value: 0.01 });
  });

  it('has the lower limit 0, for it is one-sided', () => {
    expect(test(gate, of(2, 998)).lower).toBe(0);
  });
});

describe('exact gates count clusters', () => {
  it('a cluster is met only where all of it is', () => {
    // Clusters: {1,1}, {1,0}, {1}: 2 of 3 met.
    const column = aColumn([1, 1, 1, 0, 1], [0, 0, 1, 1, 2]);
    expect(test(anExactFloor({ min: 0.1 }), column)).toMatchObject({ value: 2 / 3, n: 5, clusters: 3 });
    expect(test(anExactFloor({ min: 0.1 }), aColumn([0, 1, 1, 1, 1], [1, 0, 0, 1, 2])).value).toBe(2 / 3);
  });

  it('a cluster has the event where any of it has', () => {
    const column = aColumn([0, 0, 0, 1, 0], [0, 0, 1, 1, 2]);
    expect(test(anExactCeiling({ max: 0.9 }), column)).toMatchObject({ value: 1 / 3, clusters: 3 });
    expect(test(anExactCeiling({ max: 0.9 }), aColumn([1, 0, 0, 0, 0], [1, 0, 0, 1, 2])).value).toBe(1 / 3);
  });

  it('a share of repeats is not met, and is an event', () => {
    expect(test(anExactFloor({ min: 0.1 }), aColumn([0.8, 1])).value).toBe(0.5);
    expect(test(anExactCeiling({ max: 0.9 }), aColumn([0.2, 0])).value).toBe(0.5);
  });

  it('repeating a case a hundred times adds no evidence', () => {
    const clusters = Array.from({ length: 1000 }, (_, i) => Math.floor(i / 100));
    const column = aColumn(Array(1000).fill(1), clusters);
    expect(test(anExactFloor({ min: 0.95 }), column)).toMatchObject({
      outcome: 'inconclusive',
      clusters: 10,
    });
  });
});

describe('a floor and a ceiling on the mean', () => {
  it('passes strictly inside: Wilson, one-sided 97.5 %, without a miss is n/(n + z²)', () => {
    const lower = (n: number) => n / (n + 1.959963984540054 ** 2);
    expect(test(aFloor({ min: lower(20) - 1e-6 }), of(20, 0))).toMatchObject({ outcome: 'pass' });
    expect(test(aFloor({ min: lower(20) + 1e-6 }), of(20, 0))).toMatchObject({ outcome: 'inconclusive' });
  });

  it('does not pass at equality', () => {
    const { lower } = test(aFloor({ min: 0.5 }), of(80, 20));
    const { upper } = test(aCeiling({ max: 0.5 }), of(20, 80));
    expect(lower).not.toBeNull();
    expect(test(aFloor({ min: lower ?? 0 }), of(80, 20)).outcome).toBe('inconclusive');
    expect(test(aFloor({ min: (lower ?? 0) - 1e-12 }), of(80, 20)).outcome).toBe('pass');
    expect(test(aCeiling({ max: upper ?? 0 }), of(20, 80)).outcome).toBe('inconclusive');
    expect(test(aCeiling({ max: (upper ?? 0) + 1e-12 }), of(20, 80)).outcome).toBe('pass');
  });

  it('fails where the estimate is at or beyond the limit', () => {
    expect(test(aFloor({ min: 0.8 }), of(80, 20)).outcome).toBe('fail');
    expect(test(aCeiling({ max: 0.2 }), of(20, 80)).outcome).toBe('fail');
    expect(test(aFloor({ min: 0.79 }), of(80, 20)).outcome).toBe('inconclusive');
  });

  it('shows its limits at the gate’s own alpha', () => {
    const strict = test(aFloor({ alpha: 0.001 }), of(80, 20)).lower ?? Number.NaN;
    expect(strict).toBeLessThan(test(aFloor({ alpha: 0.05 }), of(80, 20)).lower ?? Number.NaN);
  });
});

describe('too few or too large clusters decide nothing on a mean', () => {
  it('fewer clusters than the policy demands', () => {
    expect(test(aFloor({ min: 0.1 }), of(9, 0))).toMatchObject({
      outcome: 'inconclusive',
      because: '9 clusters, fewer than the 10 that the policy demands',
      value: 1,
    });
    expect(test(aFloor({ min: 0.1 }), of(10, 0)).outcome).toBe('pass');
  });

  it('one cluster larger than the policy allows: 21 of 100 at a share of 0.2', () => {
    const clusters = (big: number) => Array.from({ length: 100 }, (_, i) => (i < big ? 0 : i));
    const ones = Array(100).fill(1);
    expect(test(aFloor({ min: 0.1 }), aColumn(ones, clusters(21)))).toMatchObject({
      outcome: 'inconclusive',
      because: 'one cluster holds 21 of 100 units, more than the share of 0.2 that the policy allows',
    });
    expect(test(aFloor({ min: 0.1 }), aColumn(ones, clusters(20))).outcome).toBe('pass');
  });
});

describe('nothing to test is never a pass', () => {
  const gates = [
    aFloor({ min: 0 }),
    aCeiling({ max: 1 }),
    anExactFloor({ min: 0 }),
    anExactCeiling({ max: 1 }),
  ];

  it.each(gates)('$test without a unit', (gate) => {
    expect(test(gate, aColumn([]))).toMatchObject({
      outcome: 'inconclusive',
      because: 'no unit has a value',
      value: null,
      lower: null,
      n: 0,
    });
  });

  it.each([aFloor({ min: 0.01 }), aCeiling({ max: 0.99 })])(
    '$test on one cluster, or without variation',
    (gate) => {
      expect(test(gate, aColumn([1, 0, 1], [0, 0, 0]))).toMatchObject({
        outcome: 'inconclusive',
        value: null,
      });
      expect(test(gate, aColumn(Array(50).fill(0.5)))).toMatchObject({
        outcome: 'inconclusive',
        value: null,
      });
    },
  );
});
