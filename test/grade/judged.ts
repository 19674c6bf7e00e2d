import type { Key } from '../../src/domain/key.js';
import type { Reading } from '../../src/domain/reading.js';
import type { Option } from '../../src/domain/turn.js';
import { isMet, type Verdict } from '../../src/domain/verdict.js';
import type { GraderClient, Judged } from '../../src/grade/grader.js';
import { aCase, aCriterion, aKey, OPTIONS } from '../builders/a-case.js';
import { aReading, aTrial } from '../builders/a-trial.js';

export interface JudgedPart {
  readonly key?: Key | null;
  readonly options?: readonly Option[];
  readonly reading?: Reading | null;
}

/** What a grader is given for an answer that was read. */
export function judged(answer: string, part: JudgedPart = {}): Judged {
  return {
    trial: aTrial(),
    case: aCase(),
    options: OPTIONS,
    criterion: aCriterion(),
    key: aKey(),
    reading: aReading({ answer }),
    ...part,
  };
}

export function numberKey(value: number, unit: string, limits: { lower?: number; upper?: number } = {}): Key {
  const { accept: _, ...bare } = aKey();
  return { ...bare, number: { value, unit, ...limits } };
}

/** true, false, or the cause for which there is no verdict. */
export async function verdictOf(grader: GraderClient, given: Judged): Promise<boolean | null | string> {
  const verdict: Verdict = await grader.grade(given);
  return verdict.status === 'graded' ? isMet(verdict.finding) : verdict.cause;
}
