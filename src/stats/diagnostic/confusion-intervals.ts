import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import { type Insufficient, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, requireLength, requireLevel } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';
import { newcombeDifference } from '../unpaired/newcombe-difference.js';
import { requireBinary } from './binary.js';
import { confusionMeasures } from './confusion.js';
import { shareInterval } from './share.js';

/** The intervals of a 2x2 table of independent cases. */
export interface ConfusionIntervals {
  readonly sensitivity: IntervalOrInsufficient;
  readonly specificity: IntervalOrInsufficient;
  /** At the prevalence of the table. */
  readonly positivePredictiveValue: IntervalOrInsufficient;
  /** At the prevalence of the table. */
  readonly negativePredictiveValue: IntervalOrInsufficient;
  readonly prevalence: IntervalOrInsufficient;
  readonly accuracy: IntervalOrInsufficient;
  readonly f1: IntervalOrInsufficient;
  readonly youden: IntervalOrInsufficient;
}

/**
 * Intervals of what a 2x2 table says.
 *
 * Shares have Wilson's interval. F1 = 2 J / (1 + J) rises with J = TP / (TP + FP + FN), a share, and takes the limits
 * of J. Youden's index is the difference of two independent shares, sensitivity and 1 - specificity.
 *
 * @param counts - four integers >= 0, of independent cases
 * @param level - two-sided coverage, 0 < level < 1
 * @returns one interval a measure; `insufficient` where its denominator is empty
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Newcombe 1998, Stat Med 17:873-890, method 10
 */
export function confusionIntervals(counts: ConfusionCounts, level: number): ConfusionIntervals {
  requireLevel(level, 'level');
  const measures = confusionMeasures(counts);
  const { truePositives, falsePositives } = counts;
  const { sensitivity, specificity } = measures;
  return {
    sensitivity: shareInterval(sensitivity, level),
    specificity: shareInterval(specificity, level),
    positivePredictiveValue: shareInterval(measures.positivePredictiveValue, level),
    negativePredictiveValue: shareInterval(measures.negativePredictiveValue, level),
    prevalence: shareInterval(measures.prevalence, level),
    accuracy: shareInterval(measures.accuracy, level),
    f1: f1Interval(counts, level),
    youden:
      sensitivity.denominator === 0 || specificity.denominator === 0
        ? insufficient("Youden's index needs cases of both classes")
        : newcombeDifference(
            {
              newEvents: truePositives,
              newCases: sensitivity.denominator,
              oldEvents: falsePositives,
              oldCases: specificity.denominator,
            },
            level,
          ),
  };
}

function f1Interval(counts: ConfusionCounts, level: number): IntervalOrInsufficient {
  const { truePositives, falsePositives, falseNegatives } = counts;
  const union = truePositives + falsePositives + falseNegatives;
  if (union === 0) return insufficient('F1 needs a case that is positive or called so');
  const shared = wilson(truePositives, union, level);
  const f1 = (part: number) => (2 * part) / (1 + part);
  return {
    ...shared,
    value: f1(shared.value),
    lower: f1(shared.lower),
    upper: f1(shared.upper),
    method: 'Wilson interval of TP / (TP + FP + FN), transformed',
  };
}

/** The shares of a yes/no call over clustered cases. */
export interface ClusteredConfusion {
  readonly sensitivity: MeanInterval | Insufficient;
  readonly specificity: MeanInterval | Insufficient;
  /** At the prevalence of the cases. */
  readonly positivePredictiveValue: MeanInterval | Insufficient;
  /** At the prevalence of the cases. */
  readonly negativePredictiveValue: MeanInterval | Insufficient;
}

/**
 * Sensitivity, specificity and predictive values over clustered cases, each among the cases that its denominator holds.
 *
 * @param calls - one per case, 1 = called positive, 0 = called negative
 * @param truths - one per case, 1 = positive, 0 = negative; as long as `calls`
 * @param clusters - the cluster id of each case; as long as `calls`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `defaultMeanInterval`: Wilson where every case is a cluster of its own, CR2 with Satterthwaite's t
 *   otherwise; `insufficient` where a denominator is empty
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function clusteredConfusion(
  calls: Float64Array,
  truths: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusteredConfusion {
  requireLength(truths.length, calls.length, 'truths');
  requireLength(clusters.length, calls.length, 'clusters');
  requireBinary(calls, 'calls');
  requireBinary(truths, 'truths');
  const shareAmong = (given: Float64Array, of: Float64Array, side: 0 | 1) =>
    defaultMeanInterval(
      of.filter((_, i) => floatAt(given, i) === side).map((value) => (value === side ? 1 : 0)),
      clusters.filter((_, i) => floatAt(given, i) === side),
      level,
      { min: 0, max: 1 },
    );
  return {
    sensitivity: shareAmong(truths, calls, 1),
    specificity: shareAmong(truths, calls, 0),
    positivePredictiveValue: shareAmong(calls, truths, 1),
    negativePredictiveValue: shareAmong(calls, truths, 0),
  };
}
