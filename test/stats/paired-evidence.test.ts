import { describe, expect, test } from 'vitest';
import { mersenneTwister, nonInferiority, pairedInterval } from '../../src/stats/index.js';
import { ramp, units } from './paired-units.js';

const TEST = { margin: 0.05, alpha: 0.025 };

describe('degenerate input', () => {
  test.each([
    ['no unit', units([], []), 'a paired interval needs at least 2 clusters, got 0'],
    [
      'one cluster',
      units([1, 0, 1], [1, 1, 1], [5, 5, 5]),
      'a paired interval needs at least 2 clusters, got 1',
    ],
    [
      'the same gain everywhere',
      units(
        ramp(12, 0).map((v) => v + 0.25),
        ramp(12, 0),
      ),
      'no variation between clusters',
    ],
    [
      'too few clusters for a sign-flip',
      units([0.1, 0.5, 0.25, 0.75, 1], [0, 0, 0, 0, 0.5]),
      'sign-flip: 32 sign patterns cannot reach a one-sided p of 0.025; add clusters',
    ],
    [
      'few discordant and unequal clusters',
      units(
        [0.5, 0.5, 0.25, 0.5, 0.5, 0.5, 0.5, 0.75],
        new Array<number>(8).fill(0.5),
        [1, 1, 2, 3, 4, 5, 6, 7],
      ),
      'fewer than 10 discordant clusters, and clusters of unequal size',
    ],
    [
      'few discordant clusters and scores outside the range',
      units([2, 1.5, 2, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2, 1.75]),
      'fewer than 10 discordant clusters, and scores outside [0, 1]',
    ],
  ])('%s is insufficient', (_, pair, reason) => {
    expect(nonInferiority(pair, TEST, mersenneTwister(1))).toEqual({ status: 'insufficient', reason });
    expect(pairedInterval(pair, 0.95, mersenneTwister(1)).status).toBe('insufficient');
  });

  test('every case won: Tango alone, up to 1', () => {
    expect(nonInferiority(units([1, 1, 1, 1], [0, 0, 0, 0]), TEST, mersenneTwister(1))).toMatchObject({
      value: 1,
      upper: 1,
    });
  });

  test('carries the warnings of the clusters', () => {
    const found = nonInferiority(units([1, 1, 1, 1], [0, 0, 0, 0]), TEST, mersenneTwister(1));
    const warnings = found.status === 'estimated' ? found.warnings : undefined;
    const kinds = warnings?.map((warning) => warning.kind);
    expect(kinds).toEqual(['few-clusters', 'dominant-cluster']);
  });

  test.each([
    ['STATS_BAD_LENGTH', () => nonInferiority(units([1, 0], [1]), TEST, mersenneTwister(1))],
    ['STATS_BAD_LENGTH', () => nonInferiority(units([1, 0], [1, 1], [1]), TEST, mersenneTwister(1))],
    ['STATS_BAD_VALUE', () => nonInferiority(units([1, Number.NaN], [1, 1]), TEST, mersenneTwister(1))],
    [
      'STATS_BAD_VALUE',
      () => nonInferiority(units([1, 0], [1, 1]), { margin: -1, alpha: 0.025 }, mersenneTwister(1)),
    ],
    [
      'STATS_BAD_VALUE',
      () => nonInferiority(units([1, 0], [1, 1]), { margin: 1, alpha: 0.025 }, mersenneTwister(1)),
    ],
    [
      'STATS_BAD_LEVEL',
      () => nonInferiority(units([1, 0], [1, 1]), { margin: 0, alpha: 0.5 }, mersenneTwister(1)),
    ],
    ['STATS_BAD_LEVEL', () => pairedInterval(units([1, 0], [1, 1]), 1, mersenneTwister(1))],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
