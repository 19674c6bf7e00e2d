import { FAILURE_CLASS } from '../domain/failure.js';
import type { TrialEnd } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import { isMet, type Verdict } from '../domain/verdict.js';

type Loss = NonNullable<TrialEnd['loss']>;

/**
 * Where a trial ended for one criterion, and why: a verdict is the end, even a recorded one on an empty answer; without
 * one the first stage that lost the trial is charged (METHODS §2.9).
 */
export function endOf(trial: GradedTrial, criterion: string): TrialEnd {
  if (!trial.asked) return lost({ charged: 'run', cause: 'not-asked' });
  const verdict = trial.verdicts.find((v) => v.criterion === criterion)?.verdict;
  const met = verdict === undefined ? null : metOf(verdict);
  if (met !== null) return { outcome: { status: 'valued', met }, loss: null };
  if (trial.failure !== null) return lost({ charged: FAILURE_CLASS[trial.failure], cause: trial.failure });
  if (trial.reading?.status === 'refused') return lost({ charged: 'model', cause: 'refusal' });
  if (trial.reading?.status !== 'read') return lost({ charged: 'model', cause: 'unreadable' });
  return lost({ charged: 'grader', cause: verdict?.status === 'ungraded' ? verdict.cause : 'no-verdict' });
}

function metOf(verdict: Verdict): boolean | null {
  return verdict.status === 'graded' ? isMet(verdict.finding) : null;
}

function lost(loss: Loss): TrialEnd {
  return { outcome: { status: 'lost', charged: loss.charged }, loss };
}
