import { describe, expect, it } from 'vitest';
import type { Grader } from '../../src/domain/grader.js';
import { indexKeys } from '../../src/domain/key-index.js';
import type { CaseFact, CaseFacts } from '../../src/run/case-facts.js';
import { UnitContexts } from '../../src/run/unit-contexts.js';
import { aKey } from '../builders/a-case.js';
import { aPlan } from '../builders/a-plan.js';
import { aProtocol } from '../builders/a-protocol.js';
import { aTrial } from '../builders/a-trial.js';

const FACT: CaseFact = {
  id: 'chest-pain-01',
  primary: 'disposition',
  criteria: [{ id: 'disposition', points: 10, harm: null, grader: 'urgency' }],
  strata: {},
  critical: [],
  variants: [
    { id: 'woman', relation: 'invariant' },
    { id: 'mild', relation: 'changes' },
  ],
};
const facts: CaseFacts = { of: () => FACT, entries: () => [] };
const urgency: Grader = {
  grader: 'urgency',
  version: '1',
  kind: 'scale',
  scale: 'urgency',
  levels: ['emergency_now', 'within_hours', 'routine'],
  critical: 1,
};

function contexts(grader: Grader | null, accept: string[] = ['within_hours', 'emergency_now']) {
  const plan = {
    ...aPlan().plan,
    protocols: [aProtocol({ protocol: 'direct', confidence: ['verbalised', 'logprob'] })],
  };
  const key = aKey({ case: 'chest-pain-01', criterion: 'disposition', accept });
  return new UnitContexts(plan, facts, {
    graders: new Map(grader === null ? [] : [['urgency', grader]]),
    index: indexKeys(new Map([['triage', [key]]])),
  });
}

describe('UnitContexts', () => {
  it('gives the criteria, the scale with what the key accepts, and the first confidence of the protocol', () => {
    expect(contexts(urgency).of(aTrial())).toMatchObject({
      primary: 'disposition',
      criteria: FACT.criteria,
      onScale: {
        scale: { name: 'urgency', levels: urgency.kind === 'scale' ? urgency.levels : [], critical: 1 },
        accepted: [0, 1],
      },
      confidence: 'verbalised',
    });
  });

  it('has no scale where the primary criterion has another grader, or the key accepts no level', () => {
    expect(contexts(null).of(aTrial()).onScale).toBeNull();
    expect(contexts({ grader: 'urgency', version: '1', kind: 'choice' }).of(aTrial()).onScale).toBeNull();
    expect(contexts(urgency, ['elsewhere']).of(aTrial()).onScale).toBeNull();
  });

  it('takes the base’s key for a variant that inherits it, and none for one that changes the answer', () => {
    const of = contexts(urgency);
    expect(of.of(aTrial({ variant: 'woman' })).onScale?.accepted).toEqual([0, 1]);
    expect(of.of(aTrial({ variant: 'mild' })).onScale).toBeNull();
  });

  it('is one object for all trials of a base unit, and asks for no confidence where the protocol does not', () => {
    const of = contexts(urgency);
    expect(of.of(aTrial({ repeat: 0 }))).toBe(of.of(aTrial({ repeat: 3 })));
    expect(of.of(aTrial({ protocol: 'brief' })).confidence).toBeNull();
  });
});
