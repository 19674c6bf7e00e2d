import { requireNumber } from '../numeric/argument.js';

/**
 * Bonferroni's adjusted p-values.
 *
 * @param pValues - any number of p-values in [0, 1]; an empty list gives an empty list
 * @returns min(1, m p) in the order received
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside
 * @source Dunn 1961, J Am Stat Assoc 56:52-64
 */
export function bonferroni(pValues: readonly number[]): readonly number[] {
  requireProbabilities(pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/**
 * Holm's step-down adjusted p-values; control the family-wise error for "any of" claims, whatever the dependence.
 *
 * @param pValues - any number of p-values in [0, 1]; an empty list gives an empty list
 * @returns the running maximum of (m - rank + 1) p, capped at 1, in the order received; equal p-values stay equal
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside
 * @source Holm 1979, Scand J Stat 6:65-70
 */
export function holm(pValues: readonly number[]): readonly number[] {
  requireProbabilities(pValues);
  const ranked = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let running = 0;
  ranked.forEach(({ p, index }, rank) => {
    running = Math.min(1, Math.max(running, (ranked.length - rank) * p));
    adjusted[index] = running;
  });
  return adjusted;
}

/**
 * Hochberg's step-up adjusted p-values: never larger than Holm's, but valid only for independent or positively
 * dependent tests.
 *
 * @param pValues - any number of p-values in [0, 1]; an empty list gives an empty list
 * @returns the running minimum, from the largest p on, of (m - rank + 1) p, in the order received
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that lies outside
 * @source Hochberg 1988, Biometrika 75:800-802
 */
export function hochberg(pValues: readonly number[]): readonly number[] {
  return stepUp(pValues, (rank, m) => m - rank + 1);
}

/**
 * Step-up adjustment: the running minimum, from the largest p on, of factor(rank, m) p, capped at 1.
 *
 * @param pValues - p-values in [0, 1]
 * @param factor - of the rank (1 for the smallest p) among m
 */
export function stepUp(
  pValues: readonly number[],
  factor: (rank: number, m: number) => number,
): readonly number[] {
  requireProbabilities(pValues);
  const ranked = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p || a.index - b.index);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let running = 1;
  ranked.forEach(({ p, index }, place) => {
    running = Math.min(running, factor(ranked.length - place, ranked.length) * p);
    adjusted[index] = running;
  });
  return adjusted;
}

/** Requires every p-value in [0, 1]; throws `STATS_BAD_VALUE`. */
export function requireProbabilities(pValues: readonly number[]): void {
  pValues.forEach((p, index) => {
    requireNumber(p, `pValues[${index}]`, 0, 1);
  });
}
