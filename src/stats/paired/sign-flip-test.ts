import { NO_VARIATION } from '../cluster/cluster-mean.js';
import { groupByCluster } from '../cluster/clusters.js';
import { type Insufficient, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireLevel, requireNumber } from '../numeric/argument.js';
import { mersenneTwister } from '../numeric/rng.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { Alternative } from '../proportion/alternative.js';
import type { TestResult } from '../test-result.js';
import { type SignFlips, signFlipLimits, signFlipP, signFlips } from './sign-flip.js';

export interface SignFlipOptions {
  /** Mean under the null hypothesis, finite, in the unit of the values; default 0. */
  readonly m0?: number;
  /** What a small p speaks for: `greater` tests H0: mean <= m0, `less` H0: mean >= m0; default `two-sided`. */
  readonly alternative?: Alternative;
  /** Two-sided coverage of the limits, 0 < level < 1; default 0.95. */
  readonly level?: number;
  /** Integer, 0 <= seed < 2^32; drawn from only beyond 20 clusters. */
  readonly seed: number;
}

/** A sign-flip test of a mean; `statistic` is the mean. */
export interface SignFlipTest extends TestResult {
  /** The mean and the limits that invert both one-sided tests, each at (1 - level) / 2. */
  readonly interval: IntervalOrInsufficient;
  /** Cases and clusters. */
  readonly n: number;
  readonly clusters: number;
  /** Sign patterns that p rests on, the observed one included. */
  readonly patterns: number;
}

/**
 * Sign-flip test of the mean of clustered values (of paired differences: give new - old).
 *
 * A whole cluster changes its sign about m0 at once. p is the share of sign patterns whose mean is at least as extreme as
 * observed: of all 2^G patterns for up to 20 clusters, of 10,000 drawn ones and the observed one beyond; two-sided
 * min(1, 2 min of both). Exact where the clusters' totals are symmetric about their expectation.
 *
 * @param values - one per case, finite, any unit
 * @param clusters - the cluster id of each case, as long as `values`
 * @param options - null value, alternative, level and seed
 * @returns mean, p and limits; `interval` is insufficient where so few patterns exist that no p reaches (1 - level) / 2, or
 *   all values are equal; `insufficient` altogether for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_LEVEL`, or `STATS_BAD_COUNT` for the seed
 * @source Hartigan 1969, J Am Stat Assoc 64:1303-1317; Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39
 */
export function signFlipTest(
  values: Float64Array,
  clusters: Int32Array,
  options: SignFlipOptions,
): SignFlipTest | Insufficient {
  const { m0 = 0, alternative = 'two-sided', level = 0.95, seed } = options;
  requireNumber(m0, 'm0');
  requireLevel(level, 'level');
  const rng = mersenneTwister(seed);
  const groups = groupByCluster(values, clusters);
  if (groups.n === 0) return insufficient('no cases');
  const total = new CompensatedSum();
  for (const clusterTotal of groups.totals) total.add(clusterTotal);
  const mean = total.total / groups.n;
  requireNumber(mean, 'mean of the values');
  const flips = signFlips(groups, rng);
  return {
    status: 'estimated',
    statistic: mean,
    p: pOf(flips, m0, alternative),
    method: `${flips.method}, ${alternative}`,
    interval: intervalOf(flips, mean, level),
    n: groups.n,
    clusters: groups.count,
    patterns: flips.total,
  };
}

function pOf(flips: SignFlips, m0: number, alternative: Alternative): number {
  const greater = () => signFlipP(flips, m0);
  // Mean >= m0 for the values is mean <= -m0 for their negatives, under the same patterns.
  const less = () => signFlipP({ ...flips, means: flips.means.map((mean) => -mean).reverse() }, -m0);
  if (alternative === 'greater') return greater();
  if (alternative === 'less') return less();
  return Math.min(1, 2 * Math.min(greater(), less()));
}

function intervalOf(flips: SignFlips, value: number, level: number): IntervalOrInsufficient {
  const limits = signFlipLimits(flips, (1 - level) / 2);
  if (limits.status === 'insufficient') return limits;
  const { lower, upper } = limits;
  if (upper - lower <= 1e-12 * flips.scale) return insufficient(NO_VARIATION);
  return { status: 'estimated', value, lower, upper, level, method: `${flips.method}, inverted` };
}
