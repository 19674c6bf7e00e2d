import type { UnitContext, UnitTrials } from '../../src/domain/metric.js';
import type { GradedTrial } from '../../src/domain/ports/store.js';
import type { Scale } from '../../src/domain/scale.js';
import type { Verdict } from '../../src/domain/verdict.js';
import { endOf } from '../../src/measure/trial-outcome.js';
import { aContext, aGradedTrial, aReading, aVerdict } from '../builders/a-trial.js';

export const SCALE: Scale = { name: 'urgency', levels: ['now', 'today', 'week', 'never'], critical: 2 };

/** Graded on SCALE, with these accepted positions. */
export function onScale(...accepted: readonly number[]): UnitContext {
  return aContext({ onScale: { scale: SCALE, accepted } });
}

export function level(position: number, reference = position): Verdict {
  const name = (at: number) => SCALE.levels[at] ?? 'off';
  return {
    status: 'graded',
    finding: { kind: 'level', scale: 'urgency', value: name(position), reference: name(reference) },
    evidence: 'by hand',
  };
}

export function aUnit(...trials: readonly GradedTrial[]): UnitTrials {
  return { trials, ends: trials.map((trial) => endOf(trial, 'disposition')) };
}

export function withVerdict(verdict: Verdict): GradedTrial {
  return aGradedTrial({ verdicts: [aVerdict(verdict)] });
}

/** The model owes an answer. */
export const UNREADABLE = aGradedTrial({ reading: { status: 'unreadable', detail: '' }, verdicts: [] });
/** The grader owes a verdict. */
export const UNGRADED = aGradedTrial({
  verdicts: [aVerdict({ status: 'ungraded', cause: 'outage', detail: '' })],
});

/** Right or wrong with a stated confidence. */
export function stated(met: boolean, f: number): GradedTrial {
  return aGradedTrial({
    reading: aReading({ confidences: [{ source: 'verbalised', value: f }] }),
    verdicts: [aVerdict({ status: 'graded', finding: { kind: 'met', met }, evidence: '' })],
  });
}
