import { describe, expect, it } from 'vitest';
import { testMargin } from '../../src/decide/paired-gate.js';
import type { PairedColumn } from '../../src/domain/column.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aGate, aPolicy } from '../builders/a-policy.js';
import { aPairedColumn, aPairedEvidence, type Pairs } from '../builders/an-evidence.js';

interface Side {
  readonly name?: string;
  readonly ite: Pairs | PairedColumn;
  readonly complete?: Pairs | PairedColumn;
}

function test(sides: readonly Side[], margin = 0.05, policy = aPolicy()) {
  const comparators = sides.map(({ name = 'previous', ite, complete }) => ({
    name,
    model: `${name}-model`,
    ite: aPairedEvidence(ite),
    complete: aPairedEvidence(complete ?? ite),
  }));
  return testMargin(aGate({ margin }), comparators, { metric: METRICS.accuracy, policy, seed: 1 });
}

/** n pairs without a difference. */
const alike = (n: number): Pairs => ({ bothRight: n });
const better: Pairs = { bothRight: 500, onlyNew: 100, onlyOld: 20, bothWrong: 100 };
const worse: Pairs = { bothRight: 500, onlyNew: 20, onlyOld: 150, bothWrong: 100 };
const unclear: Pairs = { bothRight: 60, onlyNew: 10, onlyOld: 12, bothWrong: 18 };

describe('testMargin: pass, fail, inconclusive', () => {
  it('passes from 73 clusters without a discordant pair at margin 0.05: n > z² (1/0.05 − 1) = 72.99', () => {
    expect(test([{ ite: alike(73) }]).outcome).toBe('pass');
    expect(test([{ ite: alike(72) }]).outcome).toBe('inconclusive');
  });

  it('passes above the margin, fails below it, and does neither across it', () => {
    expect(test([{ ite: better }]).outcome).toBe('pass');
    expect(test([{ ite: worse }])).toMatchObject({ outcome: 'fail', next: null });
    expect(test([{ ite: unclear }]).outcome).toBe('inconclusive');
  });

  it('does not pass at equality of limit and margin', () => {
    const { lower } = test([{ ite: better }]);
    const { lower: ofAlike } = test([{ ite: alike(100) }]);
    expect(lower ?? Number.NaN).toBeGreaterThan(0);
    expect(test([{ ite: alike(100) }], -(ofAlike ?? 0)).outcome).toBe('inconclusive');
    expect(test([{ ite: alike(100) }], -(ofAlike ?? 0) + 1e-9).outcome).toBe('pass');
  });

  it('shows the limits, n and clusters of the comparison', () => {
    const found = test([{ ite: unclear }]);
    expect(found).toMatchObject({ value: -0.02, n: 100, clusters: 100 });
    expect(found.method).toContain('worse of Tango | CR2');
    expect(found.because).toContain('previous (previous-model)');
  });
});

describe('testMargin: intention-to-evaluate and complete case', () => {
  it('must hold under both', () => {
    const found = test([{ ite: better, complete: unclear }]);
    expect(found.outcome).toBe('inconclusive');
    expect(found.because).toContain('passes under intention-to-evaluate, not under complete case');
    expect(test([{ ite: better, complete: worse }]).outcome).toBe('inconclusive');
    expect(test([{ ite: unclear, complete: better }]).outcome).toBe('inconclusive');
    expect(test([{ ite: better, complete: better }]).outcome).toBe('pass');
  });

  it('does not pass where every answer is missing and so equally wrong on both sides', () => {
    const found = test([{ ite: { bothWrong: 1000 }, complete: {} }]);
    expect(found).toMatchObject({ outcome: 'inconclusive', value: null, lower: null, n: 0 });
    expect(found.because).toContain('complete case: no unit has a value on both sides');
  });

  it('fails on a loss under intention-to-evaluate, whatever complete case says', () => {
    expect(test([{ ite: worse, complete: better }]).outcome).toBe('fail');
  });
});

describe('testMargin: several comparators', () => {
  const passing = { name: 'previous', ite: better };

  it('passes only against each of them, and shows the least favourable', () => {
    expect(test([passing, { name: 'anchor', ite: better }]).outcome).toBe('pass');
    expect(test([passing, { name: 'anchor', ite: unclear }])).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('anchor (anchor-model)'),
    });
    expect(test([{ name: 'anchor', ite: unclear }, { name: 'old', ite: worse }, passing])).toMatchObject({
      outcome: 'fail',
      because: expect.stringContaining('old (old-model)'),
    });
  });

  it('shows the lower limit of the two where both pass', () => {
    const both = test([passing, { name: 'anchor', ite: alike(1000) }]);
    expect(both.because).toContain('anchor');
  });

  it('does not pass without a comparator, or where one of two was never paired', () => {
    expect(test([])).toMatchObject({ outcome: 'inconclusive', because: 'no comparator was given' });
    expect(test([passing, { name: 'anchor', ite: {} }])).toMatchObject({
      outcome: 'inconclusive',
      value: null,
    });
  });
});

describe('testMargin: clusters', () => {
  const inClusters = (pairs: Pairs, size: number): PairedColumn => {
    const column = aPairedColumn(pairs);
    return { ...column, clusters: column.clusters.map((i) => Math.floor(i / size)) };
  };

  it('does not count the cases of a cluster as independent', () => {
    // 1000 pairs without a difference pass; the same pairs in 20 clusters of 50 do not: z²/(20 + z²) = 0.16.
    expect(test([{ ite: alike(1000) }]).outcome).toBe('pass');
    expect(test([{ ite: inClusters(alike(1000), 50) }])).toMatchObject({
      outcome: 'inconclusive',
      clusters: 20,
    });
  });

  it('does not pass with fewer clusters than the policy demands, though the limit would', () => {
    const unit = { min_clusters: 100, max_cluster_share: 0.2 };
    expect(test([{ ite: alike(99) }], 0.05, aPolicy({ unit }))).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('99 clusters, fewer than the 100'),
    });
    expect(test([{ ite: alike(100) }], 0.05, aPolicy({ unit })).outcome).toBe('pass');
  });

  it('does not pass where one cluster is too large', () => {
    const column = aPairedColumn(alike(1000));
    const clusters = column.clusters.map((i) => (i < 300 ? 0 : i));
    expect(test([{ ite: { ...column, clusters } }])).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('one cluster holds 300 of 1000 units'),
    });
  });

  it('decides nothing on one cluster', () => {
    const column = aPairedColumn(worse);
    const clusters = new Int32Array(column.clusters.length);
    expect(test([{ ite: { ...column, clusters } }])).toMatchObject({ outcome: 'inconclusive', value: null });
  });
});
