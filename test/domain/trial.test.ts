import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { trialId } from '../../src/domain/trial.js';
import { aTrial } from '../builders/a-trial.js';

describe('trialId', () => {
  const trial = aTrial();

  it('does not see where the trial stands in the plan, its cluster, or the names of protocol and model', () => {
    const same = { ...trial, seq: 99, cluster: 'other', protocol: 'renamed', model: 'renamed' };
    expect(trialId(same)).toBe(trialId(trial));
  });

  it('sees everything that makes another question', () => {
    const others = [
      { set: 'other' },
      { caseId: 'other' },
      { caseHash: hashOf('other') },
      { variant: 'woman' },
      { step: 1 },
      { protocolHash: hashOf('other') },
      { modelHash: hashOf('other') },
      { repeat: 1 },
    ];
    const ids = others.map((part) => trialId({ ...trial, ...part }));
    expect(new Set([trialId(trial), ...ids]).size).toBe(others.length + 1);
  });
});
