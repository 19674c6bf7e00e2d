import { hashOf } from '../../src/domain/hash.js';
import type { Measurement, UnitIdentity } from '../../src/domain/measurement.js';
import type { UnitContext } from '../../src/domain/metric.js';
import type { CriterionVerdict, GradedTrial } from '../../src/domain/ports/store.js';
import type { Reading } from '../../src/domain/reading.js';
import { type Trial, trialId } from '../../src/domain/trial.js';
import type { UngradedCause, Verdict } from '../../src/domain/verdict.js';
import { aModel } from './a-plan.js';

export function aTrial(part: Partial<Trial> = {}): Trial {
  const trial = {
    seq: 0,
    set: 'triage',
    caseId: 'chest-pain-01',
    caseHash: hashOf('chest-pain-01'),
    cluster: part.caseId ?? 'chest-pain-01',
    variant: 'base',
    step: 0,
    protocol: 'direct',
    protocolHash: hashOf('direct'),
    model: 'candidate-2',
    modelHash: aModel().hash,
    repeat: 0,
    ...part,
  };
  return { ...trial, id: part.id ?? trialId(trial) };
}

export function aReading(part: Partial<Extract<Reading, { status: 'read' }>> = {}): Reading {
  return { status: 'read', answer: 'emergency_now', by: 'final-line', confidences: [], ...part };
}

export function graded(met: boolean): Verdict {
  return { status: 'graded', finding: { kind: 'met', met }, evidence: 'by hand' };
}

export function ungraded(cause: UngradedCause): Verdict {
  return { status: 'ungraded', cause, detail: 'by hand' };
}

export function aVerdict(verdict: Verdict, criterion = 'disposition'): CriterionVerdict {
  return { criterion, gradingHash: hashOf('grading'), verdict };
}

/** Asked, answered, read and found right. */
export function aGradedTrial(
  part: Partial<Omit<GradedTrial, 'trial'>> & { readonly trial?: Partial<Trial> } = {},
): GradedTrial {
  return {
    failure: null,
    asked: true,
    reading: aReading(),
    verdicts: [aVerdict(graded(true))],
    ...part,
    trial: aTrial(part.trial),
  };
}

/** One primary criterion without a scale, and no confidence asked for. */
export function aContext(part: Partial<UnitContext> = {}): UnitContext {
  return {
    primary: 'disposition',
    criteria: [{ id: 'disposition', points: 10, harm: null }],
    onScale: null,
    confidence: null,
    ...part,
  };
}

/** A unit's measurement; `y` null: missing. */
export function aMeasurement(
  y: number | null,
  part: Partial<Omit<Measurement, 'unit'>> & { readonly unit?: Partial<UnitIdentity> } = {},
): Measurement {
  const unit = {
    set: 'triage',
    caseId: 'chest-pain-01',
    variant: 'base',
    step: 0,
    protocol: 'direct',
    ...part.unit,
  };
  const count = y === null ? 0 : 1;
  return {
    model: 'candidate-2',
    modelHash: aModel().hash,
    cluster: unit.caseId,
    caseHash: hashOf('case'),
    protocolHash: hashOf('direct'),
    gradingHash: hashOf('grading'),
    value: y === null ? { kind: 'missing', reason: 'grader' } : { kind: 'mean', y, weight: 1 },
    coverage: { planned: 1, answered: 1, read: 1, graded: count },
    ...part,
    unit,
  };
}

export async function* streamOf<T>(items: readonly T[]): AsyncIterable<T> {
  for (const item of items) yield item;
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
