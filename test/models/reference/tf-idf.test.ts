import { describe, expect, it } from 'vitest';
import { indexTexts } from '../../../src/models/reference/tf-idf.js';

describe('indexTexts', () => {
  it('gives the cosine of smooth TF-IDF vectors', () => {
    // N = 2; idf(chest) = ln(3/3) + 1 = 1; idf(pain) = idf(cough) = ln(3/2) + 1 = i.
    // d0 = (chest 1, pain 2i) / sqrt(1 + 4i²); d1 = (chest 1, cough i) / sqrt(1 + i²); q = (chest 1, pain i) / sqrt(1 + i²).
    const i = Math.log(1.5) + 1;
    const similarities = indexTexts(['Chest pain, pain!', 'chest COUGH']).similarities('pain in the chest');
    expect(similarities[0]).toBeCloseTo(
      (1 + 2 * i * i) / Math.sqrt(1 + 4 * i * i) / Math.sqrt(1 + i * i),
      12,
    );
    expect(similarities[1]).toBeCloseTo(1 / (1 + i * i), 12);
  });

  it('is 1 for the same text and 0 where no term is shared', () => {
    const index = indexTexts(['fever and rash', 'broken wrist']);
    expect([...index.similarities('Rash, and FEVER')]).toEqual([expect.closeTo(1, 12), 0]);
    expect([...index.similarities('…')]).toEqual([0, 0]);
    expect([...index.similarities('')]).toEqual([0, 0]);
  });

  it('takes letters of every script, and no texts at all', () => {
    expect(indexTexts(['Grüße ﬁne', '胸痛 39']).similarities('grüße FINE')[0]).toBeCloseTo(1, 12);
    expect(indexTexts([]).similarities('anything')).toHaveLength(0);
    expect([...indexTexts(['', 'a constructor']).similarities('constructor')]).toEqual([
      0,
      expect.any(Number),
    ]);
  });
});
