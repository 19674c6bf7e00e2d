import { describe, expect, it } from 'vitest';
import type { TextGrader } from '../../src/domain/grader.js';
import { textGrader } from '../../src/grade/text-grader.js';
import { aKey } from '../builders/a-case.js';
import { judged, verdictOf } from './judged.js';

const LOOSE = { case: 'fold', punctuation: 'drop', articles: 'drop' } as const;
const STRICT = { case: 'keep', punctuation: 'keep', articles: 'keep' } as const;

function verdict(answer: string, accept: readonly string[], part: Partial<TextGrader> = {}) {
  const grader = textGrader({ grader: 'text', version: '1', kind: 'text', normalise: LOOSE, ...part });
  return verdictOf(grader, judged(answer, { key: aKey({ accept: [...accept] }) }));
}

describe('textGrader', () => {
  it('takes the key but for what the grader declares not to matter', async () => {
    expect(await verdict('  The  ACUTE coronary-syndrome. ', ['acute coronary syndrome'])).toBe(true);
    expect(
      await verdict('The acute coronary syndrome', ['acute coronary syndrome'], { normalise: STRICT }),
    ).toBe(false);
    expect(await verdict('Acute', ['acute'], { normalise: STRICT })).toBe(false);
  });

  it('takes the whole text, never a part of it', async () => {
    expect(await verdict('not pneumonia', ['pneumonia'])).toBe(false);
    expect(await verdict('viral pneumonia', ['pneumonia'])).toBe(false);
    expect(await verdict('pneumonia or sepsis', ['pneumonia', 'sepsis'])).toBe(false);
    expect(await verdict('', ['pneumonia'])).toBe(false);
  });

  it('takes any of several accepted texts', async () => {
    expect(await verdict('sepsis', ['pneumonia', 'sepsis'])).toBe(true);
  });

  it('takes declared synonyms, in both directions and normalised', async () => {
    const synonyms = { 'myocardial infarction': ['heart attack', 'MI'] };
    expect(await verdict('Heart attack!', ['myocardial infarction'], { synonyms })).toBe(true);
    expect(await verdict('mi', ['Heart Attack'], { synonyms })).toBe(true);
    expect(await verdict('infarction', ['myocardial infarction'], { synonyms })).toBe(false);
  });

  it('does not chain synonyms through two families', async () => {
    const synonyms = { stroke: ['CVA'], 'costovertebral angle': ['CVA'] };
    expect(await verdict('stroke', ['CVA'], { synonyms })).toBe(true);
    expect(await verdict('stroke', ['costovertebral angle'], { synonyms })).toBe(false);
  });

  it.each(['constructor', '__proto__', 'toString'])('knows no synonym of %s', async (answer) => {
    expect(await verdict(answer, ['pneumonia'], { synonyms: { pneumonia: ['pneumonitis'] } })).toBe(false);
  });
});
