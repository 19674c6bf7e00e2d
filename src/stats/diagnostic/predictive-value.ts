import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { requireLevel, requireNumber } from '../numeric/argument.js';
import { likelihoodRatios, type RatioEstimate } from './likelihood-ratio.js';

/** Predictive values at a stated prevalence. */
export interface PredictiveValues {
  /** sens p / (sens p + (1 - spec)(1 - p)); null where no case would be called positive. */
  readonly positive: number | null;
  /** spec (1 - p) / (spec (1 - p) + (1 - sens) p); null where no case would be called negative. */
  readonly negative: number | null;
}

/**
 * Predictive values re-weighted to a target prevalence: those of a suite hold at the suite's own prevalence only.
 *
 * @param sensitivity - in [0, 1]
 * @param specificity - in [0, 1]
 * @param prevalence - of the target population, strictly between 0 and 1
 * @returns both values; null where its denominator is 0
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Altman & Bland 1994, BMJ 309:102
 */
export function predictiveValues(
  sensitivity: number,
  specificity: number,
  prevalence: number,
): PredictiveValues {
  requireNumber(sensitivity, 'sensitivity', 0, 1);
  requireNumber(specificity, 'specificity', 0, 1);
  requireLevel(prevalence, 'prevalence');
  return {
    positive: part(sensitivity * prevalence, (1 - specificity) * (1 - prevalence)),
    negative: part(specificity * (1 - prevalence), (1 - sensitivity) * prevalence),
  };
}

/**
 * Predictive values at a target prevalence with their intervals.
 *
 * logit PPV = ln LR+ + logit p and logit NPV = -ln LR- - logit p, with p known: the limits of the likelihood ratios
 * carry over, and the log method of the ratios is the logit method of the predictive values.
 *
 * @param counts - the 2x2 table of independent cases; integers >= 0
 * @param prevalence - of the target population, strictly between 0 and 1; taken as known
 * @param level - two-sided coverage of an interval and one-sided coverage of a bound, 0 < level < 1
 * @returns as `likelihoodRatios`: an interval in (0, 1), a one-sided bound where a cell is empty (with value 0 or 1),
 *   or `insufficient`
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Mercaldo, Lau & Zhou 2007, Stat Med 26:2170-2183
 */
export function predictiveValueIntervals(
  counts: ConfusionCounts,
  prevalence: number,
  level: number,
): { readonly positive: RatioEstimate; readonly negative: RatioEstimate } {
  requireLevel(prevalence, 'prevalence');
  const { positive, negative } = likelihoodRatios(counts, level);
  const odds = prevalence / (1 - prevalence);
  return {
    positive: mapped(positive, (ratio) => (ratio * odds) / (1 + ratio * odds), 1, false),
    negative: mapped(negative, (ratio) => 1 / (1 + ratio * odds), 0, true),
  };
}

/**
 * Carries an estimate through a monotone map of the ratio, with its limit at infinity; a falling map exchanges the
 * sides.
 */
function mapped(
  estimate: RatioEstimate,
  map: (ratio: number) => number,
  limit: number,
  falls: boolean,
): RatioEstimate {
  switch (estimate.status) {
    case 'insufficient':
      return estimate;
    case 'bounded': {
      const opposite = estimate.side === 'lower' ? 'upper' : 'lower';
      return {
        ...estimate,
        value: estimate.value === null ? limit : map(estimate.value),
        bound: map(estimate.bound),
        side: falls ? opposite : estimate.side,
      };
    }
    case 'estimated':
      return {
        ...estimate,
        value: map(estimate.value),
        lower: map(falls ? estimate.upper : estimate.lower),
        upper: map(falls ? estimate.lower : estimate.upper),
        method: 'logit method (Mercaldo)',
      };
  }
}

function part(wanted: number, rest: number): number | null {
  const whole = wanted + rest;
  return whole === 0 ? null : wanted / whole;
}
