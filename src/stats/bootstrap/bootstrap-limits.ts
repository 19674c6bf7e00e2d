import type { Interval } from '../interval.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireCount, requireLevel, requireNumber } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { sortedQuantile } from '../numeric/quantile.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { Replicates } from './resample-sums.js';

export type BootstrapStream = 'replicate' | 'single';

export interface BootstrapOptions {
  /** Two-sided coverage, 0 < level < 1. */
  readonly level: number;
  /** Resamples; integer, >= 100. 10,000 is the number for what is printed. */
  readonly replicates: number;
  /** Integer, 0 <= seed < 2^32. */
  readonly seed: number;
  /** BCa for smooth statistics; percentile for all others (a maximum, a minimum, an isotonic fit, a bin). */
  readonly method: 'percentile' | 'bca';
  /**
   * `replicate` (default): replicate r has its own stream, seeded by (seed + r) mod 2^32, so that workers can share them.
   * `single`: one stream for all, which costs less where clusters are few, and is NumPy's `RandomState(seed)`.
   */
  readonly stream?: BootstrapStream;
  /** Share of resamples without a value above which there is no interval, 0 <= share < 1; default 0.01. */
  readonly undefinedAbove?: number;
}

/** A bootstrap interval with what it rests on. */
export interface BootstrapInterval extends Interval {
  /** Standard deviation of the replicates. */
  readonly se: number;
  /** Mean of the replicates - value. */
  readonly bias: number;
  readonly clusters: number;
  /** Replicates with a value, and those without. */
  readonly replicates: number;
  readonly undefinedReplicates: number;
  /** z0 and acceleration of BCa; null for percentile limits. */
  readonly bca: { readonly z0: number; readonly acceleration: number } | null;
}

/** Checks the options once, before anything is drawn. */
export function requireBootstrap({ level, replicates, seed, undefinedAbove = 0 }: BootstrapOptions): void {
  requireLevel(level, 'level');
  requireCount(replicates, 'replicates', 100, 10_000_000);
  requireCount(seed, 'seed', 0, 0xffffffff);
  if (undefinedAbove !== 0) requireLevel(undefinedAbove, 'undefinedAbove');
}

/**
 * Limits from the replicates of a statistic.
 *
 * Percentile: type-7 quantiles at (1 -+ level) / 2. BCa: at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), with z0 from the share
 * of replicates below the value (ties count half) and a from the jackknife. Equality is within 1e-12 of the largest.
 *
 * @param jackknife - the value without each cluster in turn; read by BCa alone
 * @returns `insufficient` where too many replicates have no value, all are equal, or BCa is undefined: every replicate on
 *   one side of the value, or an acceleration so large that 1 - a (z0 + z) <= 0 at a limit
 * @throws PreceptorError `STATS_BAD_VALUE` for a value or replicate that is not finite
 */
export function bootstrapLimits(
  value: number,
  replicates: Replicates,
  clusters: number,
  options: BootstrapOptions,
  jackknife: () => Float64Array | null,
): BootstrapInterval | Insufficient {
  const { level, method, undefinedAbove = 0.01 } = options;
  const { undefinedCount } = replicates;
  const sorted = replicates.values.slice().sort();
  const all = sorted.length + undefinedCount;
  if (undefinedCount > undefinedAbove * all)
    return insufficient(`${undefinedCount} of ${all} resamples have no value`);
  const [lowest, highest] = [floatAt(sorted, 0), floatAt(sorted, sorted.length - 1)];
  for (const one of [value, lowest, highest]) requireNumber(one, 'bootstrap statistic');
  if (highest - lowest <= 1e-12 * Math.max(Math.abs(lowest), Math.abs(highest)))
    return insufficient('every resample has the same value');
  const bca = method === 'bca' ? correction(value, sorted, jackknife()) : null;
  if (bca !== null && 'status' in bca) return bca;
  const tail = (1 - level) / 2;
  const z = -normalQuantile(tail);
  const lower = bca === null ? tail : adjusted(-z, bca);
  const upper = bca === null ? 1 - tail : adjusted(z, bca);
  if (lower === null || upper === null)
    return insufficient(
      'BCa: the acceleration is too large for this level; too few clusters carry the statistic',
    );
  return {
    status: 'estimated',
    value,
    lower: sortedQuantile(sorted, lower),
    upper: sortedQuantile(sorted, upper),
    level,
    method: `${method === 'bca' ? 'BCa' : 'percentile'} cluster bootstrap, ${all} resamples`,
    ...momentsOf(sorted, value),
    clusters,
    replicates: sorted.length,
    undefinedReplicates: undefinedCount,
    bca,
  };
}

interface Correction {
  readonly z0: number;
  readonly acceleration: number;
}

function correction(
  value: number,
  sorted: Float64Array,
  jackknife: Float64Array | null,
): Correction | Insufficient {
  if (jackknife === null) return insufficient('the statistic has no value without one of the clusters');
  // Another order of summation may move a replicate that equals the value by a rounding.
  const slack = 1e-12 * Math.max(Math.abs(floatAt(sorted, 0)), Math.abs(floatAt(sorted, sorted.length - 1)));
  const below = countBelow(sorted, value - slack);
  const ties = countBelow(sorted, value + slack) - below;
  const share = (below + ties / 2) / sorted.length;
  if (share === 0 || share === 1)
    return insufficient('every resample lies on one side of the value: BCa has no correction for that');
  return { z0: normalQuantile(share), acceleration: accelerationOf(jackknife) };
}

/** sum d^3 / (6 (sum d^2)^1.5) with d = mean - value without a cluster; 0 where they differ by rounding alone. */
function accelerationOf(jackknife: Float64Array): number {
  const center = new CompensatedSum();
  for (const one of jackknife) {
    requireNumber(one, 'statistic without a cluster');
    center.add(one / jackknife.length);
  }
  const deviations = jackknife.map((one) => center.total - one);
  const largest = deviations.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  if (largest <= 1e-12 * Math.abs(center.total)) return 0;
  const squares = new CompensatedSum();
  const cubes = new CompensatedSum();
  for (const deviation of deviations) {
    const d = deviation / largest;
    squares.add(d * d);
    cubes.add(d * d * d);
  }
  return cubes.total / (6 * squares.total ** 1.5);
}

/** The adjusted probability of a normal quantile; null beyond the pole, where it would turn back. */
function adjusted(quantile: number, { z0, acceleration }: Correction): number | null {
  const z = z0 + quantile;
  const room = 1 - acceleration * z;
  return room > 1e-9 ? normalCdf(z0 + z / room) : null;
}

/** How many of the ascending values lie below the limit. */
function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (floatAt(sorted, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function momentsOf(values: Float64Array, value: number): { se: number; bias: number } {
  const deviation = new CompensatedSum();
  for (const one of values) deviation.add(one - value);
  const bias = deviation.total / values.length;
  const squares = new CompensatedSum();
  for (const one of values) squares.add((one - value - bias) ** 2);
  return { se: Math.sqrt(squares.total / (values.length - 1)), bias };
}
