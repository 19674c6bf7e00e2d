import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireCount, requireLevel } from '../numeric/argument.js';
import { quantile } from '../numeric/quantile.js';
import type { Rng } from '../numeric/rng.js';
import { drawEvents } from './calibration-null.js';
import { tallyForecasts } from './forecasts.js';
import { fillFitted, poolAdjacentViolators } from './isotonic.js';

/** Where a perfectly calibrated CORP curve lies, point by point. */
export interface CorpBand {
  readonly status: 'estimated';
  /** The forecasts at which the band is given, ascending: the distinct ones, or at most `mostPoints` of them. */
  readonly forecasts: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Pointwise coverage under perfect calibration. */
  readonly level: number;
  readonly replicates: number;
}

/**
 * Consistency band of the CORP curve: isotonic fits to outcomes drawn as if every forecast were right.
 *
 * @param forecasts - one probability per case, in [0, 1]; independent cases
 * @param level - pointwise coverage, 0 < level < 1; 0.9 is usual
 * @param replicates - draws, 1 to 100,000; 1,000 or more
 * @param rng - one double a case, cases in ascending order of forecast, draw after draw; outcome 1 where it is below
 *   the forecast
 * @param mostPoints - most forecasts at which to give the band, 2 to 10,000; of more distinct ones, those of evenly
 *   spaced rank
 * @returns type-7 quantiles (1 - level) / 2 and (1 + level) / 2 of the fits; at a forecast of 0 or 1 the band may have
 *   no width, since such forecasts leave no chance; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_VALUE`, `STATS_BAD_LEVEL` or `STATS_BAD_COUNT`
 * @source Dimitriadis, Gneiting & Jordan 2021, Proc Natl Acad Sci USA 118:e2016191118; Bröcker & Smith 2007,
 *   Weather Forecast 22:651-661 (forecasts are held fixed here)
 */
export function corpConsistencyBand(
  forecasts: Float64Array,
  level: number,
  replicates: number,
  rng: Rng,
  mostPoints = 1000,
): CorpBand | Insufficient {
  requireLevel(level, 'level');
  requireCount(replicates, 'replicates', 1, 100_000);
  requireCount(mostPoints, 'mostPoints', 2, 10_000);
  const tally = tallyForecasts(forecasts, new Float64Array(forecasts.length));
  if (tally.n === 0) return insufficient('no cases');
  const distinct = tally.scores.length;
  const points = Math.min(distinct, mostPoints);
  const places = Int32Array.from({ length: points }, (_, j) =>
    points === 1 ? 0 : Math.round((j * (distinct - 1)) / (points - 1)),
  );
  const fits = Array.from({ length: points }, () => new Float64Array(replicates));
  const events = new Float64Array(distinct);
  const fitted = new Float64Array(distinct);
  for (let r = 0; r < replicates; r++) {
    drawEvents(tally.scores, tally.counts, events, rng);
    fillFitted(poolAdjacentViolators(tally.counts, events), fitted);
    for (let j = 0; j < points; j++) {
      const fit = fits[j];
      if (fit !== undefined) fit[r] = floatAt(fitted, idAt(places, j));
    }
  }
  return {
    status: 'estimated',
    forecasts: Float64Array.from(places, (place) => floatAt(tally.scores, place)),
    lower: Float64Array.from(fits, (fit) => quantile(fit, (1 - level) / 2)),
    upper: Float64Array.from(fits, (fit) => quantile(fit, (1 + level) / 2)),
    level,
    replicates,
  };
}
