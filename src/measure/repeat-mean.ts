import { hashOf } from '../domain/hash.js';
import type { Missing, UnitValue } from '../domain/measurement.js';
import type { Metric, TrialEnd, UnitContext, UnitTrials } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import type { MissingPolicy } from '../domain/result-set.js';

/** One trial’s value, or who is charged with its loss; `not-applicable`: the metric is not about such a trial. */
export type TrialValue =
  | { readonly status: 'valued'; readonly value: number }
  | Extract<TrialEnd['outcome'], { status: 'lost' }>
  | { readonly status: 'not-applicable' };

export const NOT_APPLICABLE = { status: 'not-applicable' } as const;

export interface RepeatMean extends Pick<Metric, 'id' | 'unit' | 'criteria' | 'isBinary' | 'range'> {
  readonly better: 'higher' | 'lower';
  /** The value of one trial in words; part of the definition that is hashed. */
  readonly words: string;
  /** Raised whenever the definition changes. */
  readonly version: number;
  /** What a lost trial counts as at its worst and at its best. */
  readonly floor: number;
  readonly ceiling: number;
  /** Default: every case. */
  readonly isAbout?: Metric['isAbout'];
  readonly valueOfTrial: (trial: GradedTrial, end: TrialEnd, context: UnitContext) => TrialValue;
}

/** A metric whose unit value is the mean over the repeats, and whose figure is the mean over units, each of weight 1. */
export function repeatMean(of: RepeatMean): Metric {
  const { id, unit, better, criteria, isBinary, range, floor, ceiling, valueOfTrial } = of;
  const definition = {
    metric: id,
    version: of.version,
    population: 'units of the suite that the metric is about',
    unit: 'a case (variant, step) under one protocol',
    value: `mean over the repeats of ${of.words}`,
    aggregation: 'mean over units, each of weight 1',
    missing: {
      ite: `a loss charged to the model or its deployment is ${floor}; a loss of infrastructure, run or grader is left out`,
      complete: 'every loss is left out',
      best: `every loss is ${ceiling}`,
      worst: `every loss is ${floor}`,
    },
    interval:
      'Wilson where every value is 0 or 1 and every cluster has one unit, else CR2 with Satterthwaite t',
  };
  return {
    ...{ id, unit, better, criteria, isBinary, range },
    kind: 'mean',
    figure: { by: 'mean' },
    hash: hashOf(definition),
    isAbout: of.isAbout ?? (() => true),
    value: (trials, context, missing) =>
      meanOf(valuesOf(trials, context, valueOfTrial), missing, { floor, ceiling }),
  };
}

function valuesOf(
  { trials, ends }: UnitTrials,
  context: UnitContext,
  valueOfTrial: RepeatMean['valueOfTrial'],
): readonly TrialValue[] {
  return trials.map((trial, i) => {
    const end = ends[i];
    return end === undefined ? NOT_APPLICABLE : valueOfTrial(trial, end, context);
  });
}

/** A unit none of whose repeats has a value is missing, charged to its first loss. */
function meanOf(
  values: readonly TrialValue[],
  missing: MissingPolicy,
  fill: { readonly floor: number; readonly ceiling: number },
): UnitValue | Missing {
  const counted = values.map((value) => countOf(value, missing, fill)).filter((value) => value !== null);
  if (counted.length > 0) {
    return { kind: 'mean', y: counted.reduce((a, b) => a + b, 0) / counted.length, weight: 1 };
  }
  const lost = values.find((value) => value.status === 'lost');
  return { kind: 'missing', reason: lost?.charged ?? 'not-applicable' };
}

function countOf(
  value: TrialValue,
  missing: MissingPolicy,
  { floor, ceiling }: { readonly floor: number; readonly ceiling: number },
): number | null {
  if (value.status === 'valued') return value.value;
  if (value.status === 'not-applicable') return null;
  switch (missing) {
    case 'ite':
      return value.charged === 'model' ? floor : null;
    case 'complete':
      return null;
    case 'best':
      return ceiling;
    case 'worst':
      return floor;
  }
}
