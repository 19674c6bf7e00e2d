import { PreceptorError } from '../../errors.js';
import type { Interval } from '../interval.js';
import { requireCount, requireNumber } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';

/**
 * Accuracy above chance as a share of what lies above chance: (accuracy - chance) / (1 - chance).
 *
 * @param accuracy - in [0, 1]
 * @param chance - accuracy of guessing, in [0, 1]
 * @returns 1 for every answer right, 0 at chance, negative below; null where guessing is always right
 * @throws PreceptorError `STATS_BAD_VALUE`
 * @source Cohen 1960, Educ Psychol Meas 20:37-46
 */
export function chanceCorrected(accuracy: number, chance: number): number | null {
  requireNumber(accuracy, 'accuracy', 0, 1);
  requireNumber(chance, 'chance', 0, 1);
  return chance === 1 ? null : (accuracy - chance) / (1 - chance);
}

/**
 * The interval of an accuracy on the chance-corrected scale; the map is linear, chance is taken as known.
 *
 * @param accuracy - an interval within any range (clustered means are not clamped)
 * @param chance - in [0, 1)
 * @returns the interval, each of its numbers mapped
 * @throws PreceptorError `STATS_BAD_VALUE` for a chance outside [0, 1)
 * @source Cohen 1960, Educ Psychol Meas 20:37-46
 */
export function chanceCorrectedInterval(accuracy: Interval, chance: number): Interval {
  requireNumber(chance, 'chance', 0, 1 - 1e-12);
  const above = 1 - chance;
  return {
    ...accuracy,
    value: (accuracy.value - chance) / above,
    lower: (accuracy.lower - chance) / above,
    upper: (accuracy.upper - chance) / above,
    method: `${accuracy.method}, corrected for chance`,
    ...(accuracy.se === undefined ? {} : { se: accuracy.se / above }),
  };
}

/**
 * The accuracy of guessing among options: the mean of 1 / options.
 *
 * @param options - number of options of each question, integers >= 1; at least one question
 * @returns in (0, 1]
 * @throws PreceptorError `STATS_BAD_LENGTH` without a question, `STATS_BAD_COUNT` for a number of options below 1
 */
export function guessingAccuracy(options: readonly number[]): number {
  if (options.length === 0) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'options: expected at least one question, got 0');
  }
  options.forEach((count, i) => {
    requireCount(count, `options[${i}]`, 1);
  });
  return mean(Float64Array.from(options, (count) => 1 / count));
}
