import { expect, it } from 'vitest';
import { answered } from '../../src/models/model-response.js';

const PARTS = { origin: 'live', latencyMs: 1 } as const;

it.each([
  [-0.5, -0.5],
  [0, 0],
  [-1e9, -1e9],
  [-1e308, null],
  [-3.4028234663852886e38, null],
  [Number.NEGATIVE_INFINITY, null],
  [Number.NaN, null],
  [undefined, null],
])('keeps of the log-probability %s: %s', (given, kept) => {
  expect(answered('A', { ...PARTS, logProbability: given })).toMatchObject({ logProbability: kept });
});
