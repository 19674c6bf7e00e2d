/** The hypothesis that a small p-value speaks for: the parameter differs from, is below, or is above the null value. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/**
 * Slack within which two probabilities count as equal when outcomes "no more likely than the observed one" are
 * added up.
 *
 * R's `binom.test` and `fisher.test` use the same: without it, rounding would decide whether the mirror image counts.
 */
export const LIKELIHOOD_SLACK = 1 + 1e-7;

/** The first k in [from, to) where the claim holds, given that it holds from there on; `to` where it never does. */
export function firstWhere(from: number, to: number, claim: (k: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (claim(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The side of an exact test in words. */
export function sideOf(alternative: Alternative): string {
  return alternative === 'two-sided' ? 'two-sided by minimum likelihood' : `one-sided (${alternative})`;
}
