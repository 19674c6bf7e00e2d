import { describe, expect, it } from 'vitest';
import { requirePassable } from '../../src/decide/passability.js';
import type { Gate } from '../../src/domain/policy.js';
import { PreceptorError } from '../../src/errors.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aCeiling, aFloor, aGate, anExactCeiling, anExactFloor, aPolicy } from '../builders/a-policy.js';

const metric = METRICS.accuracy;
const small = aPolicy({ unit: { min_clusters: 2, max_cluster_share: 0.5 } });
const check = (gate: Gate, clusters: number) => () => requirePassable(small, [{ gate, metric, clusters }]);

describe('requirePassable', () => {
  it.each([
    // z² (1/margin − 1): 3.8415 × 19 = 72.99, × 49 = 188.2, × 99 = 380.3
    ['non-inferiority 0.05', aGate({ margin: 0.05 }), 73],
    ['non-inferiority 0.02', aGate({ margin: 0.02 }), 189],
    ['non-inferiority 0.01', aGate({ margin: 0.01 }), 381],
    // ln 0.05 / ln 0.95 = 58.4; ln 0.05 / ln 0.99 = 298.1
    ['exact floor 0.95', anExactFloor({ min: 0.95 }), 59],
    ['exact ceiling 0.01', anExactCeiling({ max: 0.01 }), 299],
    // n/(n + z²) > 0.95: n > 19 z² = 72.99; z²/(n + z²) < 0.01: n > 99 z² = 380.3
    ['floor 0.95', aFloor({ min: 0.95 }), 73],
    ['ceiling 0.01', aCeiling({ max: 0.01 }), 381],
  ] as const)('%s needs %d clusters', (_, gate, needed) => {
    expect(check(gate, needed)).not.toThrow();
    expect(check(gate, needed - 1)).toThrow(PreceptorError);
    expect(check(gate, needed - 1)).toThrow(
      new RegExp(`endpoint-unpassable.*n planned ${needed - 1} clusters, n needed ${needed}`, 's'),
    );
  });

  it('names every gate that no model could pass, and only those', () => {
    const planned = [
      { gate: aGate({ id: 'one' }), metric, clusters: 10 },
      { gate: aGate({ id: 'two' }), metric, clusters: 1000 },
      { gate: aFloor({ id: 'three', min: 0.99 }), metric, clusters: 10 },
    ];
    expect(() => requirePassable(small, planned)).toThrow(/one: n planned 10.*three: n planned 10/s);
    expect(() => requirePassable(small, planned)).not.toThrow(/two:/);
  });

  it('counts one cluster as one', () => {
    const one = [{ gate: aGate({ id: 'one' }), metric, clusters: 1 }];
    expect(() => requirePassable(small, one)).toThrow(/one: n planned 1 cluster, n needed/);
    expect(() => requirePassable(aPolicy(), one)).toThrow(/one: n planned 1 cluster, n needed/);
  });

  it('demands the clusters that the policy demands, of every gate', () => {
    expect(() => requirePassable(aPolicy(), [{ gate: aFloor({ min: 0 }), metric, clusters: 9 }])).toThrow(
      /n needed 10 \(unit.min_clusters\)/,
    );
    expect(() =>
      requirePassable(aPolicy(), [{ gate: aFloor({ min: 0 }), metric, clusters: 10 }]),
    ).not.toThrow();
  });

  it.each([aFloor({ min: 1 }), anExactFloor({ min: 1 }), aCeiling({ max: 0 }), anExactCeiling({ max: 0 })])(
    'says that no n can pass $test at its end of the scale',
    (gate) => {
      expect(check(gate, 1_000_000)).toThrow(/no n can pass a limit of/);
    },
  );

  it('passes a gate that its own test passes in the best case, and refuses one that it does not', () => {
    expect(check(aFloor({ min: 0.72 }), 10)).not.toThrow();
    expect(check(aFloor({ min: 0.73 }), 10)).toThrow(/n needed 11/);
  });

  it('lets a policy without gates be', () => {
    expect(() => requirePassable(small, [])).not.toThrow();
  });
});
