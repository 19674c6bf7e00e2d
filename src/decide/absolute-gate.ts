import type { UnitColumn } from '../domain/column.js';
import type { GateMetric } from '../domain/metric.js';
import type { Gate } from '../domain/policy.js';
import { estimateFigure } from '../stats/figure/estimate-figure.js';
import type { IntervalOrInsufficient } from '../stats/interval.js';
import { exactLower, exactUpper } from '../stats/proportion/proportion.js';
import { clusterProblem } from './cluster-rule.js';
import { type GateFinding, undecided } from './gate-figures.js';
import type { PairedTest } from './paired-gate.js';

export type AbsoluteGate = Extract<
  Gate,
  { test: 'lower_exact' | 'upper_exact' | 'lower_limit' | 'upper_limit' }
>;

/**
 * A floor or a ceiling on the candidate’s own figure (METHODS §2.4, §2.11): pass where the one-sided limit lies strictly
 * inside, fail where the estimate itself is at or beyond the limit, else inconclusive.
 */
export function testAbsoluteGate(
  gate: AbsoluteGate,
  column: UnitColumn,
  { metric, policy, seed }: PairedTest,
): GateFinding {
  const isFloor = gate.test === 'lower_exact' || gate.test === 'lower_limit';
  const limit = gate.test === 'lower_exact' || gate.test === 'lower_limit' ? gate.min : gate.max;
  const isExact = gate.test === 'lower_exact' || gate.test === 'upper_exact';
  const figure = isExact
    ? exactFigure(column, isFloor, gate.alpha)
    : limitFigure(column, metric, gate.alpha, seed);
  const counts = { n: column.values.length, clusters: new Set(column.clusters).size };
  if (figure.status === 'insufficient') return undecided(figure.reason, counts.n, counts.clusters);
  const { value, lower, upper, method } = figure;
  const numbers = {
    value,
    lower: isExact && !isFloor ? 0 : lower,
    upper: isExact && isFloor ? 1 : upper,
    method,
    ...counts,
  };
  const beyond = isFloor ? value <= limit : value >= limit;
  if (beyond) {
    return {
      ...numbers,
      outcome: 'fail',
      because: `the estimate ${value} is at or beyond ${limit}`,
      next: null,
    };
  }
  const problem = isExact ? null : clusterProblem(column.clusters, policy);
  if (problem !== null) return { ...undecided(problem, counts.n, counts.clusters), ...numbers };
  const bound = isFloor ? lower : upper;
  const isInside = isFloor ? bound > limit : bound < limit;
  const because = `${isFloor ? 'lower' : 'upper'} limit ${bound} is ${isInside ? '' : 'not '}${isFloor ? 'above' : 'below'} ${limit}`;
  if (isInside) return { ...numbers, outcome: 'pass', because, next: null };
  return {
    ...numbers,
    outcome: 'inconclusive',
    because,
    next: 'add the locked reserve of clusters, or narrow the intended use',
  };
}

/**
 * Clusters are the trials of the exact bound: for a floor a cluster counts as met only where all of it is, for a ceiling
 * it counts as an event where any of it is.
 */
function exactFigure(column: UnitColumn, isFloor: boolean, alpha: number): IntervalOrInsufficient {
  const byCluster = new Map<number, boolean>();
  column.values.forEach((value, i) => {
    const cluster = column.clusters[i] ?? i;
    const known = byCluster.get(cluster);
    const isEvent = isFloor ? value === 1 && known !== false : value > 0 || known === true;
    byCluster.set(cluster, isEvent);
  });
  const trials = byCluster.size;
  if (trials === 0) return { status: 'insufficient', reason: 'no unit has a value' };
  const events = [...byCluster.values()].filter(Boolean).length;
  const what = isFloor ? 'clusters with all of them met' : 'clusters with any of them met';
  return {
    status: 'estimated',
    value: events / trials,
    lower: exactLower(events, trials, alpha).lower,
    upper: exactUpper(events, trials, alpha).upper,
    level: 1 - alpha,
    method: `Clopper–Pearson, one-sided, over ${what}`,
  };
}

function limitFigure(
  column: UnitColumn,
  metric: GateMetric,
  alpha: number,
  seed: number,
): IntervalOrInsufficient {
  if (column.values.length === 0) return { status: 'insufficient', reason: 'no unit has a value' };
  return estimateFigure(metric.figure, column, { level: 1 - 2 * alpha, seed, range: metric.range });
}
