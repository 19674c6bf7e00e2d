import { describe, expect, it } from 'vitest';
import type { ModelVersion } from '../../src/domain/model-version.js';
import { limitationsOf, methodsOf, notTestedOf, waiverLimitations } from '../../src/report/methods-text.js';
import { aCase, aCaseSet } from '../builders/a-case.js';
import { aComparison, anEstimate, aResult } from '../builders/a-figure.js';
import { aContent, aPlan } from '../builders/a-plan.js';
import { aPolicy } from '../builders/a-policy.js';

const planOf = (set: Parameters<typeof aCaseSet>[0]) =>
  aPlan({ suites: [aContent({ sets: [{ set: aCaseSet(set), cases: [aCase()] }] })] }).plan;

describe('limitationsOf', () => {
  it('says who wrote cases and keys, that nobody reviewed them, and that a model may know them', () => {
    expect(limitationsOf(planOf({}))).toEqual([
      'Set triage (Telephone triage): cases by a language model; keys by a language model; no clinician has reviewed them; synthetic content, public, so a model may have seen them in training; written for GB.',
    ]);
  });

  it('names reviewers and calls sealed sets sealed', () => {
    const [text] = limitationsOf(planOf({ reviewed_by: ['Dr A', 'Dr B'], exposure: 'sealed' }));
    expect(text).toContain('reviewed by Dr A, Dr B');
    expect(text).toContain('synthetic content, sealed;');
    expect(text).not.toContain('may have seen');
  });

  it('says where an endpoint stands and what is only declared of it, and what nobody guarded of a program', () => {
    const plan = planOf({});
    const [first] = plan.models;
    if (first === undefined) throw new Error('the plan has a model');
    const withClient = (client: ModelVersion['client'], deployment: ModelVersion['deployment']) =>
      limitationsOf({
        ...plan,
        models: [{ ...first, version: { ...first.version, model: 'ward', client, deployment } }],
      }).slice(plan.sets.length);
    const http = { kind: 'http', api: 'openai-chat', url: 'https://llm.example:8443/v1' } as const;
    const asked =
      'Model ward was asked at llm.example:8443 (outside); training on what was sent: none; retention of it: not declared. Both are declared by whoever wrote the model’s file, not verified.';
    const deployment = { location: 'outside', training: 'none' } as const;
    expect(withClient(http, deployment)).toEqual([asked]);
    expect(withClient({ ...http, credential: { command: ['az', 'account'] } }, deployment)).toEqual([
      'The token of model ward came from a program (az): which hosts it reached was neither limited nor observed.',
      asked,
    ]);
    expect(withClient(http, { ...deployment, answer_time_ms: 30_000 })).toEqual([
      asked,
      'Model ward had 30000 ms for each answer, from when the request was sent: a later one, or none by the deadline, is the deployment’s failure, whatever slowed it.',
    ]);
    expect(withClient(http, { ...deployment, gateway: 'APIM west' })).toEqual([
      'Model ward was asked through a gateway (APIM west): where that passed on what was sent was neither limited nor observed.',
      asked,
    ]);
    const program = { kind: 'command', argv: ['node', 'm.mjs'] } as const;
    const unguarded =
      'Model ward is a program of its own (node): which hosts it reached was neither limited nor observed.';
    expect(withClient({ ...program, argv: [...program.argv] }, { location: 'this-machine' })).toEqual([
      unguarded,
    ]);
    expect(
      withClient(
        { ...program, argv: [...program.argv], digest: `sha256:${'a'.repeat(64)}` },
        { location: 'inside', training: 'none', retention: '30 days' },
      ),
    ).toEqual([
      unguarded,
      'Model ward was asked through this program (inside); training on what was sent: none; retention of it: 30 days. All three are declared by whoever wrote the model’s file, not verified.',
    ]);
  });
});

