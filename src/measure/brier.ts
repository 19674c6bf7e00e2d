import { forecastOf } from './forecast.js';
import { repeatMean } from './repeat-mean.js';

/** Brier score of the stated confidence (METHODS §1.2). An answer that the model owes, or without confidence, counts 1. */
export const brier = repeatMean({
  id: 'brier',
  version: 1,
  words:
    '(confidence − 1[the primary criterion is met])², confidence from the first source that the protocol elicits',
  unit: 'score',
  better: 'lower',
  criteria: 'primary',
  isBinary: false,
  range: { min: 0, max: 1 },
  floor: 1,
  ceiling: 0,
  valueOfTrial: (trial, end, context) => {
    const forecast = forecastOf(trial, end, context);
    if (forecast.status !== 'forecast') return forecast;
    return { status: 'valued', value: (forecast.f - forecast.o) ** 2 };
  },
});
