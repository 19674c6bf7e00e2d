import { describe, expect, it } from 'vitest';
import { scaleGrader } from '../../src/grade/scale-grader.js';
import { aKey } from '../builders/a-case.js';
import { judged, verdictOf } from './judged.js';

const grader = scaleGrader({
  grader: 'urgency',
  version: '1',
  kind: 'scale',
  scale: 'urgency',
  levels: ['emergency_now', 'within_hours', 'routine'],
  critical: 1,
});

async function findingOf(answer: string, accept: string[]) {
  const verdict = await grader.grade(judged(answer, { key: aKey({ accept }) }));
  return verdict.status === 'graded' ? verdict.finding : verdict.cause;
}

describe('scaleGrader', () => {
  it('finds the level, by its id or by the text of its option', async () => {
    expect(await findingOf('within_hours', ['within_hours'])).toEqual({
      kind: 'level',
      scale: 'urgency',
      value: 'within_hours',
      reference: 'within_hours',
    });
    expect(await findingOf('Call emergency services now', ['routine'])).toMatchObject({
      value: 'emergency_now',
      reference: 'routine',
    });
  });

  it('is met at an accepted level and at no other', async () => {
    const key = aKey({ accept: ['emergency_now', 'within_hours'] });
    expect(await verdictOf(grader, judged('within_hours', { key }))).toBe(true);
    expect(await verdictOf(grader, judged('routine', { key }))).toBe(false);
  });

  it('measures a level against the nearest accepted one, of two equally near the more urgent', async () => {
    expect(await findingOf('routine', ['emergency_now', 'within_hours'])).toMatchObject({
      reference: 'within_hours',
    });
    expect(await findingOf('within_hours', ['routine', 'emergency_now'])).toMatchObject({
      reference: 'emergency_now',
    });
  });

  it('finds no level in an answer that names none: not met, and no place on the scale', async () => {
    expect(await findingOf('soon', ['routine'])).toEqual({ kind: 'met', met: false });
  });

  it('owes the verdict where no key names a level', async () => {
    expect(await verdictOf(grader, judged('routine', { key: null }))).toBe('no-key');
    expect(await findingOf('routine', ['elsewhere'])).toBe('no-key');
  });

  it('knows levels without options by their ids', async () => {
    expect(await verdictOf(grader, judged('Emergency now', { options: [] }))).toBe(true);
  });
});
