import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, requireLevel, requireNumber } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { type Bets, NO_BETS, plainBet, type Range, requireRange, scaled, seen } from './bet.js';

/** How a confidence sequence of a bounded mean is made. */
export interface BoundedMeanOptions {
  /** Coverage of all looks together, 0 < level < 1. */
  readonly level: number;
  /** Lowest and highest possible value. */
  readonly range: Range;
  /** Whether the sets of all earlier looks (every value is one) are intersected: narrower, but emptied by a drift. */
  readonly isIntersected: boolean;
  /** The largest share of the capital that one bet can lose, 0 < cap < 1; 0.5 where left out. */
  readonly cap?: number;
}

const CAP = 0.5;
const WIDTH = 1e-14;

/**
 * The hedged-capital confidence sequence of a bounded mean, at its last value.
 *
 * Every m with max(K+(m), K-(m)) / 2 < 1 / alpha, where K+ is the product of 1 + min(lambda_t, cap / m) (y_t - m),
 * K- that of 1 - min(lambda_t, cap / (1 - m)) (y_t - m), and lambda_t is the plug-in bet at alpha / 2 (see
 * `plainBet`). K+ only falls in m and K- only rises, so the set is an interval. It covers at all looks together,
 * however one stops.
 *
 * @param values - values in the order of their arrival, within the range; they and the options are the whole state
 * @param options - level, range, whether earlier looks are intersected, cap
 * @returns value = the mean so far (outside the bounds only where the mean drifted), bounds within the range;
 *   `insufficient` without a value, or where the set is empty, which a mean that stays the same rules out but for 1
 *   - level
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27, the hedged capital process with theta = 1/2
 */
export function boundedMeanInterval(
  values: Float64Array,
  options: BoundedMeanOptions,
): IntervalOrInsufficient {
  const { level, range, isIntersected, cap = CAP } = options;
  requireLevel(level, 'level');
  requireRange(range);
  requireNumber(cap, 'cap', 1e-12, 1 - 1e-12);
  if (values.length === 0) return insufficient('a confidence sequence needs at least 1 value, got 0');
  const span = range.max - range.min;
  const upright = values.map((value, index) => scaled(value, range, `values[${index}]`));
  const lambdas = betsOn(upright, (1 - level) / 2);
  const process = { lambdas, cap, isIntersected, limit: Math.log(2) - Math.log1p(-level) };
  const below = lowest(upright, process);
  const above =
    1 -
    lowest(
      upright.map((y) => 1 - y),
      process,
    );
  if (below > above) return insufficient('no single mean is compatible with all values: it has drifted');
  return {
    status: 'estimated',
    value: mean(values),
    lower: range.min + span * below,
    upper: above === 1 ? range.max : range.min + span * above,
    level,
    method: `confidence sequence, hedged capital${isIntersected ? ', intersected over all looks' : ''}`,
  };
}

interface Process {
  readonly lambdas: Float64Array;
  readonly cap: number;
  readonly isIntersected: boolean;
  /** ln(2 / alpha). */
  readonly limit: number;
}

/** The plug-in bet on each value; turning the values round leaves it as it is. */
function betsOn(values: Float64Array, alpha: number): Float64Array {
  let bets: Bets = NO_BETS;
  return values.map((y) => {
    const lambda = plainBet(bets, alpha);
    bets = seen(bets, y);
    return lambda;
  });
}

/** The lowest m of the set: ln K+ falls in m, so bisection finds where it comes below the limit. */
function lowest(values: Float64Array, process: Process): number {
  const isExcluded = (m: number): boolean => logCapital(values, m, process) >= process.limit;
  if (!isExcluded(0)) return 0;
  let excluded = 0;
  let kept = 1;
  while (kept - excluded > WIDTH * kept) {
    const middle = excluded + (kept - excluded) / 2;
    if (middle <= excluded || middle >= kept) break;
    if (isExcluded(middle)) excluded = middle;
    else kept = middle;
  }
  return kept;
}

/** ln K+(m) at the last value or, for the intersection, its largest value so far. */
function logCapital(values: Float64Array, m: number, process: Process): number {
  const { lambdas, cap, isIntersected } = process;
  const most = m === 0 ? Number.MAX_VALUE : cap / m;
  let logK = 0;
  let product = 1;
  let largest = 0;
  let highest = 1;
  for (let i = 0; i < values.length; i++) {
    product *= 1 + Math.min(floatAt(lambdas, i), most) * (floatAt(values, i) - m);
    if (product > highest) highest = product;
    // One logarithm serves many factors, each of which lies far inside (1e-13, 1e13).
    if (product < 1e-100 || product > 1e100) {
      largest = Math.max(largest, logK + Math.log(highest));
      logK += Math.log(product);
      product = 1;
      highest = 1;
    }
  }
  if (isIntersected) return Math.max(largest, logK + Math.log(highest));
  return logK + Math.log(product);
}
