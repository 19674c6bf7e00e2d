import { describe, expect, it } from 'vitest';
import { USUAL_ASKING } from '../../src/domain/asking.js';
import type { CaseShown } from '../../src/domain/dossier.js';
import { buildDossier, type DossierInput } from '../../src/report/build-dossier.js';
import { aCase, aCaseSet } from '../builders/a-case.js';
import { aGateDecision, aReleaseDecision } from '../builders/a-decision.js';
import { aComparison, aResult } from '../builders/a-figure.js';
import { aContent, aModel, aPlan } from '../builders/a-plan.js';
import { aPolicy } from '../builders/a-policy.js';
import { aCriticalFailure, aFlow } from '../builders/an-evidence.js';

const candidate = aModel();
const baseline = aModel({ model: 'baseline-1', snapshot: '2025-11-01' }, 'baseline');
const { plan } = aPlan({ models: [candidate, baseline] });

function aFlip(caseId: string, direction: CaseShown['direction']): CaseShown {
  return {
    unit: { set: 'triage', caseId, variant: 'base', step: 0, protocol: 'direct' },
    cluster: caseId,
    direction,
    strata: {},
    caseText: null,
    accepted: null,
    baseline: [],
    candidate: [],
  };
}

function dossier(part: Partial<DossierInput> = {}) {
  return buildDossier({
    preceptor: '0.1.0',
    audience: 'board',
    runId: 'r1',
    createdAt: '2025-11-22T09:30:00Z',
    plan,
    candidate,
    baseline,
    policy: aPolicy(),
    decision: aReleaseDecision(),
    reversal: '4 cases judged right, were they wrong, would take the pass away (gate no-worse).',
    critical: [],
    hazards: [],
    flows: [aFlow(), aFlow({ stratum: 'population=child' }), aFlow({ model: 'baseline-1' })],
    results: [aResult()],
    comparisons: [aComparison()],
    flips: [],
    flipCount: 0,
    usage: [],
    origins: new Map(),
    served: [],
    asking: USUAL_ASKING,
    waivers: [],
    blocked: [],
    hashes: { plan: plan.hash },
    ...part,
  });
}

describe('buildDossier: page one', () => {
  it('holds the decision, its bound, what would reverse it, and what was not tested', () => {
    const built = dossier();
    expect(built.decision?.outcome).toBe('pass');
    expect(built.sentence).toContain('−1.0 percentage points (−3.4 to 1.4), over 320 cases in 298 clusters');
    expect(built.reversal).toContain('4 cases judged right');
    expect(built.notTested.join(' ')).toContain('not patients');
    expect(built.intendedUse).toEqual(aPolicy().intended_use);
    expect(built.title).toBe('Release of a triage model');
    expect(built.attestation.join(' ')).toContain('this decision is pass, binding');
  });

  it('has what each model version took beside it, and nothing where it took no tokens', () => {
    const counts = { requests: 3, counted: 2, input: 20, output: 10, silent: 1, silentCharacters: 4 };
    const usage = { model: 'candidate-2', ...counts, cost: { currency: 'USD', amount: 0.5 } };
    expect(dossier({ usage: [usage] }).models.map((model) => model.usage)).toEqual([usage, null]);
  });

  it('has under which names each model version was served', () => {
    const served = [{ model: 'candidate-2', names: ['c2-0924'] }];
    expect(dossier({ served }).models.map((model) => model.served)).toEqual([['c2-0924'], []]);
  });

  it('decides nothing without a policy: no decision, no attestation, no limit', () => {
    const built = dossier({ policy: null, decision: null });
    expect(built.decision).toBeNull();
    expect(built.attestation).toEqual([]);
    expect(built.intendedUse).toBeNull();
    expect(built.sentence).toContain('reports and decides nothing');
    expect(built.sentence).not.toMatch(/pass/);
    expect(built.title).toBe('Triage');
    expect(
      built.figures.flatMap((f) => (f.kind === 'forest' ? f.rows : [])).map((row) => row.margin),
    ).toEqual([null]);
  });

  it('lists what is open: failures to adjudicate, a limited plan, reasons of the standing', () => {
    const limited = aPlan({ models: [candidate, baseline], limit: { cases: 1 } }).plan;
    const open = dossier({
      plan: limited,
      critical: [aCriticalFailure({ adjudicated: false }), aCriticalFailure()],
      decision: aReleaseDecision({ standingReasons: ['the policy is not ratified'] }),
    }).openMatters;
    expect(open.slice(0, 3)).toEqual([
      '1 critical failure waits for adjudication',
      'the plan takes only 1 case of each suite',
      'the policy is not ratified',
    ]);
    expect(dossier().openMatters.join(' ')).not.toContain('adjudication');
  });

  it('shows at most three of the worst cases, and none that got better', () => {
    const flips = [
      aFlip('c1', 'right→wrong'),
      aFlip('c2', 'wrong→right'),
      aFlip('c3', 'worse'),
      aFlip('c4', 'better'),
      aFlip('c5', 'right→wrong'),
      aFlip('c6', 'right→wrong'),
    ];
    const built = dossier({ flips, flipCount: 9 });
    expect(built.worst.map((flip) => flip.unit.caseId)).toEqual(['c1', 'c3', 'c5']);
    expect([built.flips.length, built.flipCount]).toEqual([6, 9]);
  });
});

