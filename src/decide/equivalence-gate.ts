import type { PairedEvidence } from '../domain/evidence.js';
import type { Gate } from '../domain/policy.js';
import { compareFigures } from '../stats/figure/compare-figures.js';
import { clusterProblem } from './cluster-rule.js';
import { type GateFinding, undecided } from './gate-figures.js';
import { type Comparators, type PairedTest, underBoth } from './paired-gate.js';

type EquivalenceGate = Extract<Gate, { test: 'tost' }>;

/**
 * Equivalence by two one-sided tests (METHODS §2.4): it passes where the interval of level 1 − 2 alpha lies strictly within
 * ±margin against every comparator, under intention-to-evaluate and complete case; it fails where the whole interval lies
 * beyond the margin on either side.
 */
export function testEquivalence(
  gate: EquivalenceGate,
  comparators: Comparators,
  test: PairedTest,
): GateFinding {
  const findings = comparators.map((comparator) => {
    const ite = testOne(gate, comparator.ite, test);
    const complete = testOne(gate, comparator.complete, test);
    return underBoth(`${comparator.name} (${comparator.model})`, ite, complete);
  });
  const reach = ({ lower, upper }: GateFinding) => Math.max(Math.abs(lower ?? 1), Math.abs(upper ?? 1));
  const worst = [...findings].sort((a, b) => RANK[a.outcome] - RANK[b.outcome] || reach(b) - reach(a))[0];
  return worst ?? undecided('no comparator was given', 0, 0);
}

const RANK = { fail: 0, inconclusive: 1, pass: 2 } as const;

function testOne(
  gate: EquivalenceGate,
  { column }: PairedEvidence,
  { metric, policy, seed }: PairedTest,
): GateFinding {
  const { candidate, baseline, clusters } = column;
  const n = clusters.length;
  const count = new Set(clusters).size;
  if (n === 0) return undecided('no unit has a value on both sides', 0, 0);
  const units = { newNumbers: candidate, oldNumbers: baseline, clusters };
  const options = { level: 1 - 2 * gate.alpha, seed, range: metric.range };
  const interval = compareFigures(metric.figure, units, options);
  if (interval.status === 'insufficient') return undecided(interval.reason, n, count);
  const { value, lower, upper, method } = interval;
  const numbers = { value, lower, upper, method, n, clusters: count };
  const { margin } = gate;
  const limits = `limits ${lower} and ${upper}`;
  if (lower > margin || upper < -margin)
    return {
      ...numbers,
      outcome: 'fail',
      because: `${limits} lie beyond ±${margin} on one side`,
      next: null,
    };
  const problem = clusterProblem(clusters, policy);
  if (problem !== null)
    return { ...numbers, outcome: 'inconclusive', because: problem, next: 'add clusters' };
  if (lower > -margin && upper < margin)
    return { ...numbers, outcome: 'pass', because: `${limits} lie within ±${margin}`, next: null };
  return {
    ...numbers,
    outcome: 'inconclusive',
    because: `${limits} do not both lie within ±${margin}`,
    next: 'add clusters',
  };
}
