import { describe, expect, test } from 'vitest';
import { calibrationSlopeDifference } from '../../src/stats/calibration/slope-difference.js';
import { aurocDifference } from '../../src/stats/discrimination/auroc-difference.js';
import type { IntervalOrInsufficient } from '../../src/stats/interval.js';
import { expectClose, printDifferences, readReference } from './reference.js';

// The reference differentiates numerically: its standard errors are good to about nine digits.
const TOLERANCE = 1e-7;

interface Expected {
  readonly value: number;
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
}

const { rows } = readReference<{
  readonly rows: readonly {
    readonly level: number;
    readonly clusters: readonly number[];
    readonly newForecasts: readonly number[];
    readonly newOutcomes: readonly number[];
    readonly oldForecasts: readonly number[];
    readonly oldOutcomes: readonly number[];
    readonly auroc: Expected;
    readonly slope: Expected;
  }[];
}>('figure-differences.json');

printDifferences();

function expectSame(found: IntervalOrInsufficient, expected: Expected, what: string): void {
  if (found.status === 'insufficient') throw new Error(found.reason);
  expectClose(found.value, expected.value, 1e-9, `${what}.value`);
  expect(found.se).toBeDefined();
  expectClose(found.se ?? Number.NaN, expected.se, TOLERANCE, `${what}.se`);
  expectClose(found.lower, expected.lower, TOLERANCE, `${what}.limits`);
  expectClose(found.upper, expected.upper, TOLERANCE, `${what}.limits`);
}

describe('differences of two models on the same cases, by numerical differentiation', () => {
  test.each(rows)('$level over $clusters.length cases', (row) => {
    const clusters = Int32Array.from(row.clusters);
    const [newF, newO] = [Float64Array.from(row.newForecasts), Float64Array.from(row.newOutcomes)];
    const [oldF, oldO] = [Float64Array.from(row.oldForecasts), Float64Array.from(row.oldOutcomes)];
    const aurocs = aurocDifference(
      { scores: newF, outcomes: newO },
      { scores: oldF, outcomes: oldO },
      clusters,
      row.level,
    );
    expectSame(aurocs, row.auroc, 'aurocDifference');
    const slopes = calibrationSlopeDifference(
      { forecasts: newF, outcomes: newO },
      { forecasts: oldF, outcomes: oldO },
      clusters,
      row.level,
      0.01,
    );
    expectSame(slopes, row.slope, 'calibrationSlopeDifference');
  });
});
