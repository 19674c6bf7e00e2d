import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { buildPlan } from '../../src/plan/build-plan.js';
import { aCase, aCaseSet, aVariant } from '../builders/a-case.js';
import { aContent, aModel, aPlan, aPlanInput, aSuite } from '../builders/a-plan.js';
import { aProtocol, aRule } from '../builders/a-protocol.js';

const twoModels = [aModel(), aModel({ model: 'baseline-1', snapshot: '2025-11-01' }, 'baseline')];
const turns = [
  { role: 'user', text: 'first visit' },
  { role: 'assistant', text: 'more' },
  { role: 'user', text: 'second visit' },
] as const;
const longitudinal = aCase({
  id: 'l1',
  turns: [...turns],
  steps: [
    { step: 1, through: 1 },
    { step: 2, through: 3 },
  ],
});

function contentOf(cases: readonly ReturnType<typeof aCase>[], part: Parameters<typeof aContent>[0] = {}) {
  return aContent({ sets: [{ set: aCaseSet(), cases }], ...part });
}

describe('buildPlan: the denominator', () => {
  it('is case × variant × step × protocol × repeat × model, and as many trials are generated', () => {
    // l1: 1 variant × 2 steps; c1: base and woman × 1 step. (2 + 2) × 2 protocols × 3 repeats × 2 models = 48.
    const content = contentOf([longitudinal, aCase({ id: 'c1', variants: [aVariant()] })], {
      suite: aSuite({ cases: [{ set: 'triage', variants: ['invariant'] }], repeats: 3 }),
      protocols: [aProtocol(), aProtocol({ protocol: 'brief', prompt: { user: '{{case}}' } })],
    });
    const { plan, trials } = aPlan({ suites: [content], models: twoModels });
    const all = [...trials()];
    expect(plan.trialCount).toBe(48);
    expect(all).toHaveLength(48);
    expect(new Set(all.map((t) => t.id)).size).toBe(48);
    expect(all.map((t) => t.seq)).toEqual(all.map((_, i) => i));
    expect(plan.caseCount).toBe(2);
  });

  it('asks a case with steps at its steps and nowhere else, all others at step 0', () => {
    const { trials } = aPlan({ suites: [contentOf([longitudinal, aCase()])] });
    expect([...trials()].map((t) => `${t.caseId} ${t.step}`)).toEqual(['l1 1', 'l1 2', 'chest-pain-01 0']);
  });

  it('gives the same trials every time they are asked for', () => {
    const planned = aPlan({ models: twoModels });
    expect([...planned.trials()]).toEqual([...planned.trials()]);
  });

  it('asks as often as the suite says, or as the run says', () => {
    const suites = [contentOf([aCase()], { suite: aSuite({ repeats: 5 }) })];
    expect(aPlan({ suites }).plan.trialCount).toBe(5);
    expect(aPlan({ suites, repeats: 2 }).plan.trialCount).toBe(2);
    expect([...aPlan({ suites, repeats: 2 }).trials()].map((t) => t.repeat)).toEqual([0, 1]);
  });
});

describe('buildPlan: several suites', () => {
  const accuracy = contentOf([aCase({ id: 'c1' }), aCase({ id: 'c2' })]);
  const safety = contentOf([aCase({ id: 'c2' }), aCase({ id: 'c3' })], {
    suite: aSuite({ suite: 'safety', repeats: 5 }),
  });

  it('asks a shared trial once and keeps it in both selections', () => {
    const { plan, trials } = aPlan({ suites: [accuracy, safety], repeats: 1 });
    expect([...trials()].map((t) => t.caseId)).toEqual(['c1', 'c2', 'c3']);
    expect(plan.selection).toEqual({
      triage: ['triage/c1', 'triage/c2'],
      safety: ['triage/c2', 'triage/c3'],
    });
    expect(plan.repeats).toBe(1);
  });

  it('repeats as the suite that wants most', () => {
    expect(aPlan({ suites: [accuracy, safety] }).plan.repeats).toBe(5);
  });

  it('is another plan for another part of the cases', () => {
    const limits = [
      null,
      { cases: 1 },
      { only: ['triage/chest-pain-01'] },
      { cases: 1, only: ['triage/chest-pain-01'] },
    ];
    const plans = limits.map((limit) => aPlan({ limit }).plan);
    expect(new Set(plans.map(({ hash }) => hash)).size).toBe(4);
    expect(plans.map((plan) => plan.limit)).toEqual(limits);
  });

  it('limits each suite', () => {
    const { plan } = aPlan({ suites: [accuracy, safety], limit: { cases: 1 } });
    expect(Object.values(plan.selection).map((keys) => keys.length)).toEqual([1, 1]);
  });
});