describe('buildDossier: the rest', () => {
  it('carries the most sensitive content class of its sets', () => {
    const sets = (['synthetic', 'limited', 'de-identified'] as const).map((content, i) => ({
      set: aCaseSet({ set: `s${i}`, content }),
      cases: [aCase()],
    }));
    const suite = { ...aContent().suite, cases: sets.map(({ set }) => ({ set: set.set })) };
    const mixed = aPlan({ models: [candidate, baseline], suites: [aContent({ suite, sets })] }).plan;
    expect(dossier({ plan: mixed }).content).toBe('limited');
    expect(dossier().content).toBe('synthetic');
  });

  it('shows the flow of whole models, not of strata', () => {
    expect(dossier().flow.map((flow) => flow.model)).toEqual(['candidate-2', 'baseline-1']);
    expect(dossier().flow.every((flow) => !('stratum' in flow))).toBe(true);
  });

  it('shows both versions with their hashes and what changed between them', () => {
    expect(dossier().models.map((m) => [m.version.model, m.role])).toEqual([
      ['candidate-2', 'candidate'],
      ['baseline-1', 'baseline'],
    ]);
    expect(dossier().changes.find((change) => change.what === 'snapshot')?.same).toBe(false);
    expect(dossier({ baseline: null }).changes).toEqual([]);
  });

  it('shows waivers to the board alone, and has the signer attest that they were read', () => {
    const waivers = [
      {
        set: 'triage',
        case: 'a',
        field: 'turns[0].text',
        kind: 'phone',
        sha256: '0'.repeat(64),
        by: 'Dr A',
        at: '2026-11-20',
        reason: 'fiction',
      },
    ] as const;
    const board = dossier({ waivers });
    expect(board.waivers).toEqual(waivers);
    expect(board.openMatters.join('\n')).toContain(
      '1 text in which the screen found an identifier was let go under a waiver (by Dr A)',
    );
    const [waiver] = waivers;
    const more = ['email', 'name', 'date', 'url'] as const;
    const inOne = dossier({ waivers: [waiver, ...more.map((kind) => ({ ...waiver, kind }))] });
    expect(inOne.openMatters.join('\n')).toContain('1 text in which');
    expect(board.openMatters.join('\n')).not.toContain('no waiver');
    expect(board.attestation.join(' ')).toContain('which identifiers were waived');
    expect(board.limitations.at(-1)).toContain('Waived by Dr A on 2026-11-20');
    const open = dossier({ waivers, audience: 'public' });
    expect(open.waivers).toEqual([]);
    expect(JSON.stringify(open)).not.toContain('Dr A');
    expect(dossier().openMatters.join('\n')).toContain('no waiver');
    expect(dossier().attestation.join(' ')).not.toContain('waived');
  });

  it('shows what was blocked to all but the public, who are told how often', () => {
    const blocked = [{ host: 'home.example', port: 443, how: 'tcp', times: 2 }] as const;
    expect(dossier({ blocked }).blocked).toEqual(blocked);
    expect(dossier({ blocked, audience: 'engineer' }).blocked).toEqual(blocked);
    const open = dossier({ blocked, audience: 'public' });
    expect(JSON.stringify(open)).not.toContain('home.example');
    expect(open.limitations.join()).toContain('2 attempts of Preceptor’s own process');
    expect(dossier().limitations.join()).not.toContain('Preceptor’s own process');
  });

  it('draws limitations from provenance and the margin from the gate', () => {
    expect(dossier().limitations.join(' ')).toContain('no clinician has reviewed them');
    const [forest] = dossier({
      decision: aReleaseDecision({ gates: [aGateDecision({ outcome: 'inconclusive' })] }),
    }).figures;
    expect(forest?.kind === 'forest' && forest.rows[0]).toMatchObject({
      margin: -0.05,
      outcome: 'inconclusive',
    });
  });

  it('is the same for the same run, and says nothing of the time of the report', () => {
    expect(JSON.stringify(dossier())).toBe(JSON.stringify(dossier()));
    expect(dossier().run).toEqual({ id: 'r1', planHash: plan.hash, createdAt: '2025-11-22T09:30:00Z' });
  });
});
