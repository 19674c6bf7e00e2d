import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/domain/price.js';
import { estimateRequest, estimateTokens } from '../../src/domain/token-estimate.js';

const PRICE = { currency: 'USD', input_per_million: 2.5, output_per_million: 10 };

describe('costOf', () => {
  it.each([
    [{ input: 0, output: 0 }, 0],
    [{ input: 1_000_000, output: 0 }, 2.5],
    [{ input: 0, output: 1_000_000 }, 10],
    // 12000 × 2.5 / 10^6 + 2400 × 10 / 10^6 = 0.030 + 0.024
    [{ input: 12_000, output: 2_400 }, 0.054],
  ])('%j', (tokens, cost) => {
    expect(costOf(PRICE, tokens)).toBeCloseTo(cost, 12);
  });
});

describe('an estimate of tokens', () => {
  it.each([
    [0, 0],
    [1, 1],
    [4, 1],
    [5, 2],
  ])('%i characters are %i', (characters, tokens) => {
    expect(estimateTokens(characters)).toBe(tokens);
  });

  it('takes a request as one text', () => {
    const messages = [
      { role: 'system', text: 'abc' },
      { role: 'user', text: 'defgh' },
    ] as const;
    expect(estimateRequest(messages)).toBe(2);
  });
});
