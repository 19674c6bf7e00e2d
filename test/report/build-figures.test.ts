import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/domain/dossier.js';
import type { Policy } from '../../src/domain/policy.js';
import { buildFigures } from '../../src/report/build-figures.js';
import { aGateDecision, aReleaseDecision } from '../builders/a-decision.js';
import { aComparison, anEstimate, aResult } from '../builders/a-figure.js';
import { aContent, aModel, aPlan, aSuite } from '../builders/a-plan.js';
import { aFloor, aGate, aPolicy } from '../builders/a-policy.js';
import { aProtocol } from '../builders/a-protocol.js';

const child = { name: 'population', value: 'child' };
const { plan } = aPlan({ models: [aModel(), aModel({ model: 'baseline-1', snapshot: '1' }, 'baseline')] });

interface Given {
  readonly policy?: Policy | null;
  readonly outcome?: 'pass' | 'fail';
  readonly results?: Parameters<typeof buildFigures>[0]['results'];
  readonly comparisons?: Parameters<typeof buildFigures>[0]['comparisons'];
}

function figures(given: Given = {}): readonly Figure[] {
  const {
    policy = aPolicy(),
    outcome = 'pass',
    results = [aResult()],
    comparisons = [aComparison()],
  } = given;
  const decision = policy === null ? null : aReleaseDecision({ gates: [aGateDecision({ outcome })] });
  return buildFigures({ plan, policy, decision, results, comparisons });
}

const rowsOf = (found: readonly Figure[]) => found.flatMap((f) => (f.kind === 'forest' ? f.rows : []));
const seriesOf = (found: readonly Figure[]) => found.flatMap((f) => (f.kind === 'accuracy' ? f.series : []));

describe('buildFigures: forest', () => {
  it('shows the difference with the margin and outcome of the gate that tests this very figure', () => {
    expect(rowsOf(figures({ outcome: 'fail' }))).toEqual([
      { label: 'All cases', estimate: aComparison().estimate, margin: -0.05, outcome: 'fail' },
    ]);
  });

  it('gives a stratum the margin of its own gate alone', () => {
    const comparisons = [aComparison(), aComparison({ stratum: child })];
    const whole = rowsOf(figures({ comparisons }));
    expect(whole.map((row) => [row.label, row.margin, row.outcome])).toEqual([
      ['All cases', -0.05, 'pass'],
      ['population: child', null, null],
    ]);
    const policy = aPolicy({ gates: [aGate({ margin: 0.075, stratum: { population: 'child' } })] });
    expect(rowsOf(figures({ comparisons, policy })).map((row) => row.margin)).toEqual([null, -0.075]);
    const other = aPolicy({ gates: [aGate({ stratum: { population: 'adult' } })] });
    expect(rowsOf(figures({ comparisons, policy: other })).map((row) => row.margin)).toEqual([null, null]);
  });

  it('draws no margin for a floor, another suite, another protocol, or without a policy', () => {
    for (const gates of [[aFloor()], [aGate({ suite: 'other' })], [aGate({ protocol: 'brief' })], []]) {
      expect(rowsOf(figures({ policy: aPolicy({ gates }) }))[0]).toMatchObject({
        margin: null,
        outcome: null,
      });
    }
    expect(rowsOf(figures({ policy: null }))[0]).toMatchObject({ margin: null, outcome: null });
  });

  it('draws intention-to-evaluate under the deciding reading, and nothing else', () => {
    const comparisons = [
      aComparison(),
      aComparison({ missing: 'complete' }),
      aComparison({ reading: 'lenient' }),
      aComparison({ suite: 'other' }),
    ];
    expect(rowsOf(figures({ comparisons }))).toHaveLength(1);
  });

  it('names the baseline of each row where there are several', () => {
    const comparisons = [aComparison(), aComparison({ baseline: { run: 'r0', model: 'anchor-1' } })];
    expect(rowsOf(figures({ comparisons })).map((row) => row.label)).toEqual([
      'All cases (vs baseline-1)',
      'All cases (vs anchor-1)',
    ]);
  });

  it('is not drawn without a comparison', () => {
    expect(figures({ comparisons: [] }).map((f) => f.kind)).toEqual(['accuracy']);
    expect(figures({ comparisons: [], results: [] })).toEqual([]);
  });
});

describe('buildFigures: accuracy', () => {
  it('keeps the groups of every model in step, also where a model lacks one', () => {
    const results = [
      aResult(),
      aResult({ stratum: { name: 'population', value: 'adult' }, estimate: anEstimate({ value: 0.7 }) }),
      aResult({ stratum: child, estimate: anEstimate({ value: 0.6 }) }),
      aResult({ model: 'baseline-1' }),
      aResult({ model: 'baseline-1', stratum: child, estimate: anEstimate({ value: 0.5 }) }),
    ];
    const [first, second] = seriesOf(figures({ results }));
    const values = (series: typeof first) =>
      series?.estimates.map((e) => (e.status === 'estimated' ? e.value : e.status));
    expect(values(first)).toEqual([0.8, 0.7, 0.6]);
    expect(values(second)).toEqual([0.8, 'insufficient', 0.5]);
  });

  it('draws one picture a suite and protocol', () => {
    const suite = aSuite({ protocols: ['direct', 'brief'] });
    const two = aPlan({
      suites: [aContent({ suite, protocols: [aProtocol(), aProtocol({ protocol: 'brief' })] })],
    });
    const found = buildFigures({
      plan: two.plan,
      policy: null,
      decision: null,
      results: [aResult(), aResult({ protocol: 'brief' })],
      comparisons: [aComparison(), aComparison({ protocol: 'brief' })],
    });
    expect(found.map((f) => f.id)).toEqual([
      'forest-triage-direct',
      'accuracy-triage-direct',
      'forest-triage-brief',
      'accuracy-triage-brief',
    ]);
    expect(found[0]?.title).toBe('Paired difference: Triage, direct');
  });
});

describe('buildFigures: other metrics', () => {
  const metrics = ['accuracy', 'under_triage', 'brier'] as const;
  const comparisons = metrics.map((metric) => aComparison({ metric }));

  function forests(gates: readonly ReturnType<typeof aGate>[]) {
    const suite = aSuite({ metrics: [...metrics] });
    const decided = aGateDecision({ gate: 'errors', limit: 0.1, outcome: 'pass' });
    return buildFigures({
      plan: aPlan({ suites: [aContent({ suite })] }).plan,
      policy: aPolicy({ gates: [...gates] }),
      decision: aReleaseDecision({ gates: [decided] }),
      results: [aResult()],
      comparisons,
    }).filter((figure) => figure.kind === 'forest');
  }

  const gate = aGate({ id: 'errors', metric: 'under_triage', margin: 0.1 });

  it('draws what a gate compares beside accuracy, and nothing else', () => {
    expect(forests([gate]).map(({ id }) => id)).toEqual([
      'forest-triage-direct',
      'forest-under_triage-triage-direct',
    ]);
    expect(forests([]).map(({ id }) => id)).toEqual(['forest-triage-direct']);
  });

  it('draws the margin of an error rate above 0, and says which side is better', () => {
    const [, errors] = forests([gate]);
    expect(errors?.axis).toContain('under-triage (less is better)');
    expect(rowsOf(errors === undefined ? [] : [errors])[0]).toMatchObject({ margin: 0.1, outcome: 'pass' });
  });
});
