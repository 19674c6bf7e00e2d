import { describe, expect, it } from 'vitest';
import { clusterProblem } from '../../src/decide/cluster-rule.js';
import { aPolicy } from '../builders/a-policy.js';

const problem = (clusters: readonly number[], fewest = 3, share = 0.5) =>
  clusterProblem(
    Int32Array.from(clusters),
    aPolicy({ unit: { min_clusters: fewest, max_cluster_share: share } }),
  );

describe('clusterProblem', () => {
  it('is none for enough clusters of which none is too large', () => {
    expect(problem([0, 1, 2])).toBeNull();
    expect(problem([0, 0, 1, 2])).toBeNull();
  });

  it('names what is wrong, with its numbers', () => {
    expect(problem([0, 1])).toBe('2 clusters, fewer than the 3 that the policy demands');
    expect(problem([0, 0, 0, 1, 2])).toBe(
      'one cluster holds 3 of 5 units, more than the share of 0.5 that the policy allows',
    );
    expect(problem([7, 7])).toBe('1 cluster, fewer than the 3 that the policy demands');
    expect(problem([])).toBe('0 clusters, fewer than the 3 that the policy demands');
  });

  it('does not mind how clusters are numbered', () => {
    expect(problem([-5, 900_000, 7])).toBeNull();
  });
});
