import { PreceptorError } from '../../errors.js';
import { requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { roundUp } from './normal-plan.js';

/** Clusters of which only the mean size and its spread are known. */
export interface ClusterSizes {
  /** Mean cases a cluster, >= 1. */
  readonly meanSize: number;
  /** Coefficient of variation of the sizes, standard deviation (divisor: clusters) over mean, >= 0. */
  readonly cv: number;
}

/**
 * How many clustered cases carry the information of one independent case: 1 + (m (1 + cv^2) - 1) ICC.
 *
 * @param sizes - mean size m and coefficient of variation of the clusters
 * @param icc - intraclass correlation, in [0, 1]
 * @returns design effect, >= 1; 1 for clusters of one case or an ICC of 0
 * @throws PreceptorError `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Eldridge, Ashby & Kerry 2006, Int J Epidemiol 35:1292-1300
 */
export function designEffect(sizes: ClusterSizes, icc: number): number {
  requireNumber(sizes.meanSize, 'meanSize', 1);
  requireNumber(sizes.cv, 'cv', 0);
  requireNumber(icc, 'icc', 0, 1);
  return 1 + (sizes.meanSize * (1 + sizes.cv ** 2) - 1) * icc;
}

/**
 * Mean size and coefficient of variation of actual clusters, such that m (1 + cv^2) = sum of m_c^2 / sum of m_c.
 *
 * @param sizes - cases of each cluster, integers >= 1; at least one cluster
 * @returns what `designEffect` takes; cv is 0 for equal clusters
 * @throws PreceptorError `STATS_BAD_LENGTH` without a cluster, `STATS_BAD_COUNT` for a size that is no count
 * @source Eldridge, Ashby & Kerry 2006, Int J Epidemiol 35:1292-1300
 */
export function clusterSizes(sizes: Int32Array): ClusterSizes {
  if (sizes.length === 0)
    throw new PreceptorError('STATS_BAD_LENGTH', 'sizes: expected at least one cluster, got 0');
  let total = 0;
  sizes.forEach((size, index) => {
    requireCount(size, `sizes[${index}]`, 1);
    total += size;
  });
  const meanSize = total / sizes.length;
  const squares = new CompensatedSum();
  for (const size of sizes) squares.add((size - meanSize) ** 2);
  return { meanSize, cv: Math.sqrt(squares.total / sizes.length) / meanSize };
}

/**
 * Clusters needed where independent cases would have to be n: n times the design effect, over the mean size.
 *
 * @param independentCases - cases that an unclustered plan needs, integer >= 1
 * @param sizes - mean size and coefficient of variation of the clusters
 * @param icc - intraclass correlation, in [0, 1]
 * @returns clusters (>= 1), their expected cases, and the design effect
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Eldridge, Ashby & Kerry 2006, Int J Epidemiol 35:1292-1300
 */
export function clustersNeeded(
  independentCases: number,
  sizes: ClusterSizes,
  icc: number,
): { readonly clusters: number; readonly cases: number; readonly designEffect: number } {
  requireCount(independentCases, 'independentCases', 1);
  const effect = designEffect(sizes, icc);
  const clusters = roundUp((independentCases * effect) / sizes.meanSize);
  return { clusters, cases: roundUp(clusters * sizes.meanSize), designEffect: effect };
}

/**
 * The number of independent cases that clustered cases are worth: n over the design effect.
 *
 * @param cases - clustered cases, > 0
 * @param sizes - mean size and coefficient of variation of the clusters
 * @param icc - intraclass correlation, in [0, 1]
 * @returns effective number, in (0, cases]
 * @throws PreceptorError `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Eldridge, Ashby & Kerry 2006, Int J Epidemiol 35:1292-1300
 */
export function effectiveCases(cases: number, sizes: ClusterSizes, icc: number): number {
  requirePositive(cases, 'cases');
  return cases / designEffect(sizes, icc);
}
