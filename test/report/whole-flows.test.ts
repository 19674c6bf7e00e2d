import { describe, expect, it } from 'vitest';
import type { FlowLoss } from '../../src/domain/flow.js';
import { modelFlows, wholeFlows } from '../../src/report/whole-flows.js';
import { aModel, aPlan } from '../builders/a-plan.js';
import { aFlow } from '../builders/an-evidence.js';

const { plan } = aPlan({ models: [aModel(), aModel({ model: 'baseline-1' }, 'baseline')] });

function lost(cause: FlowLoss['cause'], trials: number): FlowLoss {
  return { charged: cause === 'tie' ? 'grader' : 'infrastructure', cause, trials };
}

describe('wholeFlows', () => {
  it('leaves out strata, and puts the candidate first', () => {
    const flows = [aFlow({ model: 'baseline-1' }), aFlow({ stratum: 'age=child' }), aFlow()];
    const whole = wholeFlows(flows, plan);
    expect(whole.map(({ model }) => model)).toEqual(['candidate-2', 'baseline-1']);
    expect(whole[0]).not.toHaveProperty('stratum');
  });
});

describe('modelFlows', () => {
  it('adds up the protocols of each model version, and its losses by cause, the largest first', () => {
    const flows = [
      aFlow({ planned: 10, answered: 8, losses: [lost('reset', 2), lost('tie', 1)] }),
      aFlow({
        planned: 10,
        answered: 5,
        protocol: 'long',
        losses: [lost('connection', 4), lost('reset', 1)],
      }),
      aFlow({ planned: 3, model: 'baseline-1' }),
    ];
    expect(modelFlows(flows)).toMatchObject([
      {
        model: 'candidate-2',
        reading: 'strict',
        planned: 20,
        asked: 20,
        answered: 13,
        read: 20,
        graded: 20,
        losses: [lost('connection', 4), lost('reset', 3), lost('tie', 1)],
      },
      { model: 'baseline-1', planned: 3, losses: [] },
    ]);
    expect(modelFlows([])).toEqual([]);
  });
});
