import type { ScoreTally } from '../discrimination/score-tally.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { tallyForecasts } from './forecasts.js';
import { fillFitted, poolAdjacentViolators } from './isotonic.js';
import { logTerm, requireEpsilon } from './log-loss.js';

/** The proper score that is taken apart; the forecasts under the log score are clipped to [epsilon, 1 - epsilon]. */
export type ProperScore = { readonly kind: 'brier' } | { readonly kind: 'log'; readonly epsilon: number };

/** A mean score taken apart: score = miscalibration - discrimination + uncertainty. */
export interface CorpDecomposition {
  readonly status: 'estimated';
  /** Mean score of the forecasts. */
  readonly score: number;
  /** MCB: what recalibration gains; >= 0, lower is better. */
  readonly miscalibration: number;
  /** DSC: what the recalibrated forecasts gain over the observed share; >= 0, higher is better. */
  readonly discrimination: number;
  /** UNC: the score of the observed share. */
  readonly uncertainty: number;
  readonly n: number;
}

/** The CORP reliability diagram: recalibrated against issued probability. */
export interface CorpCurve {
  readonly status: 'estimated';
  /** The distinct forecasts, ascending. */
  readonly forecasts: Float64Array;
  /** The isotonic fit at each. */
  readonly recalibrated: Float64Array;
  /** Cases at each. */
  readonly counts: Float64Array;
  readonly n: number;
}

/**
 * CORP decomposition: the score before and after isotonic recalibration, and of the observed share.
 *
 * MCB = S(f) - S(r), DSC = S(obar) - S(r), UNC = S(obar), with r the isotonic fit after pooling tied forecasts.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param score - Brier, or log with 0 < epsilon < 0.5; only S(f) is clipped, r never gives what happened probability 0
 * @returns the components, in squared probability or nats; with one outcome only, UNC and DSC are 0;
 *   `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Dimitriadis, Gneiting & Jordan 2021, Proc Natl Acad Sci USA 118:e2016191118
 */
export function corpDecomposition(
  forecasts: Float64Array,
  outcomes: Float64Array,
  score: ProperScore,
): CorpDecomposition | Insufficient {
  if (score.kind === 'log') requireEpsilon(score.epsilon);
  const tally = tallyForecasts(forecasts, outcomes);
  if (tally.n === 0) return insufficient('no cases');
  return corpOfTally(tally, caseScores(tally.scores, score), score);
}

/**
 * The recalibrated probability at each distinct forecast.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns the points of the curve, rising; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Dimitriadis, Gneiting & Jordan 2021, Proc Natl Acad Sci USA 118:e2016191118
 */
export function corpCurve(forecasts: Float64Array, outcomes: Float64Array): CorpCurve | Insufficient {
  const tally = tallyForecasts(forecasts, outcomes);
  if (tally.n === 0) return insufficient('no cases');
  const recalibrated = new Float64Array(tally.scores.length);
  fillFitted(poolAdjacentViolators(tally.counts, tally.events), recalibrated);
  return { status: 'estimated', forecasts: tally.scores, recalibrated, counts: tally.counts, n: tally.n };
}

/** The score of a case at each distinct forecast, by its outcome. */
export interface CaseScores {
  readonly ifOne: Float64Array;
  readonly ifZero: Float64Array;
}

/** What a case with either outcome scores at each forecast. */
export function caseScores(forecasts: Float64Array, score: ProperScore): CaseScores {
  const term = (f: number, outcome: number): number =>
    score.kind === 'brier' ? (f - outcome) ** 2 : logTerm(f, outcome, score.epsilon);
  return { ifOne: forecasts.map((f) => term(f, 1)), ifZero: forecasts.map((f) => term(f, 0)) };
}

/** `corpDecomposition` of pooled forecasts with at least one case; a distinct forecast may have none. */
export function corpOfTally(
  tally: Pick<ScoreTally, 'n' | 'ones' | 'counts' | 'events'>,
  scores: CaseScores,
  score: ProperScore,
): CorpDecomposition {
  const { n, counts, events } = tally;
  const issued = new CompensatedSum();
  for (let u = 0; u < counts.length; u++) {
    const hits = floatAt(events, u);
    issued.add(hits * floatAt(scores.ifOne, u) + (floatAt(counts, u) - hits) * floatAt(scores.ifZero, u));
  }
  const fit = poolAdjacentViolators(counts, events);
  const recalibrated = new CompensatedSum();
  for (let b = 0; b < fit.blocks; b++) {
    recalibrated.add(shareScore(floatAt(fit.events, b), floatAt(fit.counts, b), score));
  }
  const uncertainty = shareScore(tally.ones, n, score) / n;
  const best = recalibrated.total / n;
  return {
    status: 'estimated',
    score: issued.total / n,
    // Both are >= 0; a difference that rounding made negative is 0.
    miscalibration: Math.max(0, issued.total / n - best),
    discrimination: Math.max(0, uncertainty - best),
    uncertainty,
    n,
  };
}

/** Total score of a group whose forecast is its own share of events: n p (1 - p), or n times the entropy of p. */
function shareScore(events: number, count: number, score: ProperScore): number {
  const others = count - events;
  if (events === 0 || others === 0) return 0;
  if (score.kind === 'brier') return (events * others) / count;
  return -events * Math.log(events / count) - others * Math.log(others / count);
}
