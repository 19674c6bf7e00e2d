import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import { NO_VARIATION } from './cluster-mean.js';
import { groupByCluster } from './clusters.js';

/**
 * A t interval from what every case moves an estimate by.
 *
 * SE^2 = G / (G - 1) sum over clusters of (sum of its cases' influences)^2, t on G - 1. Of a difference of two estimates on
 * the same cases the influences are the differences: the pairing is in them.
 *
 * @param value - the estimate
 * @param influences - one per case, finite; they sum to 0
 * @param clusters - the cluster id of each case, as long as `influences`
 * @param level - two-sided coverage, 0 < level < 1
 * @param method - in words
 * @returns the interval; `insufficient` for fewer than 2 clusters or where no cluster moves the estimate
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Huber 1967, Proc Fifth Berkeley Symp 1:221-233; Liang & Zeger 1986, Biometrika 73:13-22
 */
export function linearisedInterval(
  value: number,
  influences: Float64Array,
  clusters: Int32Array,
  level: number,
  method: string,
): IntervalOrInsufficient {
  requireLevel(level, 'level');
  const { totals, count, scale, n } = groupByCluster(influences, clusters);
  if (count < 2) return insufficient(`a clustered standard error needs at least 2 clusters, got ${count}`);
  const squares = new CompensatedSum();
  for (const total of totals) squares.add(scale === 0 ? 0 : (total / scale) ** 2);
  // Totals that cancel to rounding are none.
  if (squares.total <= n * 1e-24) return insufficient(NO_VARIATION);
  const se = Math.sqrt((squares.total * count) / (count - 1)) * scale;
  const df = count - 1;
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method,
    se,
    df,
  };
}