describe('waiverLimitations', () => {
  const { plan } = aPlan();
  const [first] = plan.models;
  if (first === undefined) throw new Error('the plan has a model');
  const version: ModelVersion = { ...first.version, model: 'ward', deployment: { location: 'outside' } };
  const sent = { ...plan, models: [{ ...first, version }, first] };
  const waiver = {
    set: 'notes',
    case: 'a',
    field: 'turns[0].text',
    kind: 'phone',
    sha256: '0'.repeat(64),
    by: 'Dr A',
    at: '2026-11-20',
    reason: 'reserved for fiction',
  } as const;

  it('say for the board who let what leave, and why', () => {
    expect(waiverLimitations({ waivers: [waiver], plan: sent, audience: 'board' })).toEqual([
      'Waived by Dr A on 2026-11-20: phone in turns[0].text of case notes/a, let go to ward, from where it may leave the institution (reserved for fiction).',
    ]);
    const [several] = waiverLimitations({ waivers: [{ ...waiver, hits: 3 }], plan: sent, audience: 'board' });
    expect(several).toContain(': 3 hits of phone in turns[0].text of');
  });

  it.each(['engineer', 'public'] as const)('only count for the audience %s', (audience) => {
    const others = ['email', 'name', 'date'] as const;
    const waivers = [waiver, ...others.map((kind) => ({ ...waiver, kind }))];
    expect(waiverLimitations({ waivers, plan: sent, audience })).toEqual([
      '1 text in which the screen found what may be an identifier was let go under waivers of named persons, to ward, from where it may leave the institution.',
    ]);
    const elsewhere = [{ set: 'letters' }, { case: 'b' }, { field: 'turns[1].text' }];
    const [text] = waiverLimitations({
      waivers: [...waivers, ...elsewhere.map((change) => ({ ...waiver, ...change }))],
      plan: sent,
      audience,
    });
    expect(text).toContain('4 texts in which the screen found what may be an identifier were let go');
  });

  it('name a program, too, of which nobody knows what it does with a case', () => {
    const client: ModelVersion['client'] = { kind: 'command', argv: ['node', 'model.mjs'] };
    const program: ModelVersion = {
      ...first.version,
      model: 'mine',
      client,
      deployment: { location: 'inside' },
    };
    const models = [{ ...first, version: program }];
    const [text] = waiverLimitations({ waivers: [waiver], plan: { ...plan, models }, audience: 'board' });
    expect(text).toContain('let go to mine,');
  });

  it('are none without waivers', () => {
    expect(waiverLimitations({ waivers: [], plan: sent, audience: 'board' })).toEqual([]);
  });
});

describe('notTestedOf', () => {
  it('always says what a text-only suite cannot show, and adds what the policy says', () => {
    expect(notTestedOf(null).join(' ')).toContain('not patients');
    const use = aPolicy().intended_use;
    if (use === undefined) throw new Error('the policy has an intended use');
    const policy = aPolicy({ intended_use: { ...use, not_tested: ['rare diseases'] } });
    expect(notTestedOf(policy)).toEqual([...notTestedOf(null), 'rare diseases']);
  });
});

describe('methodsOf', () => {
  const { plan } = aPlan();
  const text = (part: Partial<Parameters<typeof methodsOf>[0]> = {}) =>
    methodsOf({ plan, policy: aPolicy(), results: [aResult()], comparisons: [aComparison()], ...part }).join(
      '\n',
    );

  it('names the methods that were really used, each once', () => {
    const results = [
      aResult(),
      aResult(),
      aResult({ estimate: anEstimate({ method: 'CR2, Satterthwaite t' }) }),
    ];
    expect(text({ results })).toContain('unless a gate says otherwise: Wilson; CR2, Satterthwaite t.');
    expect(text()).toContain('worse of Tango | CR2');
  });

  it('says who is charged with a missing answer, and that equality does not pass', () => {
    expect(text()).toContain('an answer lost to the model or its deployment');
    expect(text()).toContain('A limit that equals its bound does not pass');
    expect(text()).toContain('each at its full alpha (intersection–union)');
  });

  it('speaks of no policy and no pairs where there were none', () => {
    expect(text({ policy: null })).not.toContain('Policy');
    expect(text({ comparisons: [] })).not.toContain('Paired differences');
  });
});
