import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { floatAt, requireCount, requireLength } from '../numeric/argument.js';
import { requireBinary } from './binary.js';
import { type Share, share } from './share.js';

/** What a 2x2 table says. Predictive values hold at the table's own prevalence only: see `predictiveValues`. */
export interface ConfusionMeasures {
  /** TP / (TP + FN). */
  readonly sensitivity: Share;
  /** TN / (TN + FP). */
  readonly specificity: Share;
  /** TP / (TP + FP), at the prevalence of the table. */
  readonly positivePredictiveValue: Share;
  /** TN / (TN + FN), at the prevalence of the table. */
  readonly negativePredictiveValue: Share;
  /** (TP + FN) / n. */
  readonly prevalence: Share;
  /** (TP + TN) / n. */
  readonly accuracy: Share;
  /** 2 TP / (2 TP + FP + FN); null where neither truth nor call is ever positive. */
  readonly f1: number | null;
  /** sensitivity + specificity - 1, in [-1, 1]; null where one class is absent. */
  readonly youden: number | null;
}

/**
 * Counts yes/no calls against the truth.
 *
 * @param calls - one per case, 1 = called positive, 0 = called negative; missing calls removed beforehand
 * @param truths - one per case, 1 = positive, 0 = negative; as long as `calls`
 * @returns the four counts; all 0 for no case
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function confusionCounts(calls: Float64Array, truths: Float64Array): ConfusionCounts {
  requireLength(truths.length, calls.length, 'truths');
  requireBinary(calls, 'calls');
  requireBinary(truths, 'truths');
  let truePositives = 0;
  let falsePositives = 0;
  let positives = 0;
  for (let i = 0; i < calls.length; i++) {
    const truth = floatAt(truths, i);
    const call = floatAt(calls, i);
    positives += truth;
    truePositives += call * truth;
    falsePositives += call * (1 - truth);
  }
  return {
    truePositives,
    falsePositives,
    falseNegatives: positives - truePositives,
    trueNegatives: calls.length - positives - falsePositives,
  };
}

/**
 * Sensitivity, specificity, predictive values, F1 and Youden's index of a 2x2 table.
 *
 * @param counts - four integers >= 0
 * @returns shares with numerator and denominator (for Wilson intervals: `shareInterval`); whatever has an empty
 *   denominator is null, never 0
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the count and the value received
 * @source Youden 1950, Cancer 3:32-35
 */
export function confusionMeasures(counts: ConfusionCounts): ConfusionMeasures {
  const n = confusionTotal(counts);
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  const sensitivity = share(tp, tp + fn);
  const specificity = share(tn, tn + fp);
  const anyPositive = 2 * tp + fp + fn;
  return {
    sensitivity,
    specificity,
    positivePredictiveValue: share(tp, tp + fp),
    negativePredictiveValue: share(tn, tn + fn),
    prevalence: share(tp + fn, n),
    accuracy: share(tp + tn, n),
    f1: anyPositive === 0 ? null : (2 * tp) / anyPositive,
    youden:
      sensitivity.value === null || specificity.value === null
        ? null
        : sensitivity.value - (1 - specificity.value),
  };
}

/** The number of cases; throws `STATS_BAD_COUNT` where a count is negative or fractional. */
export function confusionTotal(counts: ConfusionCounts): number {
  requireCount(counts.truePositives, 'truePositives');
  requireCount(counts.falsePositives, 'falsePositives');
  requireCount(counts.falseNegatives, 'falseNegatives');
  requireCount(counts.trueNegatives, 'trueNegatives');
  return counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives;
}
