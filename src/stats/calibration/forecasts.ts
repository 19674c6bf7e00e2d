import { PreceptorError } from '../../errors.js';
import { countOnes, type ScoreTally, tallyScores } from '../discrimination/score-tally.js';
import { floatAt } from '../numeric/argument.js';

/** Requires forecasts in [0, 1] and as many 0/1 outcomes; counts the ones. `STATS_BAD_VALUE` or `STATS_BAD_LENGTH`. */
export function requireForecasts(forecasts: Float64Array, outcomes: Float64Array): number {
  requireProbabilities(forecasts, 'forecasts');
  return countOnes(outcomes, forecasts.length);
}

/** Requires every element in [0, 1]; throws `STATS_BAD_VALUE` with the first that is not. */
export function requireProbabilities(values: Float64Array, name: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = floatAt(values, i);
    if (!(value >= 0 && value <= 1)) {
      throw new PreceptorError('STATS_BAD_VALUE', `${name}[${i}]: expected a number in [0, 1], got ${value}`);
    }
  }
}

/** `tallyScores` for forecasts in [0, 1]. */
export function tallyForecasts(forecasts: Float64Array, outcomes: Float64Array): ScoreTally {
  requireProbabilities(forecasts, 'forecasts');
  return tallyScores(forecasts, outcomes);
}
