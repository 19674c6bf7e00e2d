import { describe, expect, it } from 'vitest';
import { testEquivalence } from '../../src/decide/equivalence-gate.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aGate, aPolicy } from '../builders/a-policy.js';
import { aPairedColumn, aPairedEvidence, type Pairs } from '../builders/an-evidence.js';

const { margin: _, ...bare } = aGate();
const gate = { ...bare, test: 'tost' as const, alpha: 0.05, margin: 0.05 };
const setting = { metric: METRICS.accuracy, policy: aPolicy(), seed: 1 };
const versus = (ite: Pairs, complete: Pairs = ite) => [
  { name: 'previous', model: 'old', ite: aPairedEvidence(ite), complete: aPairedEvidence(complete) },
];

describe('testEquivalence', () => {
  it('passes where both limits lie within the margin: z² / (n + z²) < 0.05 needs n > 19 · 1.645² = 51.4', () => {
    expect(testEquivalence(gate, versus({ bothRight: 52 }), setting).outcome).toBe('pass');
    expect(testEquivalence(gate, versus({ bothRight: 51 }), setting).outcome).toBe('inconclusive');
  });

  it.each([
    ['a loss', { bothRight: 500, onlyOld: 150, onlyNew: 20 }],
    ['a gain', { bothRight: 500, onlyOld: 20, onlyNew: 150 }],
  ])('fails on %s beyond the margin: neither side is better', (_, pairs) => {
    expect(testEquivalence(gate, versus(pairs), setting).outcome).toBe('fail');
  });

  it('has to hold under complete case too', () => {
    const found = testEquivalence(gate, versus({ bothRight: 500 }, { bothRight: 20 }), setting);
    expect(found).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('not under complete case'),
    });
  });

  it('is inconclusive across the margin, without a pair, and on one cluster', () => {
    const across = testEquivalence(gate, versus({ bothRight: 90, onlyOld: 8, onlyNew: 2 }), setting);
    expect(across).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('not both lie within'),
    });
    expect(testEquivalence(gate, versus({}), setting)).toMatchObject({
      outcome: 'inconclusive',
      value: null,
    });
    const column = { ...aPairedColumn({ bothRight: 50 }), clusters: new Int32Array(50) };
    const ite = aPairedEvidence(column);
    const side = { name: 'previous', model: 'old', ite, complete: ite };
    expect(testEquivalence(gate, [side], setting)).toMatchObject({ outcome: 'inconclusive', value: null });
  });
});
