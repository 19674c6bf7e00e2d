import { type Insufficient, insufficient } from '../interval.js';
import { requireAlpha, requireCount, requireLevel, requireNumber } from '../numeric/argument.js';
import { betaQuantile } from '../numeric/beta.js';
import { binomialCdf, binomialSurvival } from '../numeric/binomial.js';
import { neededNWithEvents } from '../proportion/most-favourable-bound.js';

/** n independent trials, passed with at most so many events. */
export interface AcceptancePlan {
  /** Independent trials (cases or clusters), integer >= 1. */
  readonly n: number;
  /** Events that still pass, integer, 0 <= allowed < n. */
  readonly allowed: number;
}

/** A plan with both its risks. */
export interface RatedAcceptancePlan extends AcceptancePlan {
  readonly status: 'planned';
  /** Chance that a model at the limit passes: below alpha. */
  readonly consumerRisk: number;
  /** Chance that a model with the good rate fails. */
  readonly producerRisk: number;
}

const MOST_ALLOWED = 1000;

/**
 * Chance that a model with a given true rate passes: the plan's operating characteristic, P(X <= allowed).
 *
 * @param plan - trials and allowed events
 * @param rate - true rate of events a trial, in [0, 1]
 * @returns chance in [0, 1], falling in the rate; 2995 trials without an event pass a rate of 1 in 10,000 by 0.74
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Schilling & Neubauer 2009, Acceptance Sampling in Quality Control
 */
export function passChance(plan: AcceptancePlan, rate: number): number {
  requireAcceptance(plan);
  return binomialCdf(plan.allowed, plan.n, rate);
}

/**
 * Chance that a model with a given true rate fails, the producer's risk: P(X > allowed).
 *
 * @param plan - trials and allowed events
 * @param rate - true rate of events a trial, in [0, 1]
 * @returns chance in [0, 1], with its own relative accuracy where it is small
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Schilling & Neubauer 2009, Acceptance Sampling in Quality Control
 */
export function producerRisk(plan: AcceptancePlan, rate: number): number {
  requireAcceptance(plan);
  return binomialSurvival(plan.allowed, plan.n, rate);
}

/**
 * The true rate that passes with a given chance: `passChance` inverted.
 *
 * @param plan - trials and allowed events
 * @param chance - 0 < chance < 1; alpha gives the exact one-sided upper bound with `allowed` events
 * @returns rate in (0, 1); 1 - chance^(1/n) where no event is allowed
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413: P(X <= c) = 1 - I_p(c + 1, n - c)
 */
export function rateThatPasses(plan: AcceptancePlan, chance: number): number {
  requireAcceptance(plan);
  requireLevel(chance, 'chance');
  if (plan.allowed === 0) return -Math.expm1(Math.log(chance) / plan.n);
  return betaQuantile(chance, plan.allowed + 1, plan.n - plan.allowed, 'upper');
}

/**
 * The plans of the fewest trials that exclude a limit with 0, 1, 2, … allowed events.
 *
 * @param limit - rate to exclude, 1e-9 <= limit < 1
 * @param alpha - consumer's risk, one-sided, 0 < alpha < 0.5
 * @param mostAllowed - the largest number of allowed events to list, integer, 0..1000
 * @returns mostAllowed + 1 plans; limit 0.01 and alpha 0.05 give n = 299, 473, 628, 773
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function acceptancePlans(
  limit: number,
  alpha: number,
  mostAllowed: number,
): readonly AcceptancePlan[] {
  requireCount(mostAllowed, 'mostAllowed', 0, MOST_ALLOWED);
  return Array.from({ length: mostAllowed + 1 }, (_, allowed) => ({
    n: neededNWithEvents(allowed, limit, alpha),
    allowed,
  }));
}

/**
 * The smallest plan that holds both risks: a model at the limit passes with a chance below alpha, a good one fails
 * with a chance of at most beta.
 *
 * @param risks - limit (1e-9 <= limit < 1) and alpha for the consumer; good rate (0 <= goodRate < limit) and
 *   beta (0 < beta < 1) for the producer
 * @returns the first plan, counting allowed events upwards from 0, that holds both; `insufficient` where 1000 allowed
 *   events are not enough, because the rates lie too close together
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Guenther 1969, J Qual Technol 1:105-109
 */
export function chooseAcceptancePlan(risks: {
  readonly limit: number;
  readonly alpha: number;
  readonly goodRate: number;
  readonly beta: number;
}): RatedAcceptancePlan | Insufficient {
  const { limit, alpha, goodRate, beta } = risks;
  requireNumber(limit, 'limit', 1e-9, 1 - 1e-12);
  requireAlpha(alpha, 'alpha');
  requireNumber(goodRate, 'goodRate', 0, limit - limit * 1e-9);
  requireLevel(beta, 'beta');
  for (let allowed = 0; allowed <= MOST_ALLOWED; allowed++) {
    const plan = { n: neededNWithEvents(allowed, limit, alpha), allowed };
    const producer = producerRisk(plan, goodRate);
    if (producer <= beta) {
      return { status: 'planned', ...plan, consumerRisk: passChance(plan, limit), producerRisk: producer };
    }
  }
  return insufficient(
    `more than ${MOST_ALLOWED} allowed events would be needed to tell a rate of ${goodRate} from ${limit}`,
  );
}

function requireAcceptance(plan: AcceptancePlan): void {
  requireCount(plan.n, 'n', 1);
  requireCount(plan.allowed, 'allowed', 0, plan.n - 1);
}
