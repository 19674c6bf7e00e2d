import { describe, expect, it } from 'vitest';
import { choiceGrader } from '../../src/grade/choice-grader.js';
import type { GraderClient } from '../../src/grade/grader.js';
import { numberGrader } from '../../src/grade/number-grader.js';
import { textGrader } from '../../src/grade/text-grader.js';
import { aKey } from '../builders/a-case.js';
import { judged, numberKey, verdictOf } from './judged.js';

const normalise = { case: 'fold', punctuation: 'drop', articles: 'drop' } as const;
const RULES: readonly (readonly [string, GraderClient])[] = [
  ['choice', choiceGrader()],
  ['text', textGrader({ grader: 'text', version: '1', kind: 'text', normalise })],
  [
    'number',
    numberGrader({ grader: 'number', version: '1', kind: 'number', tolerance: {}, units: { mg: 1 } }),
  ],
];

describe.each(RULES)('every rule: %s', (kind, grader) => {
  it('gives no verdict without a key: that is not the model’s', async () => {
    expect(await verdictOf(grader, judged('5 mg', { key: null }))).toBe('no-key');
  });

  it('gives no verdict where the key is of another kind', async () => {
    const wrongKind = kind === 'number' ? aKey() : numberKey(5, 'mg');
    expect(await verdictOf(grader, judged('5 mg', { key: wrongKind }))).toBe('no-key');
  });

  it('gives no verdict where nothing was read', async () => {
    const key = kind === 'number' ? numberKey(5, 'mg') : aKey();
    const nothing = [null, { status: 'refused', by: 'p' }, { status: 'unreadable', detail: 'd' }] as const;
    for (const reading of nothing) {
      expect(await verdictOf(grader, judged('', { key, reading }))).toBe('no-answer');
    }
  });

  it('needs a reading', () => {
    expect(grader.needsReading).toBe(true);
  });
});
