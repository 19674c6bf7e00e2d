import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireCount } from '../numeric/argument.js';
import { quantile } from '../numeric/quantile.js';
import type { Rng } from '../numeric/rng.js';
import { mean } from '../numeric/sum.js';
import { type Binning, binForecasts } from './bins.js';
import { weightedGap } from './calibration-error.js';
import { caseScores, corpDecomposition, corpOfTally, type ProperScore } from './corp.js';
import { tallyForecasts } from './forecasts.js';

/** What a calibration error would be if every forecast were right. */
export interface CalibrationNull {
  readonly status: 'estimated';
  /** The observed error. */
  readonly observed: number;
  /** Its mean under perfect calibration. */
  readonly mean: number;
  /** Its 95 % quantile under perfect calibration. */
  readonly quantile95: number;
  /** (1 + draws at least as large as observed) / (1 + replicates). */
  readonly p: number;
  readonly replicates: number;
}

/**
 * The consistency distribution of the expected calibration error: outcomes drawn as if every forecast were right.
 *
 * Independent cases are assumed; correlated outcomes make the true null wider than this one.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width or equal mass; the same bins serve every draw
 * @param replicates - draws, 1 to 1,000,000; 1,000 or more
 * @param rng - one double a case, cases in ascending order of forecast, draw after draw; outcome 1 where it is below
 *   the forecast
 * @returns the observed value, the null's mean and 95 % quantile, and the one-sided p-value;
 *   `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Bröcker & Smith 2007, Weather Forecast 22:651-661 (consistency resampling); Phipson & Smyth 2010,
 *   Stat Appl Genet Mol Biol 9:39 (the p-value)
 */
export function calibrationErrorNull(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
  replicates: number,
  rng: Rng,
): CalibrationNull | Insufficient {
  requireCount(replicates, 'replicates', 1, MOST_REPLICATES);
  const seen = binForecasts(forecasts, outcomes, binning);
  if (seen.n === 0) return insufficient('no cases');
  const sorted = forecasts.slice().sort();
  const bins = binForecasts(sorted, new Float64Array(sorted.length), binning);
  const events = new Float64Array(bins.counts.length);
  return simulate(weightedGap(seen, seen.events), replicates, () => {
    events.fill(0);
    for (let i = 0; i < sorted.length; i++) {
      if (rng.next() >= floatAt(sorted, i)) continue;
      const k = idAt(bins.index, i);
      events[k] = floatAt(events, k) + 1;
    }
    return weightedGap(bins, events);
  });
}

/**
 * The consistency distribution of CORP's MCB: the test of calibration that goes with it.
 *
 * @param forecasts - one probability per case, in [0, 1]; independent cases
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param score - as `corpDecomposition`
 * @param replicates - draws, 1 to 1,000,000; 1,000 or more
 * @param rng - as `calibrationErrorNull`
 * @returns the observed MCB, the null's mean and 95 % quantile, and the one-sided p-value; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Dimitriadis, Gneiting & Jordan 2021, Proc Natl Acad Sci USA 118:e2016191118 (MCB); Bröcker & Smith 2007,
 *   Weather Forecast 22:651-661 (consistency resampling)
 */
export function miscalibrationNull(
  forecasts: Float64Array,
  outcomes: Float64Array,
  score: ProperScore,
  replicates: number,
  rng: Rng,
): CalibrationNull | Insufficient {
  requireCount(replicates, 'replicates', 1, MOST_REPLICATES);
  const seen = corpDecomposition(forecasts, outcomes, score);
  if (seen.status === 'insufficient') return seen;
  const { n, scores, counts } = tallyForecasts(forecasts, outcomes);
  const terms = caseScores(scores, score);
  const events = new Float64Array(scores.length);
  return simulate(seen.miscalibration, replicates, () => {
    const ones = drawEvents(scores, counts, events, rng);
    return corpOfTally({ n, ones, counts, events }, terms, score).miscalibration;
  });
}

/** Draws the outcomes of pooled forecasts as if each were right, one double a case; returns how many are 1. */
export function drawEvents(
  scores: Float64Array,
  counts: Float64Array,
  events: Float64Array,
  rng: Rng,
): number {
  let ones = 0;
  for (let u = 0; u < scores.length; u++) {
    const forecast = floatAt(scores, u);
    let hits = 0;
    for (let i = floatAt(counts, u); i > 0; i--) if (rng.next() < forecast) hits++;
    events[u] = hits;
    ones += hits;
  }
  return ones;
}

const MOST_REPLICATES = 1_000_000;

function simulate(observed: number, replicates: number, draw: () => number): CalibrationNull {
  const draws = Float64Array.from({ length: replicates }, draw);
  const atLeast = draws.reduce((count, drawn) => count + Number(drawn >= observed - 1e-12), 0);
  return {
    status: 'estimated',
    observed,
    mean: mean(draws),
    quantile95: quantile(draws, 0.95),
    p: (1 + atLeast) / (1 + replicates),
    replicates,
  };
}
