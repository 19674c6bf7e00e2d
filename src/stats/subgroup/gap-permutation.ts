import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireCount, requireFinite, requireLength } from '../numeric/argument.js';
import { quantile } from '../numeric/quantile.js';
import type { Rng } from '../numeric/rng.js';
import { mean } from '../numeric/sum.js';
import { LEAST_REPORTABLE } from './group-gap.js';

/** The largest gap between groups beside the gaps that chance alone makes. */
export interface GapPermutation {
  readonly status: 'estimated';
  /** Largest less smallest mean of the reportable groups. */
  readonly observed: number;
  /** Mean gap were the group of no consequence: the upward bias of the observed one. */
  readonly nullMean: number;
  /** 95 % quantile (type 7) of the gap under the null hypothesis. */
  readonly nullUpper: number;
  /** (1 + permutations with a gap at least as large) / (1 + draws). */
  readonly p: number;
  readonly draws: number;
  /** Ids of the groups with enough cases, in order of first appearance. */
  readonly reportable: Int32Array;
}

export interface GapPermutationOptions {
  /** Permutations, 1 to 1e7; 10,000 by default. */
  readonly draws?: number;
  /** Groups with fewer cases are left out; 10 by default. */
  readonly leastReportable?: number;
}

/**
 * Permutation null of the largest gap between group means.
 *
 * Each draw shuffles the values over the reportable groups, their sizes kept: Fisher-Yates from the last value down, one
 * double u a step, exchanging i with floor(u (i + 1)); a draw shuffles what the one before left.
 *
 * @param values - one per independent unit (of a cluster that lies in one group: its mean), finite
 * @param groups - the group id of each value, any integers; as long as `values`
 * @param rng - source of the permutations
 * @param options - see `GapPermutationOptions`
 * @returns the gap, its null distribution and a p-value; `insufficient` with fewer than 2 reportable groups; where all values
 *   are equal the gap is 0 and p is 1
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39
 */
export function gapPermutation(
  values: Float64Array,
  groups: Int32Array,
  rng: Rng,
  options: GapPermutationOptions = {},
): GapPermutation | Insufficient {
  const { draws = 10_000, leastReportable = LEAST_REPORTABLE } = options;
  requireCount(draws, 'draws', 1, 1e7);
  requireCount(leastReportable, 'leastReportable', 1);
  requireLength(groups.length, values.length, 'groups');
  requireFinite(values, 'values');
  const sizes = new Map<number, number>();
  for (const id of groups) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  const reportable = [...sizes.keys()].filter((id) => (sizes.get(id) ?? 0) >= leastReportable);
  if (reportable.length < 2) {
    return insufficient(
      `a gap needs at least 2 groups of ${leastReportable} or more cases, got ${reportable.length}`,
    );
  }
  const indexOf = new Map(reportable.map((id, index) => [id, index]));
  const kept = values.filter((_, i) => indexOf.has(idAt(groups, i)));
  const labels = groups.filter((id) => indexOf.has(id)).map((id) => indexOf.get(id) ?? 0);
  const counts = Float64Array.from(reportable, (id) => sizes.get(id) ?? 0);
  const observed = gapOf(kept, labels, counts);
  const scale = kept.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const gaps = new Float64Array(draws);
  let atLeast = 0;
  for (let draw = 0; draw < draws; draw++) {
    shuffle(kept, rng);
    const gap = gapOf(kept, labels, counts);
    gaps[draw] = gap;
    if (gap >= observed - 1e-12 * scale) atLeast++;
  }
  return {
    status: 'estimated',
    observed,
    nullMean: mean(gaps),
    nullUpper: quantile(gaps, 0.95),
    p: (1 + atLeast) / (1 + draws),
    draws,
    reportable: Int32Array.from(reportable),
  };
}

function gapOf(values: Float64Array, labels: Int32Array, counts: Float64Array): number {
  const totals = new Float64Array(counts.length);
  for (let i = 0; i < values.length; i++) {
    const label = idAt(labels, i);
    totals[label] = floatAt(totals, label) + floatAt(values, i);
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let g = 0; g < counts.length; g++) {
    const groupMean = floatAt(totals, g) / floatAt(counts, g);
    low = Math.min(low, groupMean);
    high = Math.max(high, groupMean);
  }
  return high - low;
}

function shuffle(values: Float64Array, rng: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    const held = floatAt(values, i);
    values[i] = floatAt(values, j);
    values[j] = held;
  }
}
