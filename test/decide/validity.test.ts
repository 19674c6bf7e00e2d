import { describe, expect, it } from 'vitest';
import { brokenRules } from '../../src/decide/validity.js';
import type { Evidence } from '../../src/domain/evidence.js';
import type { FlowLoss, StratumFlow } from '../../src/domain/flow.js';
import { aGate, aPolicy } from '../builders/a-policy.js';
import { aFlow, anEvidence, aPairedEvidence, paired } from '../builders/an-evidence.js';

const policy = aPolicy();
const broken = (part: Partial<Evidence>) => brokenRules(policy, anEvidence(policy, part));

function withLoss(charged: FlowLoss['charged'], trials: number, part: Partial<StratumFlow> = {}) {
  const cause = ({ model: 'refusal', infrastructure: 'reset', run: 'not-asked', grader: 'tie' } as const)[
    charged
  ];
  const flow = aFlow({ losses: [{ charged, cause, trials }], ...part });
  return broken({ flows: [flow, aFlow(), aFlow({ model: 'baseline-1' })] });
}

describe('brokenRules', () => {
  it('are none where every trial was graded', () => {
    expect(broken({})).toEqual([]);
  });

  it('allow infrastructure losses up to 1 % of all trials, and nothing above', () => {
    expect(withLoss('infrastructure', 10)).toEqual([]);
    expect(withLoss('infrastructure', 11)).toEqual([
      'candidate-2, protocol direct: 11 of 1000 trials lost to infrastructure, above the cap of 0.01',
    ]);
  });

  it('allow 3 % in a stratum', () => {
    const stratum = { stratum: 'population=child', planned: 100 };
    expect(withLoss('infrastructure', 3, stratum)).toEqual([]);
    expect(withLoss('infrastructure', 4, stratum)[0]).toContain('population=child: 4 of 100');
  });

  it('allow half a percent ungraded', () => {
    expect(withLoss('grader', 5)).toEqual([]);
    expect(withLoss('grader', 6)[0]).toContain('6 of 1000 trials ungraded, above the cap of 0.005');
  });

  it('allow no trial without a response', () => {
    expect(withLoss('run', 1)[0]).toContain(
      '1 of 1000 planned trials have no response (n is below the plan)',
    );
  });

  it('do not take a model’s own losses for a broken protocol', () => {
    expect(withLoss('model', 1000)).toEqual([]);
  });

  it('add the losses of several causes', () => {
    const losses: readonly FlowLoss[] = [
      { charged: 'infrastructure', cause: 'reset', trials: 6 },
      { charged: 'infrastructure', cause: 'server-error', trials: 5 },
    ];
    expect(broken({ flows: [aFlow({ losses }), aFlow({ model: 'baseline-1' })] })).toHaveLength(1);
  });

  it('look at the comparator’s trials too', () => {
    const losses: readonly FlowLoss[] = [{ charged: 'run', cause: 'not-asked', trials: 1 }];
    expect(broken({ flows: [aFlow(), aFlow({ model: 'baseline-1', losses })] })[0]).toContain('baseline-1');
  });

  it('are broken where nobody counted the trials of candidate or comparator', () => {
    expect(broken({ flows: [] })).toEqual([
      'candidate-2: no planned trial is counted',
      'baseline-1: no planned trial is counted',
    ]);
    expect(broken({ flows: [aFlow({ planned: 0 }), aFlow({ model: 'baseline-1' })] })).toEqual([
      'candidate-2: no planned trial is counted',
    ]);
    expect(
      broken({ flows: [aFlow({ stratum: 'population=child' }), aFlow({ model: 'baseline-1' })] }),
    ).toHaveLength(1);
  });

  it('are broken where too many units found no partner, said once for several gates', () => {
    const ite = aPairedEvidence({ bothRight: 94 }, { baselineOnly: 6 });
    const gates = [aGate({ id: 'a' }), aGate({ id: 'b' })].map((gate) => paired(gate, { ite }));
    expect(broken({ gates })).toEqual([
      'candidate and previous (baseline-1): 6 of 100 units could not be paired (baselineOnly 6), above the cap of 0.05',
    ]);
  });

  it('allow no change of the served model within a run, unless the policy does', () => {
    const served = [
      { model: 'candidate-2', names: ['m-0901', 'm-1015'] },
      { model: 'baseline-1', names: ['b-1'] },
    ];
    expect(broken({ served })).toEqual(['candidate-2: answers came from 2 served models (m-0901; m-1015)']);
    const lenient = aPolicy({ failures: { ...policy.failures, served_model_change: 'allowed' } });
    expect(brokenRules(lenient, anEvidence(lenient, { served }))).toEqual([]);
    const many = [{ model: 'baseline-1', names: ['a', 'b', 'c', 'd', 'e', 'f'] }];
    expect(broken({ served: many })).toEqual([
      'baseline-1: answers came from 6 served models (a; b; c; d; and 2 more)',
    ]);
  });

  describe('where something was asked that nobody guarded', () => {
    const unguarded = [
      { model: 'candidate-2', part: 'program', name: 'node' },
      { model: 'baseline-1', part: 'token', name: 'az' },
      { model: 'baseline-1', part: 'gateway', name: 'APIM' },
    ] as const;
    const under = (egress: 'allowed' | 'refused' | null) =>
      brokenRules(
        aPolicy(egress === null ? {} : { egress: { unguarded: egress } }),
        anEvidence(policy, { unguarded }),
      );

    it.each(['allowed', null] as const)('are none under a policy that says %s', (egress) => {
      expect(under(egress)).toEqual([]);
    });

    it('name each model, program and gateway under a policy that refuses them', () => {
      expect(under('refused')).toEqual([
        'candidate-2: it is a program of its own (node), and the policy refuses what reaches hosts that nobody limits',
        'baseline-1: its token comes from a program (az), and the policy refuses what reaches hosts that nobody limits',
        'baseline-1: it is asked through a gateway (APIM), and the policy refuses what reaches hosts that nobody limits',
      ]);
    });

    it('are none where everything was guarded', () => {
      const strict = aPolicy({ egress: { unguarded: 'refused' } });
      expect(brokenRules(strict, anEvidence(strict))).toEqual([]);
    });
  });
});
