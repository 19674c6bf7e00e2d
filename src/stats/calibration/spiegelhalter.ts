import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { normalCdf } from '../numeric/normal.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import { requireForecasts } from './forecasts.js';

/**
 * Spiegelhalter's test of calibration.
 *
 * z = sum of (o - f)(1 - 2f) / sqrt(sum of (1 - 2f)^2 f (1 - f)); standard normal where every forecast is right.
 * It is a test, not an effect size, and assumes independent cases.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns z and its two-sided p-value; z > 0 where the Brier score is larger than the forecasts promise;
 *   `insufficient` for no cases, or where every forecast is 0, 0.5 or 1, which leaves no variance
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Spiegelhalter 1986, Stat Med 5:421-433
 */
export function spiegelhalterTest(
  forecasts: Float64Array,
  outcomes: Float64Array,
): TestResult | Insufficient {
  requireForecasts(forecasts, outcomes);
  const numerator = new CompensatedSum();
  const variance = new CompensatedSum();
  for (let i = 0; i < forecasts.length; i++) {
    const f = floatAt(forecasts, i);
    numerator.add((floatAt(outcomes, i) - f) * (1 - 2 * f));
    variance.add((1 - 2 * f) ** 2 * f * (1 - f));
  }
  if (forecasts.length === 0) return insufficient('no cases');
  if (variance.total === 0)
    return insufficient('every forecast is 0, 0.5 or 1: the statistic has no variance');
  const statistic = numerator.total / Math.sqrt(variance.total);
  return {
    status: 'estimated',
    statistic,
    p: 2 * normalCdf(-Math.abs(statistic)),
    method: "Spiegelhalter's z, two-sided",
  };
}