describe('buildPlan: clusters and identities', () => {
  it('gives a variant the cluster of its base, and a case without a cluster its own', () => {
    const family = aCase({ id: 'c1', cluster: 'patient-7', variants: [aVariant()] });
    const content = contentOf([family, aCase({ id: 'c2' })], {
      suite: aSuite({ cases: [{ set: 'triage', variants: ['invariant'] }] }),
    });
    const { trials } = aPlan({ suites: [content] });
    expect([...trials()].map((t) => `${t.variant} ${t.cluster}`)).toEqual([
      'base patient-7',
      'woman patient-7',
      'base c2',
    ]);
  });

  it('hashes of a case what the model sees: not criteria, strata, title, cluster or source', () => {
    const hashOfAsked = (part: Parameters<typeof aCase>[0]) =>
      [...aPlan({ suites: [contentOf([aCase(part)])] }).trials()][0]?.caseHash;
    const base = hashOfAsked({});
    expect(hashOfAsked({ strata: { a: 'b' }, title: 't', cluster: 'k', source: { cite: 'x' } })).toBe(base);
    expect(hashOfAsked({ turns: [{ role: 'user', text: 'other' }] })).not.toBe(base);
    expect(
      hashOfAsked({
        options: [
          { id: 'a', text: 'a' },
          { id: 'b', text: 'b' },
        ],
      }),
    ).not.toBe(base);
  });

  it('has a hash that changes with cases, models, repeats and suites, not with where they lie', () => {
    const hash = (part: Parameters<typeof aPlan>[0]) => aPlan(part).plan.hash;
    const base = hash({});
    expect(hash({ origin: 'builtin' })).toBe(base);
    const others = [
      { suites: [contentOf([aCase({ criteria: [{ id: 'disposition', points: 1, grader: 'choice' }] })])] },
      { models: [aModel({ settings: { temperature: 1 } })] },
      { repeats: 2 },
      { suites: [contentOf([aCase()], { suite: aSuite({ version: '2' }) })] },
      {
        suites: [
          contentOf([aCase()], {
            protocols: [aProtocol({ readings: { strict: aRule({ answer: [{ name: 'w', whole: true }] }) } })],
          }),
        ],
      },
    ].map(hash);
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });

  it('lists each planned case with the hash of all of it', () => {
    const { cases } = aPlan();
    expect(cases).toEqual([{ set: 'triage', case: aCase(), hash: hashOf(aCase()) }]);
  });
});

describe('buildPlan: refusals', () => {
  const refuses = (part: Parameters<typeof aPlanInput>[0]) => expect(() => buildPlan(aPlanInput(part)));

  it('refuses a suite that takes no case, naming it', () => {
    const none = aContent({
      suite: aSuite({ cases: [{ set: 'triage', where: { population: ['nobody'] } }] }),
    });
    refuses({ suites: [none] }).toThrow(/suite triage: expected at least one case/);
    refuses({ limit: { cases: 0 } }).toThrow(/expected at least one case/);
  });

  it('refuses a model version that is given twice, by name or by content', () => {
    refuses({ models: [aModel(), aModel({ snapshot: 'other' })] }).toThrow(/given twice/);
    const one = aModel();
    refuses({ models: [one, { ...aModel({ model: 'renamed' }), hash: one.hash }] }).toThrow(/given twice/);
    refuses({ models: [] }).toThrow(/at least one --model/);
  });

  it('refuses attachments, which no client would send', () => {
    const sha256 = 'a'.repeat(64);
    const withScan = aCase({ attachments: [{ id: 'ct', kind: 'image', file: 'ct.png', sha256 }] });
    refuses({ suites: [contentOf([withScan])] }).toThrow(/attachments are not supported yet/);
  });

  it('refuses no suites, and repeats that ask nothing', () => {
    refuses({ suites: [] }).toThrow(/at least one suite/);
    for (const repeats of [0, -1, 1.5, Number.NaN]) refuses({ repeats }).toThrow(/whole number of repeats/);
  });
});
