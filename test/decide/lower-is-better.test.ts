import { describe, expect, it } from 'vitest';
import { testNoLoss } from '../../src/decide/no-loss-gate.js';
import { testMargin } from '../../src/decide/paired-gate.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aGate, aNoLoss, aPolicy } from '../builders/a-policy.js';
import { aPairedEvidence, type Pairs } from '../builders/an-evidence.js';

const setting = { policy: aPolicy(), seed: 1 };
const versus = (pairs: Pairs) => [
  { name: 'previous', model: 'old', ite: aPairedEvidence(pairs), complete: aPairedEvidence(pairs) },
];
const mirrored = (pairs: Pairs): Pairs => ({
  bothRight: pairs.bothWrong ?? 0,
  bothWrong: pairs.bothRight ?? 0,
  onlyNew: pairs.onlyOld ?? 0,
  onlyOld: pairs.onlyNew ?? 0,
});

// A value of 1 is an error here: `onlyNew` are the errors that only the candidate makes.
const more: Pairs = { bothWrong: 500, onlyNew: 150, onlyOld: 20, bothRight: 100 };
const fewer: Pairs = { bothWrong: 500, onlyNew: 20, onlyOld: 100, bothRight: 100 };
const unclear: Pairs = { bothWrong: 60, onlyNew: 12, onlyOld: 10, bothRight: 18 };

describe('gates on an error rate: less is better', () => {
  it.each([
    ['more errors fail', more, 'fail'],
    ['fewer errors pass', fewer, 'pass'],
    ['what lies across the margin is inconclusive', unclear, 'inconclusive'],
  ] as const)('%s', (_, pairs, outcome) => {
    const found = testMargin(aGate(), versus(pairs), { ...setting, metric: METRICS.under_triage });
    expect(found.outcome).toBe(outcome);
  });

  it('shows candidate − comparator, and the side that decides', () => {
    const test = { ...setting, metric: METRICS.under_triage };
    expect(testMargin(aGate(), versus(fewer), test)).toMatchObject({
      value: -80 / 720,
      because: expect.stringMatching(/upper limit -0\.\d+ < 0\.05$/),
    });
    expect(testMargin(aGate(), versus(more), test).because).toMatch(/lower limit 0\.\d+ > 0\.05: a loss/);
    expect(testMargin(aGate(), versus(unclear), test).because).toMatch(
      /upper limit 0\.\d+ is not below 0\.05, lower limit -0\.\d+ is not above it/,
    );
  });

  it('decides as the mirrored accuracies do, with the mirrored limits', () => {
    for (const pairs of [more, fewer, unclear]) {
      const error = testMargin(aGate(), versus(pairs), { ...setting, metric: METRICS.under_triage });
      const right = testMargin(aGate(), versus(mirrored(pairs)), { ...setting, metric: METRICS.accuracy });
      expect(error.outcome).toBe(right.outcome);
      expect([error.value, error.lower, error.upper]).toEqual([
        -(right.value ?? 0),
        -(right.upper ?? 0),
        -(right.lower ?? 0),
      ]);
    }
  });

  it('finds a demonstrated loss where errors rise', () => {
    const test = { ...setting, metric: METRICS.under_triage };
    expect(testNoLoss(aNoLoss(), versus(more), test)).toMatchObject({
      outcome: 'fail',
      because: expect.stringMatching(/lower limit 0\.\d+ > 0: a loss is shown/),
    });
    expect(testNoLoss(aNoLoss(), versus(fewer), test).outcome).toBe('pass');
  });
});

describe('superiority', () => {
  const { margin: _, ...bare } = aGate();
  const gate = { ...bare, test: 'superiority_max_tango_cr2' as const };
  const test = { ...setting, metric: METRICS.accuracy };

  it('passes above 0, fails below, and is inconclusive across', () => {
    expect(testMargin(gate, versus(more), test)).toMatchObject({
      outcome: 'pass',
      because: expect.stringMatching(/lower limit 0\.\d+ > 0$/),
    });
    expect(testMargin(gate, versus(fewer), test).outcome).toBe('fail');
    expect(testMargin(gate, versus(unclear), test).outcome).toBe('inconclusive');
    expect(testMargin(gate, versus({ bothRight: 1000 }), test).outcome).toBe('inconclusive');
  });
});
