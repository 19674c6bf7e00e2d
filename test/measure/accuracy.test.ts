import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrialOutcome } from '../../src/domain/metric.js';
import type { MissingPolicy } from '../../src/domain/result-set.js';
import { accuracy } from '../../src/measure/accuracy.js';
import { aContext, aGradedTrial } from '../builders/a-trial.js';

const right: TrialOutcome = { status: 'valued', met: true };
const wrong: TrialOutcome = { status: 'valued', met: false };
const lost = (charged: Extract<TrialOutcome, { status: 'lost' }>['charged']): TrialOutcome => ({
  status: 'lost',
  charged,
});

function value(outcomes: readonly TrialOutcome[], missing: MissingPolicy): number | string {
  const trials = outcomes.map(() => aGradedTrial());
  const ends = outcomes.map((outcome) => ({ outcome, loss: null }));
  const found = accuracy.value({ trials, ends }, aContext(), missing);
  if (found.kind === 'missing') return found.reason;
  return found.kind === 'mean' ? found.y : found.kind;
}

describe('accuracy of one unit', () => {
  it('is the share of repeats that meet the criterion: 2 of 3', () => {
    expect(value([right, wrong, right], 'ite')).toBeCloseTo(2 / 3, 15);
    expect(value([right], 'ite')).toBe(1);
    expect(value([wrong], 'complete')).toBe(0);
  });

  it.each([
    // right, lost to the model, lost to infrastructure, lost to the grader, lost to the run
    ['ite', 1 / 2],
    ['complete', 1],
    ['best', 1],
    ['worst', 1 / 5],
  ] as const)('%s counts losses as declared: %d', (missing, expected) => {
    const outcomes = [right, lost('model'), lost('infrastructure'), lost('grader'), lost('run')];
    expect(value(outcomes, missing)).toBeCloseTo(expected, 15);
  });

  it.each([
    ['model', 0, 'model'],
    ['infrastructure', 'infrastructure', 'infrastructure'],
    ['grader', 'grader', 'grader'],
    ['run', 'run', 'run'],
  ] as const)(
    'a unit lost to the %s is %s under ite and missing in complete case',
    (charged, ite, complete) => {
      expect(value([lost(charged)], 'ite')).toBe(ite);
      expect(value([lost(charged), lost(charged)], 'complete')).toBe(complete);
    },
  );

  it('names the first loss where there are several', () => {
    expect(value([lost('grader'), lost('infrastructure')], 'ite')).toBe('grader');
  });

  it('has no value without trials', () => {
    for (const missing of ['ite', 'complete', 'best', 'worst'] as const) {
      expect(value([], missing)).toBe('not-applicable');
    }
  });
});

describe('accuracy under any outcomes', () => {
  const outcome = fc.constantFrom(
    right,
    wrong,
    lost('model'),
    lost('infrastructure'),
    lost('grader'),
    lost('run'),
  );

  it('never counts ungraded as wrong or right: adding one changes nothing', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1 }), (outcomes) => {
        for (const missing of ['ite', 'complete'] as const) {
          const before = value(outcomes, missing);
          const after = value([...outcomes, lost('grader')], missing);
          expect(after).toBe(before);
        }
      }),
    );
  });

  it('lies between worst and best', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1 }), (outcomes) => {
        const [worst, best] = [Number(value(outcomes, 'worst')), Number(value(outcomes, 'best'))];
        for (const missing of ['ite', 'complete'] as const) {
          const y = value(outcomes, missing);
          if (typeof y !== 'number') continue;
          expect(y).toBeGreaterThanOrEqual(worst - 1e-12);
          expect(y).toBeLessThanOrEqual(best + 1e-12);
        }
      }),
    );
  });

  it('is never higher under ite than in complete case', () => {
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const [ite, complete] = [value(outcomes, 'ite'), value(outcomes, 'complete')];
        if (typeof ite === 'number' && typeof complete === 'number')
          expect(ite).toBeLessThanOrEqual(complete);
      }),
    );
  });
});
