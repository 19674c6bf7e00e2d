import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import type { GradedTrial } from '../../src/domain/ports/store.js';
import type { MissingPolicy } from '../../src/domain/result-set.js';
import { accuracy } from '../../src/measure/accuracy.js';
import { measureUnit, unitsOf } from '../../src/measure/measure-units.js';
import {
  aContext,
  aGradedTrial,
  aReading,
  aVerdict,
  collect,
  graded,
  streamOf,
  ungraded,
} from '../builders/a-trial.js';

const primaryOf = () => 'disposition';
const unitsIn = (trials: readonly GradedTrial[]) => collect(unitsOf(streamOf(trials), primaryOf));

async function measure(trials: readonly GradedTrial[], missing: MissingPolicy = 'ite') {
  const [unit] = await unitsIn(trials);
  if (unit === undefined) throw new Error('no unit');
  return measureUnit(unit, accuracy, aContext(), missing);
}

describe('unitsOf', () => {
  it('groups the repeats of one unit, and nothing else', async () => {
    const trials = [
      aGradedTrial({ trial: { repeat: 0 } }),
      aGradedTrial({ trial: { repeat: 1 } }),
      aGradedTrial({ trial: { step: 1 } }),
      aGradedTrial({ trial: { step: 1, variant: 'woman' } }),
      aGradedTrial({ trial: { step: 1, variant: 'woman', caseId: 'c2' } }),
      aGradedTrial({ trial: { step: 1, variant: 'woman', caseId: 'c2', set: 'other' } }),
      aGradedTrial({ trial: { step: 1, variant: 'woman', caseId: 'c2', set: 'other', protocol: 'brief' } }),
      aGradedTrial({
        trial: {
          step: 1,
          variant: 'woman',
          caseId: 'c2',
          set: 'other',
          protocol: 'brief',
          modelHash: hashOf(2),
        },
      }),
    ];
    expect((await unitsIn(trials)).map((unit) => unit.trials.length)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });

  it('gives every trial exactly once, with its end', async () => {
    const trials = Array.from({ length: 7 }, (_, i) =>
      aGradedTrial({ trial: { seq: i, caseId: `c${Math.floor(i / 3)}`, repeat: i % 3 } }),
    );
    const units = await unitsIn(trials);
    expect(units.flatMap((unit) => unit.trials)).toEqual(trials);
    expect(units.every((unit) => unit.ends.length === unit.trials.length)).toBe(true);
    expect(await unitsIn([])).toEqual([]);
  });

  it('looks at each case’s own primary criterion', async () => {
    const verdicts = [aVerdict(graded(true), 'a'), aVerdict(graded(false), 'b')];
    const trials = ['a', 'b'].map((caseId) => aGradedTrial({ trial: { caseId }, verdicts }));
    const units = await collect(unitsOf(streamOf(trials), (_, caseId) => caseId));
    expect(units.map((unit) => unit.ends[0]?.outcome)).toEqual([
      { status: 'valued', met: true },
      { status: 'valued', met: false },
    ]);
  });
});

describe('measureUnit', () => {
  it('averages the repeats and keeps what makes the unit what it is', async () => {
    const trials = [true, false, true, true].map((met, repeat) =>
      aGradedTrial({ trial: { repeat, cluster: 'patient-7' }, verdicts: [aVerdict(graded(met))] }),
    );
    expect(await measure(trials)).toMatchObject({
      unit: { set: 'triage', caseId: 'chest-pain-01', variant: 'base', step: 0, protocol: 'direct' },
      model: 'candidate-2',
      cluster: 'patient-7',
      gradingHash: hashOf('grading'),
      value: { kind: 'mean', y: 0.75, weight: 1 },
      coverage: { planned: 4, answered: 4, read: 4, graded: 4 },
    });
  });

  it('counts how far each trial came', async () => {
    const noAnswer = [aVerdict(ungraded('no-answer'))];
    const trials = [
      aGradedTrial(),
      aGradedTrial({ verdicts: [aVerdict(ungraded('tie'))] }),
      aGradedTrial({ reading: { status: 'unreadable', detail: '' }, verdicts: noAnswer }),
      aGradedTrial({ reading: { status: 'refused', by: 'r' }, verdicts: noAnswer }),
      aGradedTrial({ failure: 'content-filter', reading: null, verdicts: noAnswer }),
      aGradedTrial({ asked: false, reading: null, verdicts: [] }),
    ];
    const measured = await measure(trials);
    expect(measured?.coverage).toEqual({ planned: 6, answered: 4, read: 2, graded: 1 });
    // right; unreadable, refused and filtered are wrong; tie and not asked are left out: 1 of 4
    expect(measured?.value).toEqual({ kind: 'mean', y: 0.25, weight: 1 });
    expect((await measure(trials, 'complete'))?.value).toEqual({ kind: 'mean', y: 1, weight: 1 });
  });

  it('is missing, not wrong, where only the grader lost it', async () => {
    const trials = [aGradedTrial({ verdicts: [aVerdict(ungraded('outage'))] })];
    expect(await measure(trials)).toMatchObject({ value: { kind: 'missing', reason: 'grader' } });
  });

  it('is wrong under ite and missing in complete case where the model gave nothing', async () => {
    const trials = [
      aGradedTrial({ reading: { status: 'refused', by: 'r' }, verdicts: [aVerdict(ungraded('no-answer'))] }),
    ];
    expect((await measure(trials))?.value).toEqual({ kind: 'mean', y: 0, weight: 1 });
    expect((await measure(trials, 'complete'))?.value).toEqual({ kind: 'missing', reason: 'model' });
  });

  it('has no measurement where nothing was ever graded: there is no grading to join on', async () => {
    expect(await measure([aGradedTrial({ asked: false, reading: null, verdicts: [] })])).toBeNull();
    expect(
      await measure([aGradedTrial({ reading: aReading(), verdicts: [aVerdict(graded(true), 'other')] })]),
    ).toBeNull();
  });
});
