import type { GateEvidence, PairedEvidence } from '../domain/evidence.js';
import type { GateMetric } from '../domain/metric.js';
import type { Gate, Policy } from '../domain/policy.js';
import { testFigures } from '../stats/figure/compare-figures.js';
import { clusterProblem } from './cluster-rule.js';
import { type GateFinding, undecided } from './gate-figures.js';
import { senseOf } from './gate-sense.js';

export type MarginGate = Extract<Gate, { test: 'ni_max_tango_cr2' | 'superiority_max_tango_cr2' }>;
export type Comparators = Extract<GateEvidence, { kind: 'paired' }>['comparators'];

/** What every paired test is given beside its gate and evidence. */
export interface PairedTest {
  readonly metric: GateMetric;
  readonly policy: Policy;
  /** Seeds the draws of resampling tests. */
  readonly seed: number;
}

/**
 * Paired non-inferiority against every comparator (METHODS §2.4), and superiority, which is a margin of 0. It passes only
 * where it passes against each of them under intention-to-evaluate *and* complete case; it fails where any shows a loss
 * beyond the margin under intention-to-evaluate. The figures shown are the least favourable comparator’s.
 */
export function testMargin(gate: MarginGate, comparators: Comparators, test: PairedTest): GateFinding {
  const findings = comparators.map((comparator) => {
    const ite = testOne(gate, comparator.ite, test);
    const complete = testOne(gate, comparator.complete, test);
    return underBoth(`${comparator.name} (${comparator.model})`, ite, complete);
  });
  const loss = ({ lower, upper }: GateFinding) =>
    test.metric.better === 'lower' ? -(upper ?? 1) : (lower ?? -1);
  const worst = [...findings].sort((a, b) => rank(a) - rank(b) || loss(a) - loss(b))[0];
  return worst ?? undecided('no comparator was given', 0, 0);
}

/** What passes under intention-to-evaluate has to pass under complete case too. */
export function underBoth(name: string, ite: GateFinding, complete: GateFinding): GateFinding {
  if (ite.outcome === 'pass' && complete.lower === null) {
    return { ...complete, because: `${name}, complete case: ${complete.because}` };
  }
  if (ite.outcome === 'pass' && complete.outcome !== 'pass') {
    return {
      ...ite,
      outcome: 'inconclusive',
      because: `${name}: passes under intention-to-evaluate, not under complete case (${complete.because})`,
      next: 'find out why answers are missing: the two ways of counting them disagree',
    };
  }
  return { ...ite, because: `${name}: ${ite.because}` };
}

function testOne(
  gate: MarginGate,
  evidence: PairedEvidence,
  { metric, policy, seed }: PairedTest,
): GateFinding {
  const { column } = evidence;
  const n = column.clusters.length;
  const count = new Set(column.clusters).size;
  if (n === 0) return undecided('no unit has a value on both sides', 0, 0);
  const sense = senseOf(metric);
  const margin = gate.test === 'ni_max_tango_cr2' ? gate.margin : 0;
  const options = { margin, alpha: gate.alpha, seed, range: metric.range };
  const test = testFigures(metric.figure, sense.units(column), options);
  if (test.status === 'insufficient') return undecided(test.reason, n, count);
  const shown = sense.shown(test);
  const numbers = { ...shown, method: test.method, n, clusters: count };
  const limit = sense.limit(margin);
  const pass = sense.isPassing;
  const fail = pass === '>' ? '<' : '>';
  if (test.isDemonstratedLoss) {
    const because = `${sense.other(shown)} ${fail} ${limit}: a loss beyond the margin is shown`;
    return { ...numbers, outcome: 'fail', because, next: null };
  }
  const problem = clusterProblem(column.clusters, policy);
  if (problem !== null)
    return { ...numbers, outcome: 'inconclusive', because: problem, next: 'add clusters' };
  const inside = `${sense.decisive(shown)} ${pass} ${limit}`;
  if (test.isNonInferior) return { ...numbers, outcome: 'pass', because: inside, next: null };
  const isInside = pass === '>' ? shown.lower > limit : shown.upper < limit;
  const [away, beyond] = pass === '>' ? ['above', 'below'] : ['below', 'above'];
  return {
    ...numbers,
    outcome: 'inconclusive',
    because: isInside
      ? `${inside}, but p ${test.p} is above ${gate.alpha}`
      : `${sense.decisive(shown)} is not ${away} ${limit}, ${sense.other(shown)} is not ${beyond} it`,
    next: 'use the locked reserve of clusters, narrow the intended use, or keep the previous release',
  };
}

function rank(finding: GateFinding): number {
  return { fail: 0, inconclusive: 1, pass: 2 }[finding.outcome];
}
