import type { GateEvidence, PairedEvidence } from '../domain/evidence.js';
import type { Gate, Policy } from '../domain/policy.js';
import type { Rng } from '../stats/numeric/rng.js';
import { nonInferiority } from '../stats/paired/non-inferiority.js';
import { clusterProblem } from './cluster-rule.js';
import { type GateFinding, undecided } from './gate-figures.js';

export type NonInferiorityGate = Extract<Gate, { test: 'ni_max_tango_cr2' }>;
type Comparators = Extract<GateEvidence, { kind: 'paired' }>['comparators'];

/**
 * Paired non-inferiority against every comparator (METHODS §2.4). It passes only where it passes against each of them
 * under intention-to-evaluate *and* complete case; it fails where any shows a loss beyond the margin under
 * intention-to-evaluate. The figures shown are the least favourable comparator’s.
 */
export function testNonInferiority(
  gate: NonInferiorityGate,
  comparators: Comparators,
  policy: Policy,
  rng: () => Rng,
): GateFinding {
  const findings = comparators.map((comparator) => {
    const ite = testOne(gate, comparator.ite, policy, rng());
    const complete = testOne(gate, comparator.complete, policy, rng());
    const name = `${comparator.name} (${comparator.model})`;
    if (ite.outcome === 'pass' && complete.lower === null) {
      return { ...complete, because: `${name}, complete case: ${complete.because}` };
    }
    if (ite.outcome === 'pass' && complete.outcome !== 'pass') {
      return {
        ...ite,
        outcome: 'inconclusive' as const,
        because: `${name}: passes under intention-to-evaluate, not under complete case (${complete.because})`,
        next: 'find out why answers are missing: the two ways of counting them disagree',
      };
    }
    return { ...ite, because: `${name}: ${ite.because}` };
  });
  const worst = [...findings].sort((a, b) => rank(a) - rank(b) || (a.lower ?? -1) - (b.lower ?? -1))[0];
  return worst ?? undecided('no comparator was given', 0, 0);
}

function testOne(gate: NonInferiorityGate, evidence: PairedEvidence, policy: Policy, rng: Rng): GateFinding {
  const { candidate, baseline, clusters } = evidence.column;
  const n = candidate.length;
  const count = new Set(clusters).size;
  if (n === 0) return undecided('no unit has a value on both sides', 0, 0);
  const units = { newValues: candidate, oldValues: baseline, clusters };
  const test = nonInferiority(units, { margin: gate.margin, alpha: gate.alpha }, rng);
  if (test.status === 'insufficient') return undecided(test.reason, n, count);
  const { value, lower, upper, method } = test;
  const numbers = { value, lower, upper, method, n, clusters: count };
  const limit = -gate.margin;
  if (test.isDemonstratedLoss) {
    return {
      ...numbers,
      outcome: 'fail',
      because: `upper limit ${upper} < ${limit}: a loss beyond the margin is shown`,
      next: null,
    };
  }
  const problem = clusterProblem(clusters, policy);
  if (problem !== null)
    return { ...numbers, outcome: 'inconclusive', because: problem, next: 'add clusters' };
  if (test.isNonInferior)
    return { ...numbers, outcome: 'pass', because: `lower limit ${lower} > ${limit}`, next: null };
  const why =
    lower > limit
      ? `lower limit ${lower} > ${limit}, but p ${test.p} is above ${gate.alpha}`
      : `lower limit ${lower} is not above ${limit}, upper limit ${upper} is not below it`;
  return {
    ...numbers,
    outcome: 'inconclusive',
    because: why,
    next: 'use the locked reserve of clusters, narrow the intended use, or keep the previous release',
  };
}

function rank(finding: GateFinding): number {
  return { fail: 0, inconclusive: 1, pass: 2 }[finding.outcome];
}
