import type { TrialEnd, UnitContext } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import { rubricScore as scoreOf } from '../stats/scoring/rubric-score.js';
import { NOT_APPLICABLE, repeatMean, type TrialValue } from './repeat-mean.js';
import { endOf } from './trial-outcome.js';

/**
 * Rubric score (METHODS §4.1): points of the criteria that are met, harmful ones included, over the points that can be
 * won. Not clipped: a suite of harmful answers is below 0. An answer of which one criterion is ungraded has no score.
 */
export const rubricScore = repeatMean({
  id: 'rubric_score',
  version: 1,
  words: 'Σ points of met criteria ÷ Σ positive points, unclipped; a case without positive points has none',
  unit: 'score',
  better: 'higher',
  criteria: 'all',
  isBinary: false,
  range: { max: 1 },
  floor: 0,
  ceiling: 1,
  isAbout: (criteria) => criteria.some(({ points }) => points > 0),
  valueOfTrial: scoreTrial,
});

function scoreTrial(trial: GradedTrial, _primary: TrialEnd, { criteria }: UnitContext): TrialValue {
  const met: boolean[] = [];
  for (const { id } of criteria) {
    const { outcome } = endOf(trial, id);
    if (outcome.status === 'lost') return outcome;
    met.push(outcome.met);
  }
  const score = scoreOf(
    criteria.map(({ points }) => points),
    met,
  );
  return score === null ? NOT_APPLICABLE : { status: 'valued', value: score };
}
