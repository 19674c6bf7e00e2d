import { requireFinite, requireNumber, requirePositive } from '../numeric/argument.js';

/** What a chart of an anchor set is set up with, before its first run. */
export interface DriftChart {
  /** Mean of the anchor set under the accepted grader, finite. */
  readonly target: number;
  /** Standard deviation of that mean from run to run, finite, > 0. */
  readonly sd: number;
  /** Slack k, in standard deviations: half the shift to detect; > 0, 0.5 by default. */
  readonly slack?: number;
  /** Decision limit h, in standard deviations; > 0, 5 by default. */
  readonly limit?: number;
}

/** A two-sided CUSUM of an anchor set. */
export interface LeniencyDrift {
  /** Upward sums (more lenient) after each run, >= 0. */
  readonly lenient: Float64Array;
  /** Downward sums (stricter) after each run, >= 0. */
  readonly strict: Float64Array;
  /**
   * The first run above the limit; `null` where there is none. `since` is the run in which the crossing sum last
   * rose from 0.
   */
  readonly signal: {
    readonly run: number;
    readonly since: number;
    readonly direction: 'lenient' | 'strict';
  } | null;
  /** Mean number of runs to a false signal of this chart (Siegmund's approximation for normal means). */
  readonly runsToFalseSignal: number;
}

/**
 * CUSUM of a fixed anchor set that is graded anew in each run: has the judge become more lenient or stricter?
 *
 * With z_t = (mean_t - target) / sd: lenient_t = max(0, lenient_(t-1) + z_t - k), strict_t = max(0, strict_(t-1)
 * - z_t - k); a signal where either is above h. The chart goes on after a signal; start a new one once the grader
 * has been revalidated.
 *
 * @param means - mean of the anchor set in each run, in order, finite; may be empty
 * @param chart - target, spread and limits, fixed before the first run
 * @returns both sums of every run and the first signal; with the default k and h a false signal comes about every
 *   469 runs
 * @throws PreceptorError `STATS_BAD_VALUE`
 * @source Page 1954, Biometrika 41:100-115; Siegmund 1985, Sequential Analysis (the run length:
 *   (e^(2 k b) - 2 k b - 1) / (2 k^2) on either side, b = h + 1.166, and half of it for both)
 */
export function leniencyDrift(means: Float64Array, chart: DriftChart): LeniencyDrift {
  const { target, sd, slack = 0.5, limit = 5 } = chart;
  requireFinite(means, 'means');
  requireNumber(target, 'target');
  requirePositive(sd, 'sd');
  requirePositive(slack, 'slack');
  requirePositive(limit, 'limit');
  const upward = oneSided(means, (mean) => (mean - target) / sd - slack, limit);
  const downward = oneSided(means, (mean) => (target - mean) / sd - slack, limit);
  const { run: up } = upward;
  const { run: down } = downward;
  // Both cannot cross in one run: one of two steps is negative.
  const isLenient = up !== null && (down === null || up < down);
  const first = isLenient ? upward : downward;
  return {
    lenient: upward.sums,
    strict: downward.sums,
    signal:
      first.run === null
        ? null
        : { run: first.run, since: first.since, direction: isLenient ? 'lenient' : 'strict' },
    runsToFalseSignal: runLength(slack, limit) / 2,
  };
}

function oneSided(means: Float64Array, step: (mean: number) => number, limit: number) {
  const sums = new Float64Array(means.length);
  let sum = 0;
  let start = 0;
  let run: number | null = null;
  let since = 0;
  means.forEach((mean, t) => {
    if (sum === 0) start = t;
    sum = Math.max(0, sum + step(mean));
    requireNumber(sum, `sum after means[${t}], in standard deviations`);
    sums[t] = sum;
    if (sum > limit && run === null) {
      run = t;
      since = start;
    }
  });
  return { sums, run, since };
}

/** Finite: a chart that would wait longer than the largest double waits that long. */
function runLength(slack: number, limit: number): number {
  const width = limit + 1.166;
  const exponent = 2 * slack * width;
  // e^x - x - 1 = x^2 / 2 (1 + x / 3 + ...): the difference would cancel.
  if (exponent < 1e-3) return width * width * (1 + exponent / 3 + (exponent * exponent) / 12);
  return Math.min(Number.MAX_VALUE, (Math.expm1(exponent) - exponent) / (2 * slack * slack));
}
