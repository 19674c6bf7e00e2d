import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { oneClass, type ScoreTally, tallyScores } from './score-tally.js';

/**
 * Area under the ROC curve: the chance that a case with outcome 1 scores above one with outcome 0, ties counting half.
 *
 * @param scores - one per case, finite, any unit; higher speaks for outcome 1
 * @param outcomes - 0 or 1, as long as `scores`
 * @returns a number in [0, 1], 0.5 where all scores tie; `insufficient` where an outcome does not occur
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Hanley & McNeil 1982, Radiology 143:29-36
 */
export function auroc(scores: Float64Array, outcomes: Float64Array): number | Insufficient {
  const tally = tallyScores(scores, outcomes);
  if (tally.ones === 0 || tally.ones === tally.n) return insufficient(oneClass(tally.n, tally.ones));
  return aurocOfTally(tally);
}

/** `auroc` of pooled scores with both classes; twice Mann-Whitney's U is an integer, so the sum is exact. */
export function aurocOfTally(tally: ScoreTally): number {
  let below = 0;
  let twice = 0;
  for (let u = 0; u < tally.scores.length; u++) {
    const events = floatAt(tally.events, u);
    const others = floatAt(tally.counts, u) - events;
    twice += events * (2 * below + others);
    below += others;
  }
  return twice / (2 * tally.ones * (tally.n - tally.ones));
}

/**
 * Average precision: the precision at each distinct threshold, weighted by the recall that it adds.
 *
 * AP = sum of (R_k - R_(k-1)) P_k from the highest score down; a tie is one threshold. Nothing is interpolated.
 *
 * @param scores - one per case, finite, any unit; higher speaks for outcome 1
 * @param outcomes - 0 or 1, as long as `scores`
 * @returns a number in (0, 1]; the share of outcome 1 where all scores tie;
 *   `insufficient` where an outcome does not occur
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Davis & Goadrich 2006, Proc ICML 23:233-240 (why the curve must not be interpolated linearly)
 */
export function averagePrecision(scores: Float64Array, outcomes: Float64Array): number | Insufficient {
  const tally = tallyScores(scores, outcomes);
  if (tally.ones === 0 || tally.ones === tally.n) return insufficient(oneClass(tally.n, tally.ones));
  let accepted = 0;
  let found = 0;
  let total = 0;
  for (let u = tally.scores.length - 1; u >= 0; u--) {
    const events = floatAt(tally.events, u);
    accepted += floatAt(tally.counts, u);
    found += events;
    total += events * (found / accepted);
  }
  return total / tally.ones;
}
