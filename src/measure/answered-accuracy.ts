import { hashOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';

const DEFINITION = {
  metric: 'answered_accuracy',
  version: 1,
  population: 'units with at least one graded trial',
  unit: 'a case (variant, step) under one protocol',
  value: 'numerator: repeats that meet the primary criterion; denominator: repeats that were graded',
  aggregation: 'ratio of sums over units: right answers per graded answer',
  missing: { ite: 'left out', complete: 'left out', best: 'met', worst: 'not met' },
  interval: 'linearisation, clustered, t on G − 1',
};

/** How often the model is right where it answers: losses are in neither sum, so it stands beside accuracy, never alone. */
export const answeredAccuracy: Metric = {
  id: 'answered_accuracy',
  unit: 'proportion',
  better: 'higher',
  kind: 'ratio',
  criteria: 'primary',
  isBinary: false,
  range: { min: 0, max: 1 },
  figure: { by: 'ratio' },
  hash: hashOf(DEFINITION),
  isAbout: () => true,
  value: ({ ends }, _context, missing) => {
    const valued = ends.filter(({ outcome }) => outcome.status === 'valued').length;
    const met = ends.filter(({ outcome }) => outcome.status === 'valued' && outcome.met).length;
    const lost = ends.length - valued;
    if (missing === 'best') return { kind: 'ratio', numerator: met + lost, denominator: ends.length };
    if (missing === 'worst') return { kind: 'ratio', numerator: met, denominator: ends.length };
    if (valued > 0) return { kind: 'ratio', numerator: met, denominator: valued };
    const first = ends.find(({ outcome }) => outcome.status === 'lost')?.outcome;
    return { kind: 'missing', reason: first?.status === 'lost' ? first.charged : 'not-applicable' };
  },
};
