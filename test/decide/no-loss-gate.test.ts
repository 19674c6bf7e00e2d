import { describe, expect, it } from 'vitest';
import { testNoLoss } from '../../src/decide/no-loss-gate.js';
import { METRICS } from '../../src/measure/metrics.js';
import { aNoLoss, aPolicy } from '../builders/a-policy.js';
import { aPairedColumn, aPairedEvidence, type Pairs } from '../builders/an-evidence.js';

const TEST = { metric: METRICS.accuracy, policy: aPolicy(), seed: 1 };

function test(...sides: readonly (readonly [Pairs, Pairs?])[]) {
  const comparators = sides.map(([ite, complete], i) => ({
    name: `c${i}`,
    model: `m${i}`,
    ite: aPairedEvidence(ite),
    complete: aPairedEvidence(complete ?? ite),
  }));
  return testNoLoss(aNoLoss(), comparators, TEST);
}

describe('testNoLoss', () => {
  it('fails where the whole interval lies below 0', () => {
    expect(test([{ bothRight: 100, onlyOld: 30, onlyNew: 5 }])).toMatchObject({
      outcome: 'fail',
      because: expect.stringContaining('a loss is shown'),
    });
  });

  it('passes where it does not, and says how large a loss could have stayed unseen', () => {
    const found = test([{ bothRight: 80, onlyOld: 10, onlyNew: 6, bothWrong: 4 }]);
    expect(found.outcome).toBe('pass');
    // Connor at n = 100 and discordance 0.16: 0.1109 (see compare-pairs.test.ts for the formula)
    expect(found.because).toMatch(
      /a loss of less than 11\.\d percentage points would often have stayed unseen/,
    );
    expect(test([{ bothRight: 80 }]).because).toContain('no case of 80 changed');
    expect(test([{ bothRight: 3, onlyOld: 1 }]).because).toContain('no loss could have been shown');
  });

  it('takes the least favourable of several comparators', () => {
    const loss: Pairs = { bothRight: 100, onlyOld: 30, onlyNew: 5 };
    expect(test([{ bothRight: 100 }], [loss])).toMatchObject({
      outcome: 'fail',
      because: expect.stringContaining('c1'),
    });
    expect(test([{ bothRight: 100 }], [{}])).toMatchObject({ outcome: 'inconclusive', value: null });
  });

  it('does not pass without a comparator, a pair, or an answer that was given', () => {
    expect(test()).toMatchObject({
      outcome: 'inconclusive',
      because: 'no comparator was given',
      value: null,
    });
    expect(test([{}])).toMatchObject({ outcome: 'inconclusive', value: null, n: 0 });
    expect(test([{ bothWrong: 500 }, {}])).toMatchObject({
      outcome: 'inconclusive',
      because: 'c0 (m0), complete case: no unit has a value on both sides',
      value: null,
    });
  });

  it('does not pass on one cluster', () => {
    const column = { ...aPairedColumn({ bothRight: 50 }), clusters: new Int32Array(50) };
    const side = { name: 'c', model: 'm', ite: aPairedEvidence(column), complete: aPairedEvidence(column) };
    expect(testNoLoss(aNoLoss(), [side], TEST)).toMatchObject({
      outcome: 'inconclusive',
      value: null,
    });
  });
});
