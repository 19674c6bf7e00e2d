import { requireAlpha } from '../numeric/argument.js';
import { requireProbabilities } from './multiplicity.js';

/** The hypotheses of a hierarchy, in the order in which they were declared. */
export interface FixedSequence {
  /** How many of the first hypotheses are rejected; the next one failed and closed the rest. */
  readonly rejected: number;
  /** The largest p-value up to each hypothesis: rejected exactly where it is below alpha. */
  readonly adjusted: readonly number[];
}

/**
 * Hierarchical test in a fixed sequence: each hypothesis at full alpha, as long as all before it are rejected.
 *
 * Controls the family-wise error whatever the dependence, if the order was declared before the data were seen.
 *
 * @param pValues - p-values in [0, 1] in the declared order; an empty list rejects nothing
 * @param alpha - one-sided error rate of the family, 0 < alpha < 0.5
 * @returns the number rejected, where p < alpha strictly (a bound that touches its limit does not pass either), and the
 *   adjusted p-values
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first p-value that lies outside, or `STATS_BAD_LEVEL`
 * @source Maurer, Hothorn & Lehmacher 1995, in Vollmar (ed.), Biometrie in der chemisch-pharmazeutischen Industrie 6:3-18
 */
export function fixedSequence(pValues: readonly number[], alpha: number): FixedSequence {
  requireProbabilities(pValues);
  requireAlpha(alpha, 'alpha');
  let running = 0;
  const adjusted = pValues.map((p) => {
    running = Math.max(running, p);
    return running;
  });
  const failed = adjusted.findIndex((p) => !(p < alpha));
  return { rejected: failed < 0 ? adjusted.length : failed, adjusted };
}
