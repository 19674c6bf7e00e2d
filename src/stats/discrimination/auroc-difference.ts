import { linearisedInterval } from '../cluster/linearised-interval.js';
import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, requireLength } from '../numeric/argument.js';
import { aurocComponents, caseClusters } from './components.js';
import { oneClass } from './score-tally.js';

/** Scores with their outcomes, one of each per case. */
export interface ScoredOutcomes {
  readonly scores: Float64Array;
  /** 0 or 1. */
  readonly outcomes: Float64Array;
}

/**
 * Difference of two AUROCs on the same cases whose outcomes differ too, new - old: two models' confidences, each against
 * whether that model was right. Where the outcomes are the same, `pairedAuroc` is DeLong's test.
 *
 * A case of outcome 1 moves its AUROC by (share of zeros that it outscores - AUROC) / ones, one of outcome 0 by (share of
 * ones that outscore it - AUROC) / zeros; limits from the differences of both models' moves, added up by cluster.
 *
 * @param newer - scores and outcomes of the new model
 * @param older - those of the old one, for the same cases, as long
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the difference with t limits on clusters - 1; `insufficient` where an outcome does not occur in either, for fewer
 *   than 2 clusters, or where both models move alike
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837-845 (the components); Obuchowski 1997, Biometrics
 *   53:567-578 (their sums over clusters)
 */
export function aurocDifference(
  newer: ScoredOutcomes,
  older: ScoredOutcomes,
  clusters: Int32Array,
  level: number,
): IntervalOrInsufficient {
  requireLength(older.scores.length, newer.scores.length, 'older.scores');
  const now = aurocInfluences(newer);
  if (now.status === 'insufficient') return insufficient(`new: ${now.reason}`);
  const before = aurocInfluences(older);
  if (before.status === 'insufficient') return insufficient(`old: ${before.reason}`);
  const moves = now.influences.map((move, i) => move - floatAt(before.influences, i));
  const method = 'difference of AUROCs by their components, t on clusters - 1';
  return linearisedInterval(now.auroc - before.auroc, moves, clusters, level, method);
}

function aurocInfluences({ scores, outcomes }: ScoredOutcomes) {
  // Each case its own cluster: the components are then those of single cases.
  const cases = caseClusters(outcomes, undefined);
  const { n, ones } = cases;
  const components = aurocComponents(scores, outcomes, cases);
  if (ones === 0 || ones === n) return insufficient(oneClass(n, ones));
  const influences = components.ones.map((one, i) => one / ones + floatAt(components.zeros, i) / (n - ones));
  return { status: 'estimated', auroc: components.auroc, influences } as const;
}
