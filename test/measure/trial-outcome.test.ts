import { describe, expect, it } from 'vitest';
import type { GradedTrial } from '../../src/domain/ports/store.js';
import { type Finding, UNGRADED_CAUSES } from '../../src/domain/verdict.js';
import { endOf } from '../../src/measure/trial-outcome.js';
import { aGradedTrial, aVerdict, graded, ungraded } from '../builders/a-trial.js';

type Part = Parameters<typeof aGradedTrial>[0];
const end = (part: Part) => endOf(aGradedTrial(part), 'disposition');
const noAnswer = [aVerdict(ungraded('no-answer'))];

describe('endOf: a verdict', () => {
  it('is the end, met or not', () => {
    for (const met of [true, false]) {
      expect(end({ verdicts: [aVerdict(graded(met))] })).toEqual({
        outcome: { status: 'valued', met },
        loss: null,
      });
    }
  });

  it('is the end even on an empty answer that a recorded grader judged', () => {
    expect(end({ failure: 'empty', reading: null, verdicts: [aVerdict(graded(false))] }).loss).toBeNull();
  });

  it('counts only for its own criterion', () => {
    expect(end({ verdicts: [aVerdict(graded(true), 'unsafe_delay')] }).loss).toEqual({
      charged: 'grader',
      cause: 'no-verdict',
    });
  });
});

describe('endOf: who is charged (METHODS §2.9), row by row', () => {
  const failures = [
    ['truncated', 'model'],
    ['empty', 'model'],
    ['content-filter', 'model'],
    ['answer-timeout', 'model'],
    ['name-lookup', 'infrastructure'],
    ['connection', 'infrastructure'],
    ['reset', 'infrastructure'],
    ['server-error', 'infrastructure'],
    ['rate-limited', 'infrastructure'],
    ['client-timeout', 'infrastructure'],
    ['client-crash', 'infrastructure'],
    ['malformed-response', 'infrastructure'],
    ['budget', 'run'],
    ['interrupted', 'run'],
    ['disk', 'run'],
    ['not-recorded', 'run'],
  ] as const;

  it.each(failures)('failed: %s is charged to %s', (cause, charged) => {
    const lost = end({ failure: cause, reading: null, verdicts: noAnswer });
    expect(lost).toEqual({ outcome: { status: 'lost', charged }, loss: { charged, cause } });
    expect(end({ failure: cause, reading: null, verdicts: [] })).toEqual(lost);
  });

  it('refused and unreadable are charged to the model', () => {
    const refused: GradedTrial['reading'] = { status: 'refused', by: 'cannot' };
    expect(end({ reading: refused, verdicts: noAnswer }).loss).toEqual({
      charged: 'model',
      cause: 'refusal',
    });
    const unreadable: GradedTrial['reading'] = { status: 'unreadable', detail: 'x' };
    for (const reading of [unreadable, null]) {
      expect(end({ reading, verdicts: noAnswer }).loss).toEqual({ charged: 'model', cause: 'unreadable' });
    }
  });

  it('never asked is charged to the run, whatever else is stored', () => {
    expect(end({ asked: false }).loss).toEqual({ charged: 'run', cause: 'not-asked' });
    expect(end({ asked: false, reading: null, verdicts: [] }).loss).toEqual({
      charged: 'run',
      cause: 'not-asked',
    });
  });

  it.each([...UNGRADED_CAUSES])('ungraded: %s is the grader’s, neither met nor not met', (cause) => {
    expect(end({ verdicts: [aVerdict(ungraded(cause))] })).toEqual({
      outcome: { status: 'lost', charged: 'grader' },
      loss: { charged: 'grader', cause },
    });
  });

  it('an answer without any verdict is the grader’s', () => {
    expect(end({ verdicts: [] }).loss).toEqual({ charged: 'grader', cause: 'no-verdict' });
  });

  it('a finding that needs a rule which this metric has not is no verdict', () => {
    const findings: readonly Finding[] = [
      { kind: 'rank', rank: 1, listLength: 3 },
      { kind: 'counts', counts: { supported: 2 } },
    ];
    for (const finding of findings) {
      const verdict = { status: 'graded', finding, evidence: '' } as const;
      expect(end({ verdicts: [aVerdict(verdict)] }).loss).toEqual({ charged: 'grader', cause: 'no-verdict' });
    }
  });

  it('the first stage that lost the trial is charged: a failure before its ungraded verdict', () => {
    expect(end({ failure: 'server-error', verdicts: [aVerdict(ungraded('outage'))] }).loss?.charged).toBe(
      'infrastructure',
    );
  });
});
