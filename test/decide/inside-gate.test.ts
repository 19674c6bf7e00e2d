import { describe, expect, it } from 'vitest';
import { testInside } from '../../src/decide/inside-gate.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aFloor, aPolicy } from '../builders/a-policy.js';
import { aColumn } from '../builders/an-evidence.js';

const { min: _, ...bare } = aFloor();
const gate = (min: number, max: number) => ({ ...bare, test: 'inside' as const, min, max });
const setting = { metric: METRICS.accuracy, policy: aPolicy(), seed: 1 };
// 500 of 1000: Wilson 0.469 to 0.531
const half = aColumn(Array.from({ length: 1000 }, (_, i) => i % 2));

describe('testInside', () => {
  it.each([
    [0.4, 0.6, 'pass'],
    [0.48, 0.6, 'inconclusive'],
    [0.2, 0.52, 'inconclusive'],
    [0.55, 0.9, 'fail'],
    [0.1, 0.45, 'fail'],
  ])('inside %d to %d: %s', (min, max, outcome) => {
    expect(testInside(gate(min, max), half, setting)).toMatchObject({ outcome, value: 0.5, n: 1000 });
  });

  it('decides nothing without a unit, or on few clusters', () => {
    expect(testInside(gate(0.4, 0.6), aColumn([]), setting)).toMatchObject({
      outcome: 'inconclusive',
      value: null,
    });
    const few = aColumn(
      [...half.values],
      Array.from({ length: 1000 }, (_, i) => i % 4),
    );
    expect(testInside(gate(0.01, 0.99), few, setting)).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('fewer than the 10'),
    });
  });
});
