import { requireLength } from '../numeric/argument.js';
import { requireProbabilities } from './multiplicity.js';

/**
 * Intersection-union test: the p-value of the claim that every one of the hypotheses is false.
 *
 * Each is tested at full alpha without adjustment; the price is power, not error.
 *
 * @param pValues - the p-values of the co-primary tests, each in [0, 1], at least one
 * @returns the largest
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside, or `STATS_BAD_LENGTH` without any: nothing
 *   tested is nothing shown
 * @source Berger 1982, Technometrics 24:295-300
 */
export function intersectionUnion(pValues: readonly number[]): number {
  if (pValues.length === 0) requireLength(0, 1, 'pValues');
  requireProbabilities(pValues);
  return pValues.reduce((largest, p) => Math.max(largest, p), 0);
}
