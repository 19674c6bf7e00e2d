import { PreceptorError } from '../../errors.js';
import { defaultMeanInterval } from '../cluster/default-mean-interval.js';
import { tallyScores } from '../discrimination/score-tally.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, idAt, requireLength, requireLevel } from '../numeric/argument.js';
import { binomialCdf } from '../numeric/binomial.js';
import { clopperPearson, exactUpper } from '../proportion/proportion.js';
import { acceptedFromTop } from './risk-coverage.js';

/** The accuracy of a rule that accepts every answer of at least some confidence. */
export interface SelectiveAccuracy extends Interval {
  readonly threshold: number;
  /** The coverage that the rule reaches: at least the one asked for, since it accepts ties whole. */
  readonly coverage: number;
  readonly accepted: number;
}

/** The most cases that can be accepted while the risk stays shown to be small. */
export interface CoverageAtRisk {
  readonly status: 'estimated';
  /** Share of cases accepted; 0 where no threshold will do. */
  readonly coverage: number;
  /** Accept at this confidence and above; null where no threshold will do. */
  readonly threshold: number | null;
  readonly accepted: number;
  readonly errors: number;
  /** Exact one-sided upper bound of the risk among the accepted; null without any. */
  readonly riskUpper: number | null;
  readonly n: number;
}

/**
 * Accuracy of the ceil(coverage N) most confident cases; cases tied at the cut count by expectation.
 *
 * @param confidences - one per case, finite, any unit
 * @param outcomes - 1 right, 0 wrong, as long as `confidences`
 * @param coverage - share of cases to answer, 0 < coverage <= 1
 * @returns a number in [0, 1]; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source El-Yaniv & Wiener 2010, J Mach Learn Res 11:1605-1641
 */
export function selectiveAccuracy(
  confidences: Float64Array,
  outcomes: Float64Array,
  coverage: number,
): number | Insufficient {
  requireCoverage(coverage);
  const tally = tallyScores(confidences, outcomes);
  if (tally.n === 0) return insufficient('no cases');
  const wanted = casesWanted(coverage, tally.n);
  let open = wanted;
  let right = 0;
  for (let u = tally.scores.length - 1; u >= 0 && open > 0; u--) {
    const count = floatAt(tally.counts, u);
    const taken = Math.min(open, count);
    right += (floatAt(tally.events, u) * taken) / count;
    open -= taken;
  }
  return right / wanted;
}

/**
 * Accuracy with its interval for the rule that reaches a coverage: the highest threshold that accepts at least so many.
 *
 * A tie at the cut is accepted whole, as a rule in use must; `selectiveAccuracy` averages over it instead. The
 * threshold is taken as fixed: choose it on a separate split.
 *
 * @param confidences - one per case, finite, any unit
 * @param outcomes - 1 right, 0 wrong, as long as `confidences`
 * @param coverage - share of cases to answer at least, 0 < coverage <= 1
 * @param level - two-sided coverage of the interval, 0 < level < 1
 * @param clusters - the cluster id of each case; without it cases are independent
 * @returns the accuracy among the accepted with the threshold and the coverage reached; Clopper-Pearson limits for
 *   independent cases, else `defaultMeanInterval` on the accepted; `insufficient` for no cases or as the latter
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Clopper & Pearson 1934, Biometrika 26:404-413; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function selectiveAccuracyInterval(
  confidences: Float64Array,
  outcomes: Float64Array,
  coverage: number,
  level: number,
  clusters?: Int32Array,
): SelectiveAccuracy | Insufficient {
  requireCoverage(coverage);
  requireLevel(level, 'level');
  const tally = tallyScores(confidences, outcomes);
  if (clusters !== undefined) requireLength(clusters.length, tally.n, 'clusters');
  if (tally.n === 0) return insufficient('no cases');
  const { accepted, errors } = acceptedFromTop(tally);
  const wanted = casesWanted(coverage, tally.n);
  const place = accepted.findIndex((count) => count >= wanted);
  const count = floatAt(accepted, place);
  const threshold = floatAt(tally.scores, tally.scores.length - 1 - place);
  const rule = { threshold, coverage: count / tally.n, accepted: count };
  if (clusters === undefined) {
    return { ...clopperPearson(count - floatAt(errors, place), count, level), ...rule };
  }
  const rows = Int32Array.from(confidences.keys()).filter((i) => floatAt(confidences, i) >= threshold);
  const values = Float64Array.from(rows, (i) => floatAt(outcomes, i));
  const ids = rows.map((i) => idAt(clusters, i));
  const estimate = defaultMeanInterval(values, ids, level, { min: 0, max: 1 });
  return estimate.status === 'insufficient' ? estimate : { ...estimate, ...rule };
}

/**
 * The largest coverage whose exact upper bound of the risk does not exceed a limit.
 *
 * Every distinct confidence is tried as threshold, from full coverage down, and the bound is that of one fixed
 * threshold: choose the threshold here and bound its risk anew on a separate split.
 *
 * @param confidences - one per case, finite, any unit; independent cases
 * @param outcomes - 1 right, 0 wrong, as long as `confidences`
 * @param risk - largest acceptable share of wrong answers among the accepted, 0 < risk < 1
 * @param alpha - one-sided error rate of the bound, 0 < alpha < 1
 * @returns the coverage, its threshold, counts and bound; coverage 0 where no threshold will do;
 *   `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Geifman & El-Yaniv 2017, Adv Neural Inf Process Syst 30; Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function coverageAtRisk(
  confidences: Float64Array,
  outcomes: Float64Array,
  risk: number,
  alpha: number,
): CoverageAtRisk | Insufficient {
  requireLevel(risk, 'risk');
  requireLevel(alpha, 'alpha');
  const tally = tallyScores(confidences, outcomes);
  const { n } = tally;
  if (n === 0) return insufficient('no cases');
  const { accepted, errors } = acceptedFromTop(tally);
  for (let j = accepted.length - 1; j >= 0; j--) {
    const count = floatAt(accepted, j);
    const wrong = floatAt(errors, j);
    // The bound is at most the risk exactly where so few errors have probability alpha at most under it.
    if (wrong / count > risk || binomialCdf(wrong, count, risk) > alpha) continue;
    return {
      status: 'estimated',
      coverage: count / n,
      threshold: floatAt(tally.scores, tally.scores.length - 1 - j),
      accepted: count,
      errors: wrong,
      riskUpper: exactUpper(wrong, count, alpha).upper,
      n,
    };
  }
  return { status: 'estimated', coverage: 0, threshold: null, accepted: 0, errors: 0, riskUpper: null, n };
}

/** ceil(coverage n); the slack keeps a product that is a whole number whole. */
function casesWanted(coverage: number, n: number): number {
  return Math.max(1, Math.ceil(coverage * n - 1e-9));
}

function requireCoverage(coverage: number): void {
  if (!(coverage > 0 && coverage <= 1)) {
    throw new PreceptorError('STATS_BAD_VALUE', `coverage: expected a number in (0, 1], got ${coverage}`);
  }
}
