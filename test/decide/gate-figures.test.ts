import { describe, expect, it } from 'vitest';
import { limitOf, requirementOf } from '../../src/decide/gate-figures.js';
import type { Gate } from '../../src/domain/policy.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aCeiling, aFloor, aGate, aNoLoss, anExactCeiling, anExactFloor } from '../builders/a-policy.js';

const { min: _, ...bare } = aFloor();
const { margin: __, ...paired } = aGate();
const ROWS: readonly (readonly [Gate, string, number | null])[] = [
  [anExactFloor(), 'exact one-sided 95 % lower limit > 0.95', 0.95],
  [anExactCeiling(), 'exact one-sided 95 % upper limit < 0.01', 0.01],
  [aFloor(), 'one-sided 97.5 % lower limit > 0.5', 0.5],
  [aCeiling({ alpha: 0.001 }), 'one-sided 99.9 % upper limit < 0.5', 0.5],
  [
    aGate({ vs: ['anchor', 'previous'] }),
    'one-sided 97.5 % lower limit of candidate − anchor and previous > −0.05',
    -0.05,
  ],
  [
    aGate({ stratum: { population: 'child' } }),
    'one-sided 97.5 % lower limit of candidate − previous > −0.05 (population: child)',
    -0.05,
  ],
  [aNoLoss(), 'one-sided 97.5 % upper limit of candidate − previous not below 0', 0],
  [
    { ...paired, test: 'superiority_max_tango_cr2' },
    'one-sided 97.5 % lower limit of candidate − previous > 0',
    0,
  ],
  [
    { ...paired, test: 'tost', margin: 0.05 },
    'both one-sided 97.5 % limits of candidate − previous inside ±0.05',
    null,
  ],
  [{ ...bare, test: 'inside', min: 0.8, max: 1.25 }, 'both one-sided 97.5 % limits inside 0.8 to 1.25', null],
];

describe('requirementOf and limitOf', () => {
  it.each(ROWS)('%o', (gate, words, limit) => {
    expect(requirementOf(gate, METRICS.accuracy)).toBe(words);
    expect(limitOf(gate, METRICS.accuracy)).toBe(limit);
  });
});

describe('requirementOf and limitOf of an error rate: less is better', () => {
  it.each([
    [aGate(), 'Under-triage: one-sided 97.5 % upper limit of candidate − previous < 0.05', 0.05],
    [aNoLoss(), 'Under-triage: one-sided 97.5 % lower limit of candidate − previous not above 0', 0],
    [
      { ...paired, test: 'superiority_max_tango_cr2' as const },
      'Under-triage: one-sided 97.5 % upper limit of candidate − previous < 0',
      0,
    ],
  ])('%o', (gate, words, limit) => {
    expect(requirementOf(gate, METRICS.under_triage)).toBe(words);
    expect(limitOf(gate, METRICS.under_triage)).toBe(limit);
  });
});
