import { requireAlpha, requireNumber } from '../numeric/argument.js';
import { type Evidence, NO_EVIDENCE, nextEvidence } from './alarm.js';
import { type Bets, NO_BETS, plainBet, type Range, requireRange, scaled, seen } from './bet.js';

/** An e-process for the mean of bounded values; plain JSON, so that it can be stored and taken up again. */
export interface BoundedMeanAlarm extends Evidence {
  /** The mean under the null hypothesis, strictly inside the range. */
  readonly nullMean: number;
  /** `above` tests H0: mean <= nullMean, `below` tests H0: mean >= nullMean. */
  readonly direction: 'above' | 'below';
  readonly range: Range;
  /** Chance of ever crossing where H0 holds, 0 < alpha < 0.5. */
  readonly alpha: number;
  /** The largest share of the capital that one bet can lose, 0 < cap < 1. */
  readonly cap: number;
  readonly bets: Bets;
}

const CAP = 0.5;

/**
 * Starts a betting e-process for the mean of bounded values, which may be read after every value.
 *
 * @param options - nullMean strictly inside the range; direction of the alternative; range, lowest and highest
 *   possible value; alpha, 0 < alpha < 0.5; cap, 0 < cap < 1, 0.5 where left out
 * @returns the state before the first value, e = 1; a new model version starts anew
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27
 */
export function startBoundedMeanAlarm(options: {
  readonly nullMean: number;
  readonly direction: 'above' | 'below';
  readonly range: Range;
  readonly alpha: number;
  readonly cap?: number;
}): BoundedMeanAlarm {
  const { nullMean, direction, range, alpha, cap = CAP } = options;
  requireRange(range);
  const edge = 1e-12 * (range.max - range.min);
  requireNumber(nullMean, 'nullMean', range.min + edge, range.max - edge);
  requireAlpha(alpha, 'alpha');
  requireNumber(cap, 'cap', 1e-12, 1 - 1e-12);
  const bounds = { min: range.min, max: range.max };
  return { nullMean, direction, range: bounds, alpha, cap, bets: NO_BETS, ...NO_EVIDENCE };
}

/**
 * The state after more values, each of them one look.
 *
 * With y the value scaled to [0, 1] (turned round for `below`) and m the scaled null mean, e is the product of
 * 1 + lambda_t (y_t - m), where lambda_t = min(sqrt(2 ln(1 / alpha) / (s^2 t ln(1 + t))), cap / m) depends on the past
 * alone: s^2 = (1/4 + sum of (y_i - mean_i)^2) / t and mean_i = (1/2 + sum of y) / (i + 1) over the values before.
 *
 * @param state - the state so far
 * @param values - new values in the order of their arrival, each within the range; an empty array changes nothing
 * @returns the new state; `crossedAt` is the count of values at the first e >= 1 / alpha
 * @throws PreceptorError `STATS_BAD_VALUE` for a value outside the range
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27, the predictable plug-in and the capital process
 */
export function updateBoundedMeanAlarm(state: BoundedMeanAlarm, values: Float64Array): BoundedMeanAlarm {
  return runAlarm(state, values, () => {});
}

/**
 * The logarithm of e after each value, from a state onwards.
 *
 * @param state - the state before the first of the values
 * @param values - as in `updateBoundedMeanAlarm`
 * @returns one logE per value
 * @throws PreceptorError `STATS_BAD_VALUE` for a value outside the range
 * @source as `updateBoundedMeanAlarm`
 */
export function boundedMeanPath(state: BoundedMeanAlarm, values: Float64Array): Float64Array {
  const path = new Float64Array(values.length);
  runAlarm(state, values, (logE, index) => {
    path[index] = logE;
  });
  return path;
}

function runAlarm(
  state: BoundedMeanAlarm,
  values: Float64Array,
  look: (logE: number, index: number) => void,
): BoundedMeanAlarm {
  const { range, alpha, cap } = state;
  const isTurned = state.direction === 'below';
  const scaledNull = scaled(state.nullMean, range, 'nullMean');
  const m = isTurned ? 1 - scaledNull : scaledNull;
  let bets = state.bets;
  let evidence: Evidence = state;
  values.forEach((value, index) => {
    const upright = scaled(value, range, `values[${index}]`);
    const y = isTurned ? 1 - upright : upright;
    const lambda = Math.min(plainBet(bets, alpha), cap / m);
    bets = seen(bets, y);
    evidence = nextEvidence(evidence, evidence.logE + Math.log1p(lambda * (y - m)), bets.count, alpha);
    look(evidence.logE, index);
  });
  const { logE, largestLogE, crossedAt } = evidence;
  return { ...state, bets, logE, largestLogE, crossedAt };
}
