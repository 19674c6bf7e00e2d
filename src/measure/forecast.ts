import type { Missing, UnitValue } from '../domain/measurement.js';
import type { TrialEnd, UnitContext, UnitTrials } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import type { TrialValue } from './repeat-mean.js';
import { NOT_APPLICABLE } from './repeat-mean.js';

/** The confidence that a graded trial stated and whether it was right; null confidence: it stated none. */
export interface Forecast {
  readonly status: 'forecast';
  readonly f: number;
  readonly o: 0 | 1;
}

/** An answer without the confidence that was asked for is the model’s loss. */
export function forecastOf(
  trial: GradedTrial,
  end: TrialEnd,
  { confidence }: UnitContext,
): Forecast | Exclude<TrialValue, { status: 'valued' }> {
  if (confidence === null) return NOT_APPLICABLE;
  if (end.outcome.status === 'lost') return end.outcome;
  const stated =
    trial.reading?.status === 'read'
      ? trial.reading.confidences.find(({ source }) => source === confidence)
      : undefined;
  if (stated === undefined) return { status: 'lost', charged: 'model' };
  return { status: 'forecast', f: stated.value, o: end.outcome.met ? 1 : 0 };
}

/** The first repeat’s forecast: repeats of one case are no further forecasts. A loss has none, under any missing policy. */
export function firstForecast({ trials, ends }: UnitTrials, context: UnitContext): UnitValue | Missing {
  const [trial] = trials;
  const [end] = ends;
  if (trial === undefined || end === undefined || context.confidence === null)
    return { kind: 'missing', reason: 'not-applicable' };
  const forecast = forecastOf(trial, end, context);
  switch (forecast.status) {
    case 'forecast':
      return { kind: 'forecast', f: forecast.f, o: forecast.o, source: context.confidence };
    case 'lost':
      return { kind: 'missing', reason: forecast.charged };
    case 'not-applicable':
      return { kind: 'missing', reason: 'not-applicable' };
  }
}
