import { describe, expect, it } from 'vitest';
import { applyPrecedence, countedCritical } from '../../src/decide/precedence.js';
import type { GateDecision } from '../../src/domain/decision.js';
import type { CriticalFailure } from '../../src/domain/dossier.js';
import type { Policy } from '../../src/domain/policy.js';
import { aGateDecision } from '../builders/a-decision.js';
import { aPolicy, withCritical } from '../builders/a-policy.js';
import { aCriticalFailure } from '../builders/an-evidence.js';

interface Given {
  readonly critical?: readonly CriticalFailure[];
  readonly broken?: readonly string[];
  readonly gates?: readonly GateDecision[];
}

function verdict(given: Given, policy: Policy = withCritical()) {
  const { critical = [], broken = [], gates = [aGateDecision()] } = given;
  return applyPrecedence(policy, critical, broken, gates);
}

const adjudicated = aCriticalFailure();
const open = aCriticalFailure({ adjudicated: false });
const failing = aGateDecision({ gate: 'failing', outcome: 'fail' });
const undecided = aGateDecision({ gate: 'undecided', outcome: 'inconclusive', next: 'add clusters' });
const passing = aGateDecision();

describe('applyPrecedence: each rule before the next (METHODS §2.11)', () => {
  it('1: an adjudicated critical failure fails, though all else is broken, open or passing', () => {
    expect(verdict({ critical: [open, adjudicated], broken: ['x'], gates: [undecided] }).outcome).toBe(
      'fail',
    );
    expect(verdict({ critical: [adjudicated], gates: [passing] })).toMatchObject({
      outcome: 'fail',
      because: expect.stringMatching(/^1 adjudicated critical failure/),
    });
  });

  it('2: one that is not adjudicated blocks, before a broken protocol and a failed gate', () => {
    expect(verdict({ critical: [open], broken: ['x'], gates: [failing] })).toMatchObject({
      outcome: 'blocked',
      because: '1 critical failure not yet adjudicated',
    });
    expect(verdict({ critical: [open, open] }).because).toBe('2 critical failures not yet adjudicated');
  });

  it('3: a broken protocol is invalid, before a failed gate', () => {
    expect(verdict({ broken: ['a', 'b', 'c', 'd', 'e'], gates: [failing] })).toMatchObject({
      outcome: 'invalid',
      because: 'the protocol was broken: a; b; c; and 2 more',
    });
  });

  it('4: a failed gate fails, before one that is open', () => {
    expect(verdict({ gates: [undecided, failing, passing] })).toMatchObject({
      outcome: 'fail',
      because: 'failed: failing',
    });
    expect(verdict({ gates: [aGateDecision({ ...failing, family: 'override' })] }).outcome).toBe('fail');
  });

  it('5: all pass; 6: otherwise inconclusive, with what to do next', () => {
    expect(verdict({ gates: [passing, aGateDecision({ family: 'override' })] })).toMatchObject({
      outcome: 'pass',
      because: 'all 2 deciding gates pass',
    });
    expect(verdict({ gates: [passing] }).because).toBe('the one deciding gate passes');
    expect(verdict({ gates: [passing, undecided] })).toMatchObject({
      outcome: 'inconclusive',
      because: 'not decided: undecided',
      next: 'add clusters',
    });
    expect(verdict({ gates: [passing, aGateDecision({ ...undecided, family: 'override' })] }).outcome).toBe(
      'inconclusive',
    );
  });

  it('lets an advisory gate decide nothing, neither against nor for', () => {
    const advisory = (outcome: GateDecision['outcome']) => aGateDecision({ family: 'advisory', outcome });
    expect(verdict({ gates: [passing, advisory('fail'), advisory('inconclusive')] }).outcome).toBe('pass');
    expect(verdict({ gates: [advisory('pass')] }).outcome).toBe('inconclusive');
  });

  it.each(['release', 'screen', 'research'] as const)('does not pass a %s that tests nothing', (purpose) => {
    expect(verdict({ gates: [] }, aPolicy({ purpose }))).toMatchObject({
      outcome: 'inconclusive',
      because: 'no gate decides: the policy tests nothing',
    });
  });
});

describe('applyPrecedence: a screen', () => {
  const screen = withCritical({ purpose: 'screen' });

  it('fails on a new critical failure or a demonstrated loss', () => {
    expect(verdict({ critical: [adjudicated] }, screen).outcome).toBe('fail');
    expect(verdict({ critical: [open] }, screen).outcome).toBe('blocked');
    expect(verdict({ gates: [failing] }, screen).outcome).toBe('fail');
  });

  it('is invalid where the protocol was broken', () => {
    expect(verdict({ broken: ['x'] }, screen).outcome).toBe('invalid');
  });

  it('passes an open gate, and says that this is no evidence of non-inferiority', () => {
    expect(verdict({ gates: [undecided] }, screen)).toMatchObject({
      outcome: 'pass',
      because: expect.stringContaining('not evidence of non-inferiority'),
    });
  });

  it('says how large a loss could have stayed unseen', () => {
    const gate = aGateDecision({ test: 'no_demonstrated_loss', because: 'no-loss: 8 points could have' });
    expect(verdict({ gates: [gate] }, screen).because).toContain('no-loss: 8 points could have');
  });

  it('does not pass where a gate could not be tested at all', () => {
    const untested = aGateDecision({
      gate: 'children',
      outcome: 'inconclusive',
      value: null,
      lower: null,
      upper: null,
    });
    expect(verdict({ gates: [passing, untested] }, screen)).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('not tested: children'),
    });
  });
});

describe('countedCritical', () => {
  const known = aCriticalFailure({ inBaseline: true });
  const fresh = aCriticalFailure({ inBaseline: false });
  const alone = aCriticalFailure({ inBaseline: null });

  it('counts every failure of the candidate in a release or research policy', () => {
    for (const purpose of ['release', 'research'] as const) {
      expect(countedCritical(withCritical({ purpose }), [known, fresh, alone])).toHaveLength(3);
    }
  });

  it('counts in a screen what the baseline has not; without a baseline everything is new', () => {
    expect(countedCritical(withCritical({ purpose: 'screen' }), [known, fresh, alone])).toEqual([
      fresh,
      alone,
    ]);
  });

  it('counts none where the policy does not look at them', () => {
    expect(countedCritical(aPolicy(), [fresh])).toEqual([]);
  });
});
