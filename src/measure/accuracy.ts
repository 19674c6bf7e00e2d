import { hashOf } from '../domain/hash.js';
import type { Missing, UnitValue } from '../domain/measurement.js';
import type { Metric, TrialOutcome } from '../domain/metric.js';
import type { MissingPolicy } from '../domain/result-set.js';
import { endOf } from './trial-outcome.js';

const DEFINITION = {
  metric: 'accuracy',
  version: 1,
  population: 'units of the suite',
  unit: 'a case (variant, step) under one protocol',
  value: 'mean over the repeats of 1[the primary criterion is met]',
  aggregation: 'mean over units, each of weight 1',
  missing: {
    ite: 'a loss charged to the model or its deployment is 0; a loss of infrastructure, run or grader is left out',
    complete: 'every loss is left out',
    best: 'every loss is 1',
    worst: 'every loss is 0',
  },
  interval:
    'Wilson where every value is 0 or 1 and every cluster has one unit, else CR2 with Satterthwaite t',
};

/**
 * Accuracy on the primary criterion (METHODS §1.1): the share of repeats that meet it, averaged over units.
 * A unit none of whose repeats has a value is missing, charged to its first loss.
 */
export const accuracy: Metric = {
  id: 'accuracy',
  title: 'Accuracy',
  unit: 'proportion',
  better: 'higher',
  kind: 'mean',
  range: { min: 0, max: 1 },
  hash: hashOf(DEFINITION),
  outcome: (trial, primary) => endOf(trial, primary).outcome,
  value: meanOfRepeats,
};

function meanOfRepeats(outcomes: readonly TrialOutcome[], missing: MissingPolicy): UnitValue | Missing {
  const values = outcomes.map((outcome) => countOf(outcome, missing)).filter((value) => value !== null);
  if (values.length > 0) {
    return { kind: 'mean', y: values.reduce((a, b) => a + b, 0) / values.length, weight: 1 };
  }
  const first = outcomes.find((outcome) => outcome.status === 'lost');
  return { kind: 'missing', reason: first?.status === 'lost' ? first.charged : 'not-applicable' };
}

function countOf(outcome: TrialOutcome, missing: MissingPolicy): number | null {
  if (outcome.status === 'valued') return outcome.met ? 1 : 0;
  switch (missing) {
    case 'ite':
      return outcome.charged === 'model' ? 0 : null;
    case 'complete':
      return null;
    case 'best':
      return 1;
    case 'worst':
      return 0;
  }
}
