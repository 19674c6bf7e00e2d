import { groupByCluster } from '../cluster/clusters.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireLevel } from '../numeric/argument.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum, sum } from '../numeric/sum.js';
import { requireForecasts } from './forecasts.js';

/**
 * Ratio of observed to expected events.
 *
 * @param forecasts - one probability per case, in [0, 1]; not clipped
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns sum of o / sum of f, >= 0, target 1; below 1 the forecasts are too high; `insufficient` where no event is
 *   expected
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Van Calster et al. 2019, BMC Med 17:230
 */
export function observedExpected(forecasts: Float64Array, outcomes: Float64Array): number | Insufficient {
  const ones = requireForecasts(forecasts, outcomes);
  const expected = sum(forecasts);
  return expected === 0
    ? insufficient('no event is expected: the ratio has no denominator')
    : ones / expected;
}

/**
 * Ratio of observed to expected events with its interval on the logarithm.
 *
 * A ratio of sums: with e_i = o_i - ratio f_i, SE^2 = G / (G - 1) sum over clusters of (sum of e_i)^2 / (sum of f)^2,
 * and the limits are ratio exp(-+ t SE / ratio) with t on G - 1 degrees of freedom.
 *
 * @param forecasts - one probability per case, in [0, 1]; not clipped
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param level - two-sided coverage, 0 < level < 1
 * @param clusters - the cluster id of each case; without it each case is its own
 * @returns the ratio with limits above 0; `insufficient` where no event is expected or observed (the logarithm has no
 *   limits then: bound the observed share instead), for one cluster, or without variation between clusters
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Van Calster et al. 2019, BMC Med 17:230; Cochran 1977, Sampling Techniques, 3rd ed, chapter 6
 */
export function observedExpectedInterval(
  forecasts: Float64Array,
  outcomes: Float64Array,
  level: number,
  clusters: Int32Array = Int32Array.from(outcomes, (_, i) => i),
): Interval | Insufficient {
  requireLevel(level, 'level');
  const value = observedExpected(forecasts, outcomes);
  const groups = groupByCluster(outcomes, clusters);
  if (typeof value !== 'number') return value;
  if (value === 0)
    return insufficient('no event was observed: the ratio is 0 and its logarithm has no limits');
  if (groups.count < 2) return insufficient('a clustered ratio needs at least 2 clusters, got 1');
  const residuals = forecasts.map((f, i) => floatAt(outcomes, i) - value * f);
  const squares = new CompensatedSum();
  for (const total of groupByCluster(residuals, clusters).totals) squares.add(total * total);
  const df = groups.count - 1;
  const se = Math.sqrt((squares.total * groups.count) / df) / sum(forecasts);
  if (se < 1e-12 * value) return insufficient('no variation between clusters');
  const halfWidth = (-studentTQuantile((1 - level) / 2, df) * se) / value;
  const upper = value * Math.exp(halfWidth);
  if (!Number.isFinite(upper)) return insufficient('the upper limit of the ratio is not finite');
  return {
    status: 'estimated',
    value,
    lower: value * Math.exp(-halfWidth),
    upper,
    level,
    method: 'linearised ratio on the logarithm, t on clusters - 1',
    se,
    df,
  };
}
