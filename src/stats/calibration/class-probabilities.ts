import { PreceptorError } from '../../errors.js';
import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireCount, requireLength } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { requireProbabilities } from './forecasts.js';

/** Probabilities over K classes for n cases. */
export interface ClassProbabilities {
  /** n x K, row by row, each in [0, 1]; every row sums to 1 within 1e-6 and is rescaled to it. */
  readonly probabilities: Float64Array;
  /** The class that occurred, 0..K - 1, one per case. */
  readonly classes: Int32Array;
  /** K, >= 2. */
  readonly classCount: number;
}

/**
 * Multiclass Brier score: the mean over cases of the sum over classes of (probability - indicator)^2.
 *
 * @param forecasts - probabilities, classes and their number
 * @returns a number in [0, 2], lower is better; twice the Brier score where K = 2; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, also where a row does not sum
 *   to 1
 * @source Brier 1950, Mon Weather Rev 78:1-3
 */
export function multiclassBrier(forecasts: ClassProbabilities): number | Insufficient {
  return meanOrInsufficient(multiclassBrierTerms(forecasts));
}

/** The summand of each case of `multiclassBrier`. */
export function multiclassBrierTerms(forecasts: ClassProbabilities): Float64Array {
  return caseTerms(forecasts, (row, occurred) => {
    let term = 0;
    for (let k = 0; k < row.length; k++) term += (floatAt(row, k) - Number(k === occurred)) ** 2;
    return Math.min(2, term);
  });
}

/**
 * Ranked probability score of ordered classes, normalised: the mean over cases of
 * 1 / (K - 1) sum over k < K of (P(class <= k) - 1{occurred <= k})^2.
 *
 * @param forecasts - probabilities, classes in their order and their number
 * @returns a number in [0, 1], lower is better; the Brier score where K = 2; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, also where a row does not sum
 *   to 1
 * @source Epstein 1969, J Appl Meteorol 8:985-987
 */
export function rankedProbabilityScore(forecasts: ClassProbabilities): number | Insufficient {
  return meanOrInsufficient(rankedProbabilityTerms(forecasts));
}

/** The summand of each case of `rankedProbabilityScore`. */
export function rankedProbabilityTerms(forecasts: ClassProbabilities): Float64Array {
  return caseTerms(forecasts, (row, occurred) => {
    let cumulative = 0;
    let term = 0;
    for (let k = 0; k < row.length - 1; k++) {
      cumulative += floatAt(row, k);
      term += (cumulative - Number(occurred <= k)) ** 2;
    }
    return Math.min(1, term / (row.length - 1));
  });
}

/**
 * `multiclassBrier` with the default interval of a mean over clustered cases, clamped to [0, 2].
 *
 * @param forecasts - as `multiclassBrier`
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `defaultMeanInterval`
 * @throws PreceptorError as `multiclassBrier`, and `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function multiclassBrierInterval(
  forecasts: ClassProbabilities,
  clusters: Int32Array,
  level: number,
): MeanInterval | Insufficient {
  return defaultMeanInterval(multiclassBrierTerms(forecasts), clusters, level, { min: 0, max: 2 });
}

/**
 * `rankedProbabilityScore` with the default interval of a mean over clustered cases, clamped to [0, 1].
 *
 * @param forecasts - as `rankedProbabilityScore`
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `defaultMeanInterval`
 * @throws PreceptorError as `rankedProbabilityScore`, and `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function rankedProbabilityInterval(
  forecasts: ClassProbabilities,
  clusters: Int32Array,
  level: number,
): MeanInterval | Insufficient {
  return defaultMeanInterval(rankedProbabilityTerms(forecasts), clusters, level, { min: 0, max: 1 });
}

/** What rounding of printed probabilities may add to a row; the row is rescaled. */
const LARGEST_GAP = 1e-6;

function caseTerms(
  forecasts: ClassProbabilities,
  term: (row: Float64Array, occurred: number) => number,
): Float64Array {
  const { probabilities, classes, classCount } = forecasts;
  requireCount(classCount, 'classCount', 2);
  requireLength(probabilities.length, classes.length * classCount, 'probabilities');
  requireProbabilities(probabilities, 'probabilities');
  return Float64Array.from(classes, (occurred, i) => {
    requireCount(idAt(classes, i), `classes[${i}]`, 0, classCount - 1);
    const row = probabilities.subarray(i * classCount, (i + 1) * classCount);
    const total = row.reduce((sum, p) => sum + p, 0);
    if (Math.abs(total - 1) > LARGEST_GAP) {
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `probabilities of case ${i}: expected a sum of 1, got ${total}`,
      );
    }
    return term(
      row.map((p) => p / total),
      occurred,
    );
  });
}

function meanOrInsufficient(terms: Float64Array): number | Insufficient {
  return terms.length === 0 ? insufficient('no cases') : mean(terms);
}
