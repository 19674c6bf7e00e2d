import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';

/** A judge's verdicts on units whose truth people established; integers >= 0. */
export interface JudgeCalibration {
  /** Units that are truly positive, and of these the ones that the judge called positive. */
  readonly positives: number;
  readonly truePositives: number;
  /** Units that are truly negative, and of these the ones that the judge called negative. */
  readonly negatives: number;
  readonly trueNegatives: number;
}

/** How well a judge tells positive from negative. */
export interface JudgeAccuracy {
  /** Share of true positives called positive, q1. */
  readonly sensitivity: Interval | Insufficient;
  /** Share of true negatives called negative, q0. */
  readonly specificity: Interval | Insufficient;
  /** Youden's J = sensitivity + specificity - 1: the factor by which judge error shrinks a difference. */
  readonly youden: Interval | Insufficient;
}

/**
 * Sensitivity, specificity and Youden's J of a judge.
 *
 * J is the difference of two independent proportions, sensitivity - (1 - specificity); its interval combines their
 * Wilson limits: J - sqrt((se - se_low)^2 + (sp - sp_low)^2), J + sqrt((se_high - se)^2 + (sp_high - sp)^2).
 *
 * @param calibration - counts of independently labelled units
 * @param level - two-sided coverage, 0 < level < 1
 * @returns Wilson intervals and Newcombe's for J in [-1, 1]; `insufficient` where a class is empty
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Newcombe 1998, Stat Med 17:873-890 (method 10); Youden 1950,
 *   Cancer 3:32-35
 */
export function judgeAccuracy(calibration: JudgeCalibration, level: number): JudgeAccuracy {
  requireCalibration(calibration);
  requireLevel(level, 'level');
  const { positives, truePositives, negatives, trueNegatives } = calibration;
  const sensitivity =
    positives === 0 ? insufficient('no truly positive unit') : wilson(truePositives, positives, level);
  const specificity =
    negatives === 0 ? insufficient('no truly negative unit') : wilson(trueNegatives, negatives, level);
  return { sensitivity, specificity, youden: youdenInterval(sensitivity, specificity, level) };
}

function youdenInterval(
  sensitivity: Interval | Insufficient,
  specificity: Interval | Insufficient,
  level: number,
): Interval | Insufficient {
  if (sensitivity.status === 'insufficient') return sensitivity;
  if (specificity.status === 'insufficient') return specificity;
  const value = sensitivity.value + specificity.value - 1;
  const below = Math.hypot(sensitivity.value - sensitivity.lower, specificity.value - specificity.lower);
  const above = Math.hypot(sensitivity.upper - sensitivity.value, specificity.upper - specificity.value);
  return {
    status: 'estimated',
    value,
    lower: Math.max(-1, value - below),
    upper: Math.min(1, value + above),
    level,
    method: "Youden's J, Newcombe method 10",
  };
}

/** A margin that allows for the judge's errors. */
export interface CorrectedMargin {
  readonly status: 'estimated';
  /** margin * the smallest lower limit of J. */
  readonly margin: number;
  /** The smallest lower limit of J among the arms. */
  readonly youdenLower: number;
  readonly method: string;
}

/**
 * The margin on the judge's scale: margin * (lower limit of J), because judge error shrinks a difference by J.
 *
 * @param margin - largest acceptable loss of the true rate, 0 < margin < 1
 * @param arms - the judge's calibration in each arm, at least one; J may differ between versions, so the smallest
 *   counts
 * @param level - two-sided level of the limits of J, 0 < level < 1
 * @returns the smaller margin; `insufficient` where an arm lacks a class or its J is not demonstrably above 0
 * @throws PreceptorError `STATS_BAD_COUNT` (also for no arm) or `STATS_BAD_LEVEL` (also for the margin)
 * @source Newcombe 1998, Stat Med 17:873-890; Youden 1950, Cancer 3:32-35
 */
export function correctedMargin(
  margin: number,
  arms: readonly JudgeCalibration[],
  level: number,
): CorrectedMargin | Insufficient {
  requireLevel(margin, 'margin');
  requireLevel(level, 'level');
  requireCount(arms.length, 'number of arms', 1);
  let youdenLower = 1;
  for (const arm of arms) {
    const { youden } = judgeAccuracy(arm, level);
    if (youden.status === 'insufficient') return youden;
    youdenLower = Math.min(youdenLower, youden.lower);
  }
  if (youdenLower <= 0) return insufficient(NO_BETTER_THAN_CHANCE);
  return {
    status: 'estimated',
    margin: margin * youdenLower,
    youdenLower,
    method: `margin times the lower ${level} limit of Youden's J, the smallest of ${arms.length} arms`,
  };
}

/** Why nothing can be corrected. */
export const NO_BETTER_THAN_CHANCE =
  'sensitivity + specificity is not demonstrably above 1: the judge may be no better than chance';

/** Requires counts that fit; throws `STATS_BAD_COUNT`. */
export function requireCalibration(calibration: JudgeCalibration): void {
  const { positives, truePositives, negatives, trueNegatives } = calibration;
  requireCount(positives, 'positives');
  requireCount(truePositives, 'truePositives', 0, positives);
  requireCount(negatives, 'negatives');
  requireCount(trueNegatives, 'trueNegatives', 0, negatives);
}
