import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireCount, requireLevel, requirePositive } from '../numeric/argument.js';
import { type BetaShapes, logBetaDensity } from './beta-density.js';

/** What a confidence sequence of a rate has seen; plain JSON, so that it can be stored and taken up again. */
export interface RateSequence {
  /** The mixing distribution over rates, fixed before the first look. */
  readonly prior: BetaShapes;
  /** Coverage of all looks together, 0 < level < 1. */
  readonly level: number;
  readonly events: number;
  readonly trials: number;
}

/** Events among trials that came in since the last look. */
export interface RateBatch {
  /** Integer, 0 <= events <= trials. */
  readonly events: number;
  /** Independent trials in the order in which their outcomes became known, integer >= 1. */
  readonly trials: number;
}

/**
 * Starts a beta-binomial mixture confidence sequence of a rate.
 *
 * @param options - prior shapes a, b > 0 (Beta(1, 1) spreads evenly; a mean near the expected rate is narrower there)
 *   and level, 0 < level < 1
 * @returns the state before the first trial; a new model version starts anew
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Robbins 1970, Ann Math Stat 41:1397-1409
 */
export function startRateSequence(options: {
  readonly prior: BetaShapes;
  readonly level: number;
}): RateSequence {
  requirePositive(options.prior.a, 'prior.a');
  requirePositive(options.prior.b, 'prior.b');
  requireLevel(options.level, 'level');
  return { prior: { a: options.prior.a, b: options.prior.b }, level: options.level, events: 0, trials: 0 };
}

/**
 * The state after more trials.
 *
 * @param state - the state so far
 * @param batch - new events and trials
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 */
export function updateRateSequence(state: RateSequence, batch: RateBatch): RateSequence {
  requireBatch(batch);
  return { ...state, events: state.events + batch.events, trials: state.trials + batch.trials };
}

/** Requires a batch of counts; throws `STATS_BAD_COUNT`. */
export function requireBatch(batch: RateBatch): void {
  requireCount(batch.trials, 'trials', 1);
  requireCount(batch.events, 'events', 0, batch.trials);
}

/**
 * The interval at this look: every rate p with B(a + x, b + t - x) / (B(a, b) p^x (1 - p)^(t - x)) < 1 / alpha.
 *
 * That ratio is the prior density over the posterior density at p, so it falls up to x / t and rises beyond. The true
 * rate lies in the intervals of all looks together with at least the level, whatever decides when to look or stop.
 *
 * @param state - the state so far
 * @returns value = events / trials, bounds in [0, 1]; the lower is 0 without an event, the upper 1 where every trial
 *   has one; `insufficient` before the first trial
 * @throws PreceptorError as `startRateSequence`, for a state that was altered
 * @source Robbins 1970, Ann Math Stat 41:1397-1409; Howard, Ramdas, McAuliffe & Sekhon 2021, Ann Stat 49:1055-1080
 */
export function rateSequenceInterval(state: RateSequence): IntervalOrInsufficient {
  const { prior, level, events, trials } = startedSequence(state);
  if (trials === 0) return insufficient('a confidence sequence needs at least 1 trial, got 0');
  const posterior = { a: prior.a + events, b: prior.b + trials - events };
  const excess = (logit: number): number => {
    const x = 1 / (1 + Math.exp(-logit));
    const y = 1 / (1 + Math.exp(logit));
    return logBetaDensity(x, y, prior) - logBetaDensity(x, y, posterior) + Math.log1p(-level);
  };
  const centre = Math.max(-FARTHEST, Math.min(FARTHEST, Math.log(events / (trials - events))));
  return {
    status: 'estimated',
    value: events / trials,
    lower: events === 0 ? 0 : expit(edge(excess, centre, -FARTHEST)),
    upper: events === trials ? 1 : expit(edge(excess, centre, FARTHEST)),
    level,
    method: `confidence sequence, beta-binomial mixture Beta(${prior.a}, ${prior.b})`,
  };
}

const FARTHEST = 700;

/**
 * The last logit between an inner one, whose excess is negative, and an outer one that still lies in the set:
 * bisection to neighbouring doubles.
 */
function edge(excess: (logit: number) => number, inner: number, outer: number): number {
  let inside = inner;
  let outside = outer;
  for (let step = 0; step < 200; step++) {
    const middle = inside + (outside - inside) / 2;
    if (middle === inside || middle === outside) break;
    if (excess(middle) < 0) inside = middle;
    else outside = middle;
  }
  return inside;
}

function expit(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function startedSequence(state: RateSequence): RateSequence {
  requireCount(state.trials, 'trials');
  requireCount(state.events, 'events', 0, state.trials);
  return { ...startRateSequence(state), events: state.events, trials: state.trials };
}
