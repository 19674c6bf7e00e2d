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

function requireProbabilities(pValues: readonly number[]): void {
  pValues.forEach((p, index) => {
    requireNumber(p, `pValues[${index}]`, 0, 1);
  });
}
