import { fieldOf, isArray } from '../json.js';

/**
 * Log-probability of an answer: the sum of its tokens’.
 *
 * @param tokens - what stands where the API has an array of `{logprob}`
 * @returns nats, <= 0; null where there is no token, or one whose `logprob` is no finite number <= 0: a sum over some of
 *   the tokens would be too high
 */
export function sumOfLogProbabilities(tokens: unknown): number | null {
  if (!isArray(tokens) || tokens.length === 0) return null;
  let sum = 0;
  for (const token of tokens) {
    const logprob = fieldOf(token, 'logprob');
    if (typeof logprob !== 'number' || !Number.isFinite(logprob) || logprob > 0) return null;
    sum += logprob;
  }
  return Number.isFinite(sum) ? sum : null;
}
