import { PreceptorError } from '../../errors.js';
import { requireAlpha, requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { type Evidence, NO_EVIDENCE, nextEvidence } from './alarm.js';
import { type BetaShapes, logUpperMills } from './beta-density.js';
import { type RateBatch, requireBatch } from './rate-sequence.js';

/** An e-process for H0: rate <= limit; plain JSON, so that it can be stored and taken up again. */
export interface RateAlarm extends Evidence {
  /** The largest acceptable rate p0, 0 < limit < 1. */
  readonly limit: number;
  /** The mixing distribution over rates, of which only the part above the limit is used. */
  readonly prior: BetaShapes;
  /** Chance of ever raising the alarm where the rate is at most the limit, 0 < alpha < 0.5. */
  readonly alpha: number;
  readonly events: number;
  readonly trials: number;
}

/**
 * Starts an alarm for a harm rate: an e-process for H0: rate <= limit that may be read after every trial.
 *
 * @param options - limit p0, 0 < limit < 1; alpha, 0 < alpha < 0.5; prior, left out: Beta(1, 1 / (3 p0) - 1), whose
 *   mean is three times the limit, for limits below 1/3
 * @returns the state before the first trial, e = 1; a new model version starts anew
 * @throws PreceptorError `STATS_BAD_VALUE` (also for a limit of 1/3 or more without a prior) or `STATS_BAD_LEVEL`
 * @source Robbins 1970, Ann Math Stat 41:1397-1409, with the mixture truncated to the alternative
 */
export function startRateAlarm(options: {
  readonly limit: number;
  readonly alpha: number;
  readonly prior?: BetaShapes;
}): RateAlarm {
  const { limit, alpha } = options;
  requirePositive(limit, 'limit');
  requireNumber(limit, 'limit', 0, 1 - 1e-12);
  requireAlpha(alpha, 'alpha');
  const prior = options.prior ?? { a: 1, b: 1 / (3 * limit) - 1 };
  if (options.prior === undefined && prior.b <= 0) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `limit: expected a number below 1/3 for the default prior, got ${limit}; give a prior`,
    );
  }
  requirePositive(prior.a, 'prior.a');
  requirePositive(prior.b, 'prior.b');
  return { limit, prior: { a: prior.a, b: prior.b }, alpha, events: 0, trials: 0, ...NO_EVIDENCE };
}

/**
 * The state after more trials.
 *
 * e is the integral over p > p0 of (p / p0)^x ((1 - p) / (1 - p0))^(t - x) under the prior truncated to p > p0. By
 * Bayes' rule it is the ratio of P(p > p0) / density(p0) under posterior and prior, so that nothing over- or
 * underflows.
 *
 * @param state - the state so far
 * @param batch - new events and trials; several trials at once count as one look
 * @returns the new state; the alarm (`crossedAt`) is raised where e >= 1 / alpha, and stays
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Robbins 1970, Ann Math Stat 41:1397-1409; Ramdas, Grünwald, Vovk & Shafer 2023, Stat Sci 38:576-601
 */
export function updateRateAlarm(state: RateAlarm, batch: RateBatch): RateAlarm {
  requireBatch(batch);
  const { limit, prior, alpha } = state;
  const events = state.events + batch.events;
  const trials = state.trials + batch.trials;
  requireCount(trials, 'trials so far', 1);
  const posterior = { a: prior.a + events, b: prior.b + trials - events };
  const logE = logUpperMills(limit, posterior) - logUpperMills(limit, prior);
  return { ...state, events, trials, ...nextEvidence(state, logE, trials, alpha) };
}
