import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import {
  type JudgeCalibration,
  judgeAccuracy,
  NO_BETTER_THAN_CHANCE,
  requireCalibration,
} from './judge-calibration.js';

/** A judged rate corrected for the judge's errors. */
export interface CorrectedRate extends Interval {
  /** The judge's own rate, uncorrected. */
  readonly judged: number;
  /** The corrected rate before it is cut to [0, 1]: far outside, the calibration does not fit these units. */
  readonly unclipped: number;
}

/**
 * The true rate behind a judge's verdicts: theta = (p + q0 - 1) / (q0 + q1 - 1), cut to [0, 1] (Rogan & Gladen), with
 * the interval of Lee et al. (that of Lang & Reiczigel for a prevalence).
 *
 * p the judge's rate among n units, q0 its specificity among m0 true negatives, q1 its sensitivity among m1 true
 * positives. The interval uses p' = (n p + z^2/2) / (n + z^2), q' = (m q + 1) / (m + 2), n' = n + z^2, m' = m + 2
 * and theta' from these: theta' + shift -+ z se, cut to [0, 1], with shift = 2 z^2 (theta' q1' (1 - q1') / m1' -
 * (1 - theta') q0' (1 - q0') / m0') and se = sqrt(p' (1 - p') / n' + (1 - theta')^2 q0' (1 - q0') / m0' +
 * theta'^2 q1' (1 - q1') / m1') / (q0' + q1' - 1).
 *
 * The calibration units must come from the same population as the judged ones, and not be among them: q0 and q1 have
 * to hold for the version that is judged. Simulated coverage at 0.95 (4000 runs; 1000 or 2000 units, 100 or 200 labels,
 * sensitivity .90 to .97, specificity .70 to .90): 0.954 to 0.966 with 30 or more labels of each class; 0.927 at a true
 * rate of .98 where 200 random labels held about 4 negatives. Label at least 30 of the rarer class.
 *
 * @param positives - judged units called positive; integer, 0 <= positives <= judged
 * @param judged - independent judged units; integer, >= 1
 * @param calibration - verdicts on units of known truth
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the corrected rate with its interval, which is shifted and may not hold a value near 0 or 1; `insufficient`
 *   where a class is not in the calibration, q0 + q1 is not above 1 by the lower limit (at the same level) of
 *   Youden's J, or both limits fall outside [0, 1] on one side
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Rogan & Gladen 1978, Am J Epidemiol 107:71-76; Lang & Reiczigel 2014, Prev Vet Med 113:13-22;
 *   Lee et al. 2025, arXiv:2511.21140
 */
export function roganGladen(
  positives: number,
  judged: number,
  calibration: JudgeCalibration,
  level: number,
): CorrectedRate | Insufficient {
  requireCount(judged, 'judged', 1);
  requireCount(positives, 'positives', 0, judged);
  requireCalibration(calibration);
  requireLevel(level, 'level');
  const { youden } = judgeAccuracy(calibration, level);
  if (youden.status === 'insufficient') return youden;
  if (youden.lower <= 0) return insufficient(NO_BETTER_THAN_CHANCE);
  const z = -normalQuantile((1 - level) / 2);
  const p = positives / judged;
  const q0 = calibration.trueNegatives / calibration.negatives;
  const unclipped = (p + q0 - 1) / youden.value;
  const limits = leeLimits(positives, judged, calibration, z);
  if (limits === null) return insufficient(NO_BETTER_THAN_CHANCE);
  const lower = clip(limits.centre - z * limits.se);
  const upper = clip(limits.centre + z * limits.se);
  if (lower === upper) {
    return insufficient(
      'the judged rate is beyond what the calibration explains: it does not fit these units',
    );
  }
  return {
    status: 'estimated',
    value: clip(unclipped),
    lower,
    upper,
    level,
    method: 'Rogan-Gladen, interval of Lee et al. (Lang-Reiczigel)',
    se: limits.se,
    judged: p,
    unclipped,
  };
}

function leeLimits(positives: number, judged: number, calibration: JudgeCalibration, z: number) {
  const n = judged + z * z;
  const m0 = calibration.negatives + 2;
  const m1 = calibration.positives + 2;
  const p = (positives + (z * z) / 2) / n;
  const q0 = (calibration.trueNegatives + 1) / m0;
  const q1 = (calibration.truePositives + 1) / m1;
  const youden = q0 + q1 - 1;
  if (youden <= 0) return null;
  const theta = (p + q0 - 1) / youden;
  const variance0 = (q0 * (1 - q0)) / m0;
  const variance1 = (q1 * (1 - q1)) / m1;
  const shift = 2 * z * z * (theta * variance1 - (1 - theta) * variance0);
  const variance = (p * (1 - p)) / n + (1 - theta) ** 2 * variance0 + theta ** 2 * variance1;
  return { centre: theta + shift, se: Math.sqrt(variance) / youden };
}

function clip(rate: number): number {
  return Math.min(1, Math.max(0, rate));
}
