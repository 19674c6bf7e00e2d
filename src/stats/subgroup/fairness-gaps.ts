import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { confusionTotal } from '../diagnostic/confusion.js';
import { type Share, share } from '../diagnostic/share.js';
import { requireCount } from '../numeric/argument.js';
import { LEAST_REPORTABLE } from './group-gap.js';

/** What one group's 2x2 table gives; null values where nothing is at risk. */
export interface GroupRates {
  readonly truePositive: Share;
  readonly falsePositive: Share;
  readonly selection: Share;
}

/** Ranges of rates between groups; each null where fewer than 2 groups have the rate. */
export interface FairnessGaps {
  /** Range of the true-positive rates. */
  readonly equalOpportunity: number | null;
  /** The larger of the ranges of true- and false-positive rates; null where either is null. */
  readonly equalizedOdds: number | null;
  /** Range of the shares called positive. Seldom clinically right: groups may differ in need. */
  readonly demographicParity: number | null;
  /** One per group, in the order received, small groups included (to be suppressed when shown). */
  readonly rates: readonly GroupRates[];
  /** Groups left out of each range for too few cases at risk, by index. */
  readonly leftOut: {
    readonly truePositive: readonly number[];
    readonly falsePositive: readonly number[];
    readonly selection: readonly number[];
  };
}

/**
 * Equal opportunity, equalized odds and demographic parity as ranges between groups.
 *
 * @param groups - the 2x2 table of each group; integers >= 0
 * @param leastAtRisk - a rate enters a range where at least so many cases are at risk of it (positives, negatives or all),
 *   integer >= 1; a group without positives has no true-positive rate, not one of 0
 * @returns ranges in [0, 1], or null
 * @throws PreceptorError `STATS_BAD_COUNT`
 * @source Hardt, Price & Srebro 2016, Adv Neural Inf Process Syst 29:3315-3323
 */
export function fairnessGaps(
  groups: readonly ConfusionCounts[],
  leastAtRisk: number = LEAST_REPORTABLE,
): FairnessGaps {
  requireCount(leastAtRisk, 'leastAtRisk', 1);
  const rates = groups.map((counts) => {
    const n = confusionTotal(counts);
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
    return {
      truePositive: share(truePositives, truePositives + falseNegatives),
      falsePositive: share(falsePositives, falsePositives + trueNegatives),
      selection: share(truePositives + falsePositives, n),
    };
  });
  const truePositive = rangeOf(
    rates.map((rate) => rate.truePositive),
    leastAtRisk,
  );
  const falsePositive = rangeOf(
    rates.map((rate) => rate.falsePositive),
    leastAtRisk,
  );
  const selection = rangeOf(
    rates.map((rate) => rate.selection),
    leastAtRisk,
  );
  return {
    equalOpportunity: truePositive.range,
    equalizedOdds:
      truePositive.range === null || falsePositive.range === null
        ? null
        : Math.max(truePositive.range, falsePositive.range),
    demographicParity: selection.range,
    rates,
    leftOut: {
      truePositive: truePositive.leftOut,
      falsePositive: falsePositive.leftOut,
      selection: selection.leftOut,
    },
  };
}

function rangeOf(shares: readonly Share[], least: number) {
  const leftOut: number[] = [];
  const values: number[] = [];
  shares.forEach(({ value, denominator }, index) => {
    if (value === null || denominator < least) leftOut.push(index);
    else values.push(value);
  });
  let low = 1;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { range: values.length < 2 ? null : high - low, leftOut };
}
