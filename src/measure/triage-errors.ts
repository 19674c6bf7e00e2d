import type { Metric, UnitScale } from '../domain/metric.js';
import { assignedLevel } from './assigned-level.js';
import { NOT_APPLICABLE, type RepeatMean, repeatMean } from './repeat-mean.js';

const SHARED = {
  version: 1,
  unit: 'proportion',
  better: 'lower',
  criteria: 'primary',
  isBinary: true,
  range: { min: 0, max: 1 },
  floor: 1,
  ceiling: 0,
} as const;

interface TriageError extends Pick<RepeatMean, 'id' | 'words'> {
  readonly isAbout: (on: UnitScale) => boolean;
  readonly errs: (position: number, on: UnitScale) => boolean;
}

/** A share of answers that err in one direction; an answer that the model owes counts as one of them. */
function triageError({ isAbout, errs, ...of }: TriageError): Metric {
  return repeatMean({
    ...SHARED,
    ...of,
    valueOfTrial: (trial, end, context) => {
      const { onScale } = context;
      if (onScale === null || !isAbout(onScale)) return NOT_APPLICABLE;
      const assigned = assignedLevel(trial, end, context);
      if (assigned.status !== 'valued') return assigned;
      return { status: 'valued', value: errs(assigned.position, onScale) ? 1 : 0 };
    },
  });
}

const leastUrgent = ({ accepted }: UnitScale) => Math.max(...accepted);
const mostUrgent = ({ accepted }: UnitScale) => Math.min(...accepted);

/** Less urgent than every accepted level (METHODS §1.1). */
export const underTriage = triageError({
  id: 'under_triage',
  words: '1[the assigned level is less urgent than every accepted one]',
  isAbout: () => true,
  errs: (position, on) => position > leastUrgent(on),
});

/** More urgent than every accepted level. */
export const overTriage = triageError({
  id: 'over_triage',
  words: '1[the assigned level is more urgent than every accepted one]',
  isAbout: () => true,
  errs: (position, on) => position < mostUrgent(on),
});

/** Below the critical levels, among units whose every accepted level is critical. */
export const criticalUnderTriage = triageError({
  id: 'critical_under_triage',
  words:
    '1[the assigned level is below the critical ones], over units whose accepted levels are all critical',
  isAbout: (on) => leastUrgent(on) < on.scale.critical,
  errs: (position, on) => position >= on.scale.critical,
});
