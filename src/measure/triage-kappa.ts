import { hashOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';
import { farthestPosition, nearestPosition } from '../domain/scale.js';
import { assignedLevel } from './assigned-level.js';

const DEFINITION = {
  metric: 'triage_kappa',
  version: 1,
  population: 'units whose primary criterion is graded on a scale and has a key',
  unit: 'a case (variant, step) under one protocol: its first repeat',
  value:
    'the position of the assigned level, and of the accepted level that is nearest to it (of two, the more urgent)',
  aggregation: 'quadratic weighted kappa between both',
  missing: {
    ite: 'a loss charged to the model or its deployment is the level farthest from the most urgent accepted one; any other is left out',
    complete: 'every loss is left out',
    best: 'the most urgent accepted level',
    worst: 'the level farthest from the most urgent accepted one',
  },
  interval: 'cluster bootstrap, percentile',
};

/** Agreement with the key in quadratic weights: a level off by two weighs four times one off by one (METHODS §1.1). */
export const triageKappa: Metric = {
  id: 'triage_kappa',
  unit: 'score',
  better: 'higher',
  kind: 'ordinal',
  criteria: 'primary',
  isBinary: false,
  range: { min: -1, max: 1 },
  figure: { by: 'quadratic-kappa' },
  hash: hashOf(DEFINITION),
  isAbout: () => true,
  value: ({ trials, ends }, context, missing) => {
    const [trial] = trials;
    const [end] = ends;
    const { onScale } = context;
    const most = onScale?.accepted[0];
    if (trial === undefined || end === undefined || onScale === null || most === undefined)
      return { kind: 'missing', reason: 'not-applicable' };
    const assigned = assignedLevel(trial, end, context);
    if (assigned.status === 'valued') {
      const reference = nearestPosition(onScale.accepted, assigned.position) ?? most;
      return { kind: 'ordinal', reference, assigned: assigned.position };
    }
    if (assigned.status === 'not-applicable') return { kind: 'missing', reason: 'not-applicable' };
    const isOwed = missing === 'worst' || (missing === 'ite' && assigned.charged === 'model');
    if (isOwed) return { kind: 'ordinal', reference: most, assigned: farthestPosition(onScale.scale, most) };
    if (missing === 'best') return { kind: 'ordinal', reference: most, assigned: most };
    return { kind: 'missing', reason: assigned.charged };
  },
};
