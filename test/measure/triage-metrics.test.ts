import { describe, expect, it } from 'vitest';
import { criticalUnderTriage, overTriage, underTriage } from '../../src/measure/triage-errors.js';
import { triageKappa } from '../../src/measure/triage-kappa.js';
import { graded } from '../builders/a-trial.js';
import { aUnit, level, onScale, UNGRADED, UNREADABLE, withVerdict } from './graded-units.js';

const one = (y: number) => ({ kind: 'mean', y, weight: 1 });
const at = (position: number) => aUnit(withVerdict(level(position)));

describe('under- and over-triage', () => {
  // Levels 1 and 2 are accepted: 0 is more urgent than both, 3 less.
  it.each([
    [0, 0, 1],
    [1, 0, 0],
    [2, 0, 0],
    [3, 1, 0],
  ])('level %d counts %d as under and %d as over', (position, under, over) => {
    expect(underTriage.value(at(position), onScale(1, 2), 'ite')).toEqual(one(under));
    expect(overTriage.value(at(position), onScale(1, 2), 'ite')).toEqual(one(over));
  });

  it('charges an answer that is not there to the model, and one that is not graded to nobody', () => {
    const unit = aUnit(withVerdict(level(1)), UNREADABLE, UNGRADED);
    expect(underTriage.value(unit, onScale(1), 'ite')).toEqual(one(1 / 2));
    expect(underTriage.value(unit, onScale(1), 'complete')).toEqual(one(0));
    expect(underTriage.value(unit, onScale(1), 'best')).toEqual(one(0));
    expect(underTriage.value(unit, onScale(1), 'worst')).toEqual(one(2 / 3));
  });

  it('charges an answer off the scale to the model: it was graded, and names no level', () => {
    expect(underTriage.value(aUnit(withVerdict(graded(false))), onScale(0), 'ite')).toEqual(one(1));
  });

  it('is about no unit that is not graded on a scale', () => {
    const missing = { kind: 'missing', reason: 'not-applicable' };
    expect(underTriage.value(at(1), { ...onScale(1), onScale: null }, 'ite')).toEqual(missing);
  });
});

describe('critical under-triage', () => {
  it('looks only at units whose every accepted level is critical (the first two)', () => {
    expect(criticalUnderTriage.value(at(3), onScale(1, 2), 'ite')).toMatchObject({ kind: 'missing' });
    expect(criticalUnderTriage.value(at(2), onScale(0, 1), 'ite')).toEqual(one(1));
    expect(criticalUnderTriage.value(at(1), onScale(0), 'ite')).toEqual(one(0));
  });
});

describe('triage kappa: what one unit adds', () => {
  it('is the assigned level beside the nearest accepted one, of two equally near the more urgent', () => {
    expect(triageKappa.value(at(3), onScale(0, 2), 'ite')).toEqual({
      kind: 'ordinal',
      reference: 2,
      assigned: 3,
    });
    expect(triageKappa.value(at(1), onScale(0, 2), 'ite')).toEqual({
      kind: 'ordinal',
      reference: 0,
      assigned: 1,
    });
    expect(triageKappa.value(at(2), onScale(2), 'ite')).toEqual({
      kind: 'ordinal',
      reference: 2,
      assigned: 2,
    });
  });

  it('is of the first repeat alone', () => {
    const unit = aUnit(withVerdict(level(0)), withVerdict(level(3)));
    expect(triageKappa.value(unit, onScale(0), 'ite')).toMatchObject({ assigned: 0 });
  });

  it.each([
    ['ite', { kind: 'ordinal', reference: 0, assigned: 3 }],
    ['complete', { kind: 'missing', reason: 'model' }],
    ['best', { kind: 'ordinal', reference: 0, assigned: 0 }],
    ['worst', { kind: 'ordinal', reference: 0, assigned: 3 }],
  ] as const)('%s counts an answer that the model owes as declared', (missing, value) => {
    expect(triageKappa.value(aUnit(UNREADABLE), onScale(0), missing)).toEqual(value);
  });

  it('leaves out what the grader owes', () => {
    expect(triageKappa.value(aUnit(UNGRADED), onScale(0), 'ite')).toEqual({
      kind: 'missing',
      reason: 'grader',
    });
  });
});
