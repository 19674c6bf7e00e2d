import { describeWarning } from '../domain/cluster-warning.js';
import { type ComparedSide, type Comparison, pairingProblem } from '../domain/comparison.js';
import type { Estimate, FigureAddress } from '../domain/estimate.js';
import { seedOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';
import { compareFigures } from '../stats/figure/compare-figures.js';
import type { FigureMemory } from '../stats/figure/figure-memory.js';
import type { Interval } from '../stats/interval.js';
import { mcnemarMidP } from '../stats/paired/mcnemar.js';
import { newcombe10 } from '../stats/paired/newcombe.js';
import type { PairedCounts } from '../stats/paired/paired-counts.js';
import { detectableDifference } from '../stats/planning/sample-size.js';
import type { PairSlice } from './pair-table.js';
import { countsOf, transitionsOf } from './transitions.js';

const LEVEL = 0.95;
const ALPHA = 0.025;
const POWER = 0.8;

export interface ComparisonAddress extends FigureAddress {
  readonly candidate: ComparedSide;
  readonly baseline: ComparedSide;
  /** Share of units without a partner above which the comparison is invalid, 0..1. */
  readonly unpairedCap: number;
  /** Seeds the draws of a resampling interval. */
  readonly planHash: string;
}

/**
 * One paired comparison: the difference with the interval that governs a gate and those it was chosen from, McNemar’s
 * mid-p, the transitions, and the smallest difference that these pairs could have shown (METHODS §2.3, §2.4, §2.7).
 */
export function comparePairs(
  slice: PairSlice,
  metric: Metric,
  address: ComparisonAddress,
  memory: FigureMemory,
): Comparison {
  const { unpairedCap, planHash, ...figure } = address;
  const { column, pairing } = slice;
  const transitions = transitionsOf(column, metric);
  const counts = countsOf(transitions);
  const because = pairingProblem(pairing, unpairedCap);
  const stratum = address.stratum === null ? '' : `${address.stratum.name}=${address.stratum.value}`;
  const seed = seedOf(planHash, metric.hash, `compare ${address.suite} ${address.protocol} ${stratum}`);
  return {
    ...figure,
    unit: metric.unit,
    status: because === null ? 'valid' : 'invalid',
    because,
    ...estimates(column, metric, counts, { seed, memory }),
    p: { mcnemarMidP: counts === null ? null : mcnemarMidP(counts) },
    transitions,
    pairing,
    detectable: detectableOf(counts, new Set(column.clusters).size),
  };
}

function estimates(
  { candidate, baseline, clusters }: PairSlice['column'],
  metric: Metric,
  counts: PairedCounts | null,
  drawing: { readonly seed: number; readonly memory: FigureMemory },
): Pick<Comparison, 'estimate' | 'components'> {
  const size = { n: clusters.length, clusters: new Set(clusters).size };
  if (size.n === 0) {
    const estimate: Estimate = {
      status: 'insufficient',
      reason: 'no unit has a value on both sides',
      ...size,
    };
    return { estimate, components: [] };
  }
  const units = { newNumbers: candidate, oldNumbers: baseline, clusters };
  const interval = compareFigures(metric.figure, units, { level: LEVEL, range: metric.range, ...drawing });
  const beside = besideOf(counts, metric);
  if (interval.status === 'insufficient') {
    return { estimate: { ...interval, ...size }, components: beside.map((i) => withSize(i, size)) };
  }
  const components = [...interval.components, ...beside].map((part) => withSize(part, size));
  return {
    estimate: { ...withSize(interval, size), warnings: interval.warnings.map(describeWarning) },
    components,
  };
}

/** Newcombe’s interval, of candidate − baseline: the table counts what is right, an error rate what is wrong. */
function besideOf(counts: PairedCounts | null, metric: Metric): readonly Interval[] {
  if (counts === null) return [];
  const interval = newcombe10(counts, LEVEL);
  if (metric.better !== 'lower') return [interval];
  return [{ ...interval, value: 0 - interval.value, lower: 0 - interval.upper, upper: 0 - interval.lower }];
}

function withSize(interval: Interval, size: { readonly n: number; readonly clusters: number }) {
  const { status, value, lower, upper, level, method } = interval;
  return { status, value, lower, upper, level, method, ...size, warnings: [] };
}

/** Clusters are the independent cases: repeats and siblings make no smaller difference visible. */
function detectableOf(counts: PairedCounts | null, clusters: number): number | null {
  if (counts === null) return null;
  const n = counts.bothRight + counts.onlyNew + counts.onlyOld + counts.bothWrong;
  const discordance = (counts.onlyNew + counts.onlyOld) / n;
  if (discordance === 0) return null;
  const detectable = detectableDifference({ n: clusters, discordance, alpha: ALPHA, power: POWER });
  return detectable.status === 'estimated' ? detectable.value : null;
}
