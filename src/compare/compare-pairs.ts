import { describeWarning } from '../domain/cluster-warning.js';
import type { PairedColumn } from '../domain/column.js';
import {
  type ComparedSide,
  type Comparison,
  pairingProblem,
  type Transitions,
} from '../domain/comparison.js';
import type { Estimate, FigureAddress } from '../domain/estimate.js';
import { seedOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';
import type { Interval } from '../stats/interval.js';
import { mersenneTwister } from '../stats/numeric/rng.js';
import { mcnemarMidP } from '../stats/paired/mcnemar.js';
import { newcombe10 } from '../stats/paired/newcombe.js';
import { pairedInterval } from '../stats/paired/non-inferiority.js';
import type { PairedCounts } from '../stats/paired/paired-counts.js';
import { detectableDifference } from '../stats/planning/sample-size.js';
import type { PairSlice } from './pair-table.js';

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
export function comparePairs(slice: PairSlice, metric: Metric, address: ComparisonAddress): Comparison {
  const { unpairedCap, planHash, ...figure } = address;
  const { column, pairing } = slice;
  const counts = countsOf(column);
  const because = pairingProblem(pairing, unpairedCap);
  const stratum = address.stratum === null ? '' : `${address.stratum.name}=${address.stratum.value}`;
  const seed = seedOf(planHash, metric.hash, `compare ${address.suite} ${address.protocol} ${stratum}`);
  return {
    ...figure,
    status: because === null ? 'valid' : 'invalid',
    because,
    ...estimates(column, metric, counts, seed),
    p: { mcnemarMidP: counts === null ? null : mcnemarMidP(counts) },
    transitions: transitionsOf(column),
    pairing,
    detectable: detectableOf(counts, new Set(column.clusters).size),
  };
}

function estimates(
  column: PairedColumn,
  metric: Metric,
  counts: PairedCounts | null,
  seed: number,
): Pick<Comparison, 'estimate' | 'components'> {
  const { candidate, baseline, clusters } = column;
  const size = { n: candidate.length, clusters: new Set(clusters).size };
  if (size.n === 0) {
    const estimate: Estimate = {
      status: 'insufficient',
      reason: 'no unit has a value on both sides',
      ...size,
    };
    return { estimate, components: [] };
  }
  const units = { newValues: candidate, oldValues: baseline, clusters };
  const interval = pairedInterval(units, LEVEL, mersenneTwister(seed), metric.range);
  const beside = counts === null ? [] : [newcombe10(counts, LEVEL)];
  if (interval.status === 'insufficient') {
    return { estimate: { ...interval, ...size }, components: beside.map((i) => withSize(i, size)) };
  }
  const components = [...interval.components, ...beside].map((part) => withSize(part, size));
  return {
    estimate: { ...withSize(interval, size), warnings: interval.warnings.map(describeWarning) },
    components,
  };
}

function withSize(interval: Interval, size: { readonly n: number; readonly clusters: number }) {
  const { status, value, lower, upper, level, method } = interval;
  return { status, value, lower, upper, level, method, ...size, warnings: [] };
}

/** The paired table, where every value is 0 or 1; null elsewhere. */
function countsOf({ candidate, baseline }: PairedColumn): PairedCounts | null {
  const { rightRight, rightWrong, wrongRight, wrongWrong, mixed } = transitionsOf({ candidate, baseline });
  if (mixed > 0 || candidate.length === 0) return null;
  return { bothRight: rightRight, onlyOld: rightWrong, onlyNew: wrongRight, bothWrong: wrongWrong };
}

function transitionsOf({ candidate, baseline }: Pick<PairedColumn, 'candidate' | 'baseline'>): Transitions {
  const counts = { rightRight: 0, rightWrong: 0, wrongRight: 0, wrongWrong: 0, mixed: 0 };
  candidate.forEach((now, i) => {
    const before = baseline[i];
    if (before === 1 && now === 1) counts.rightRight += 1;
    else if (before === 1 && now === 0) counts.rightWrong += 1;
    else if (before === 0 && now === 1) counts.wrongRight += 1;
    else if (before === 0 && now === 0) counts.wrongWrong += 1;
    else counts.mixed += 1;
  });
  return counts;
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
