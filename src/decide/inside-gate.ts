import type { UnitColumn } from '../domain/column.js';
import type { Gate } from '../domain/policy.js';
import { estimateFigure } from '../stats/figure/estimate-figure.js';
import { clusterProblem } from './cluster-rule.js';
import { type GateFinding, undecided } from './gate-figures.js';
import type { PairedTest } from './paired-gate.js';

type InsideGate = Extract<Gate, { test: 'inside' }>;

/**
 * A figure with a target, such as a calibration slope (METHODS §2.10): it passes where the interval of level 1 − 2 alpha
 * lies strictly inside the limits, fails where the whole of it lies outside them, else inconclusive.
 */
export function testInside(
  gate: InsideGate,
  column: UnitColumn,
  { metric, policy, seed }: PairedTest,
): GateFinding {
  const n = column.values.length;
  const count = new Set(column.clusters).size;
  if (n === 0) return undecided('no unit has a value', 0, 0);
  const options = { level: 1 - 2 * gate.alpha, seed, range: metric.range };
  const interval = estimateFigure(metric.figure, column, options);
  if (interval.status === 'insufficient') return undecided(interval.reason, n, count);
  const { value, lower, upper, method } = interval;
  const numbers = { value, lower, upper, method, n, clusters: count };
  const { min, max } = gate;
  const limits = `limits ${lower} and ${upper}`;
  if (lower >= max || upper <= min)
    return { ...numbers, outcome: 'fail', because: `${limits} lie outside ${min} to ${max}`, next: null };
  const problem = clusterProblem(column.clusters, policy);
  if (problem !== null)
    return { ...numbers, outcome: 'inconclusive', because: problem, next: 'add clusters' };
  if (lower > min && upper < max)
    return { ...numbers, outcome: 'pass', because: `${limits} lie inside ${min} to ${max}`, next: null };
  return {
    ...numbers,
    outcome: 'inconclusive',
    because: `${limits} do not both lie inside ${min} to ${max}`,
    next: 'add clusters',
  };
}
