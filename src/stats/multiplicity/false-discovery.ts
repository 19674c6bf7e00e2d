import { CompensatedSum } from '../numeric/sum.js';
import { stepUp } from './multiplicity.js';

/**
 * Benjamini-Hochberg adjusted p-values: control the expected share of false discoveries, for exploration and never
 * for a gate; valid for independent or positively dependent tests.
 *
 * @param pValues - any number of p-values in [0, 1]; an empty list gives an empty list
 * @returns the running minimum, from the largest p on, of m / rank p, capped at 1, in the order received
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside
 * @source Benjamini & Hochberg 1995, J R Stat Soc B 57:289-300
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  return stepUp(pValues, (rank, m) => m / rank);
}

/**
 * Benjamini-Yekutieli adjusted p-values: as Benjamini-Hochberg, whatever the dependence.
 *
 * @param pValues - any number of p-values in [0, 1]; an empty list gives an empty list
 * @returns the running minimum, from the largest p on, of (1 + 1/2 + ... + 1/m) m / rank p, capped at 1, in the order
 *   received
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside
 * @source Benjamini & Yekutieli 2001, Ann Stat 29:1165-1188
 */
export function benjaminiYekutieli(pValues: readonly number[]): readonly number[] {
  const harmonic = new CompensatedSum();
  for (let rank = 1; rank <= pValues.length; rank++) harmonic.add(1 / rank);
  return stepUp(pValues, (rank, m) => (harmonic.total * m) / rank);
}
