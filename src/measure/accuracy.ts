import { repeatMean } from './repeat-mean.js';

/** Accuracy on the primary criterion (METHODS §1.1): the share of repeats that meet it, averaged over units. */
export const accuracy = repeatMean({
  id: 'accuracy',
  version: 2,
  words: '1[the primary criterion is met]',
  unit: 'proportion',
  better: 'higher',
  criteria: 'primary',
  isBinary: true,
  range: { min: 0, max: 1 },
  floor: 0,
  ceiling: 1,
  valueOfTrial: (_trial, { outcome }) =>
    outcome.status === 'valued' ? { status: 'valued', value: outcome.met ? 1 : 0 } : outcome,
});
