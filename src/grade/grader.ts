import type { Case } from '../domain/case.js';
import type { Criterion } from '../domain/criterion.js';
import type { Key } from '../domain/key.js';
import type { Reading } from '../domain/reading.js';
import type { Trial } from '../domain/trial.js';
import type { Option } from '../domain/turn.js';
import type { Verdict } from '../domain/verdict.js';

/** One criterion of one answered trial, with everything a grader may look at. */
export interface Judged {
  readonly trial: Trial;
  readonly case: Case;
  readonly options: readonly Option[];
  readonly criterion: Criterion;
  /** null: the criterion needs none, or nobody has given one. */
  readonly key: Key | null;
  readonly reading: Reading | null;
}

export interface GraderClient {
  /** Recorded verdicts and judges look at the response themselves; rules need a reading. */
  readonly needsReading: boolean;
  grade(judged: Judged): Promise<Verdict>;
  close(): Promise<void>;
}

/** The verdict of a criterion whose key is not there: the model is not charged with it. */
export function noKey(judged: Judged): Verdict {
  const { trial, criterion } = judged;
  return {
    status: 'ungraded',
    cause: 'no-key',
    detail: `no key for criterion ${criterion.id} of case ${trial.caseId} (variant ${trial.variant}, step ${trial.step})`,
  };
}

export function met(isMet: boolean, evidence: string): Verdict {
  return { status: 'graded', finding: { kind: 'met', met: isMet }, evidence };
}

/** A rule: a pure function of the answer that was read and the key. */
export function ruleGrader(rule: (answer: string, key: Key, judged: Judged) => Verdict): GraderClient {
  return {
    needsReading: true,
    grade: async (judged) => {
      if (judged.key === null) return noKey(judged);
      if (judged.reading?.status !== 'read') {
        return { status: 'ungraded', cause: 'no-answer', detail: 'nothing was read from the response' };
      }
      return rule(judged.reading.answer, judged.key, judged);
    },
    close: async () => {},
  };
}
