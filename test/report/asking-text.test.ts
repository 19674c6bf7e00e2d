import { describe, expect, it } from 'vitest';
import { USUAL_ASKING } from '../../src/domain/asking.js';
import type { OriginCounts } from '../../src/domain/response.js';
import { askingLimitations } from '../../src/report/asking-text.js';
import { aModel, aPlan } from '../builders/a-plan.js';

const { plan } = aPlan({ models: [aModel(), aModel({ model: 'baseline-1' }, 'baseline')] });
const LIVE: OriginCounts = { live: 20, cache: 0, replay: 0, import: 0 };

function limitations(part: Partial<Parameters<typeof askingLimitations>[0]> = {}) {
  return askingLimitations({
    plan,
    asking: USUAL_ASKING,
    origins: new Map([['candidate-2', LIVE]]),
    ...part,
  });
}

describe('askingLimitations', () => {
  it('has nothing to say of a run that was asked as usual', () => {
    expect(limitations()).toEqual([]);
  });

  it('counts what came from the cache, for each model version that has some', () => {
    const origins = new Map([
      ['candidate-2', LIVE],
      ['baseline-1', { ...LIVE, cache: 5 }],
    ]);
    expect(limitations({ origins })).toEqual([
      expect.stringMatching(/^5 of 25 responses of model baseline-1 were taken from the cache/),
    ]);
  });

  it('says that more attempts were planned than usual', () => {
    expect(limitations({ asking: { ...USUAL_ASKING, attempts: 5 } })).toEqual([
      expect.stringContaining('asked up to 5 times'),
    ]);
  });

  it('says in good English that one attempt was planned', () => {
    expect(limitations({ asking: { ...USUAL_ASKING, attempts: 1 } })).toEqual([
      'A trial was asked once before a failure of the infrastructure stood.',
    ]);
    const continues = { run: 'r-0', reopened: 2, attempts: 1 };
    expect(limitations({ asking: { attempts: 2, fresh: false, continues } })).toEqual([
      expect.stringContaining('had lost there after 1 attempt (2 trials), up to 2 attempts each'),
    ]);
  });

  it('names the run that it continues, how much was asked again and how often', () => {
    const asking = { attempts: 6, fresh: false, continues: { run: 'r-0', reopened: 1, attempts: 3 } };
    expect(limitations({ asking })).toEqual([
      'This run continues run r-0 and asked again what the infrastructure had lost there after 3 attempts (1 trial), up to 6 attempts each; every response given there is kept.',
    ]);
  });
});
