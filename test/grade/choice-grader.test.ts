import { describe, expect, it } from 'vitest';
import { choiceGrader } from '../../src/grade/choice-grader.js';
import { aKey } from '../builders/a-case.js';
import { judged, verdictOf } from './judged.js';

const grader = choiceGrader();

describe('choiceGrader', () => {
  it.each([
    'emergency_now',
    'Emergency_Now',
    'EMERGENCY NOW',
    '**emergency_now**',
    '(emergency_now)',
    ' emergency_now. ',
  ])('knows an option by its id, whatever its case and punctuation: %s', async (answer) => {
    expect(await verdictOf(grader, judged(answer))).toBe(true);
  });

  it('knows an option by its whole text', async () => {
    expect(await verdictOf(grader, judged('Call emergency services now'))).toBe(true);
    expect(await verdictOf(grader, judged('call emergency services, now!'))).toBe(true);
  });

  it.each([
    'routine',
    'emergency',
    'Call emergency services',
    'emergency_now or routine',
    'not emergency_now',
    '',
    '—',
  ])('does not take another option, a part, or two options: %s', async (answer) => {
    expect(await verdictOf(grader, judged(answer))).toBe(false);
  });

  it('takes any of several accepted options', async () => {
    const key = aKey({ accept: ['within_hours', 'emergency_now'] });
    expect(await verdictOf(grader, judged('within_hours', { key }))).toBe(true);
    expect(await verdictOf(grader, judged('routine', { key }))).toBe(false);
  });

  it('takes the id first where an answer is the id of one option and the text of another', async () => {
    const options = [
      { id: 'A', text: 'B' },
      { id: 'B', text: 'A' },
    ];
    expect(await verdictOf(grader, judged('B', { options, key: aKey({ accept: ['B'] }) }))).toBe(true);
    expect(await verdictOf(grader, judged('B', { options, key: aKey({ accept: ['A'] }) }))).toBe(false);
  });

  it.each([
    ['< 65 mmHg', '> 65 mmHg'],
    ['O+', 'O-'],
    ['Rh-', 'Rh'],
    ['-5 mmol/L', '5 mmol/L'],
    ['5 %', '5'],
    ['≤ 3', '≥ 3'],
  ])('keeps apart options that differ in a sign alone: %s and %s', async (first, second) => {
    const options = [
      { id: 'A', text: first },
      { id: 'B', text: second },
    ];
    for (const key of [aKey({ accept: ['A'] }), aKey({ accept: ['B'] })]) {
      const isFirst = key.accept?.[0] === 'A';
      expect(await verdictOf(grader, judged(first, { options, key }))).toBe(isFirst);
      expect(await verdictOf(grader, judged(second.toLowerCase(), { options, key }))).toBe(!isFirst);
    }
  });

  it('names no option where two are the same but for case and punctuation, unless one is written exactly', async () => {
    const options = [
      { id: 'A', text: 'U.S. guideline' },
      { id: 'B', text: 'u s guideline' },
    ];
    const verdict = (answer: string) =>
      verdictOf(grader, judged(answer, { options, key: aKey({ accept: ['A'] }) }));
    expect(await verdict('U S Guideline')).toBe(false);
    expect(await verdict('U.S. guideline')).toBe(true);
    expect(await verdict('u s guideline')).toBe(false);
  });

  it('compares with the key as it stands where the case has no options', async () => {
    expect(await verdictOf(grader, judged('emergency_now', { options: [] }))).toBe(true);
    expect(await verdictOf(grader, judged('routine', { options: [] }))).toBe(false);
  });

  it('says what was answered and what would have been right', async () => {
    const verdict = await grader.grade(judged('Routine'));
    expect(verdict).toMatchObject({ evidence: 'answered routine; accepted emergency_now' });
  });
});
