import { describe, expect, it } from 'vitest';
import type { GateDecision, ReleaseDecision } from '../../src/domain/decision.js';
import { plainSentence } from '../../src/report/plain-sentence.js';
import { aGateDecision, aReleaseDecision } from '../builders/a-decision.js';
import { aModel } from '../builders/a-plan.js';

const candidate = aModel();
const baseline = aModel({ model: 'baseline-1', snapshot: '2025-11-01' }, 'baseline');
const say = (decision: ReleaseDecision | null) => plainSentence({ decision, candidate, baseline });
const sayGates = (...gates: readonly GateDecision[]) => say(aReleaseDecision({ gates }));

describe('plainSentence', () => {
  it('decides nothing without a policy', () => {
    expect(say(null)).toBe(
      'No policy was applied to candidate-2 against baseline-1: this dossier reports and decides nothing.',
    );
    expect(plainSentence({ decision: null, candidate, baseline: null })).not.toContain('against');
  });

  it('holds outcome, both models, the bound, its n and clusters, and what it is over', () => {
    const gate = aGateDecision({
      value: -0.01,
      lower: -0.034,
      upper: 0.014,
      limit: -0.05,
      n: 320,
      clusters: 298,
    });
    const text = sayGates(gate);
    expect(text).toContain('candidate-2 passes policy triage-release, compared with baseline-1');
    expect(text).toContain(
      'Gate no-worse: a difference of −1.0 percentage points (−3.4 to 1.4), over 320 cases in 298 clusters.',
    );
    expect(text).toContain('over vignettes written like these, not patients');
    expect(sayGates({ ...gate, n: 1, clusters: 1 })).toContain(', over 1 case in 1 cluster.');
  });

  it.each([
    ['pass', 'passes'],
    ['fail', 'fails'],
    ['inconclusive', 'is not decided by'],
    ['invalid', 'cannot be judged by'],
    ['blocked', 'is blocked under'],
  ] as const)('says %s in words', (outcome, words) => {
    expect(say(aReleaseDecision({ outcome }))).toContain(`candidate-2 ${words} policy triage-release`);
  });

  it('says what the decision says of a screen that passes, once', () => {
    const because = 'no new critical failure; not evidence of non-inferiority';
    const sentence = say(aReleaseDecision({ purpose: 'screen', outcome: 'pass', because }));
    expect(sentence.match(/not evidence of non-inferiority/g)).toHaveLength(1);
  });

  it('names a gate that failed before one that is open, and that before a comparison', () => {
    const failed = aGateDecision({ gate: 'failed', outcome: 'fail' });
    const open = aGateDecision({ gate: 'open', outcome: 'inconclusive' });
    const compared = aGateDecision({ gate: 'compared' });
    const floor = aGateDecision({
      gate: 'floor',
      test: 'lower_limit',
      limit: 0.5,
      value: 0.8,
      lower: 0.7,
      upper: 0.9,
    });
    const advisory = aGateDecision({ gate: 'advice', family: 'advisory', outcome: 'fail' });
    expect(sayGates(floor, compared, open, failed)).toContain('Gate failed:');
    expect(sayGates(floor, compared, open, advisory)).toContain('Gate open:');
    expect(sayGates(floor, compared, advisory)).toContain('Gate compared: a difference of');
    expect(sayGates(floor)).toContain('Gate floor: a figure of 80.0 percentage points (70.0 to 90.0)');
  });

  it('calls a screen’s comparison a difference, though its limit is 0', () => {
    const gate = aGateDecision({
      test: 'no_demonstrated_loss',
      limit: 0,
      value: -0.01,
      lower: -0.03,
      upper: 0.01,
    });
    expect(sayGates(gate)).toContain('a difference of −1.0 percentage points');
  });

  it('names no bound where no gate was measured', () => {
    const none = { value: null, lower: null, upper: null, outcome: 'inconclusive' } as const;
    expect(sayGates(aGateDecision(none))).not.toContain('Gate');
  });

  it('prints as many digits as show on which side of its limit a number lies', () => {
    const open = aGateDecision({
      outcome: 'inconclusive',
      value: -0.01,
      lower: -0.050004,
      upper: 0.03,
      limit: -0.05,
    });
    expect(sayGates(open)).toContain('(−5.0004 to 3.0000)');
    const passed = aGateDecision({ value: -0.01, lower: -0.04996, upper: 0.03, limit: -0.05 });
    expect(sayGates(passed)).toContain('(−4.996 to 3.000)');
    const equal = aGateDecision({
      outcome: 'inconclusive',
      value: -0.01,
      lower: -0.05,
      upper: 0.03,
      limit: -0.05,
    });
    expect(sayGates(equal)).toContain('(−5.0 to 3.0)');
  });
});
