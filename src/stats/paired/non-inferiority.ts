import type { ClusterWarning } from '../cluster/cluster-mean.js';
import type { Insufficient, Interval } from '../interval.js';
import { at, requireAlpha, requireLevel, requireNumber } from '../numeric/argument.js';
import type { Rng } from '../numeric/rng.js';
import { type PairedEvidence, type PairedUnits, pairedEvidence, type ScoreRange } from './paired-evidence.js';

/** A paired difference, new - old: the worse limits of every method that has a say. */
export interface PairedInterval extends Interval {
  /** Units. */
  readonly n: number;
  readonly clusters: number;
  /** Clusters whose mean difference is not 0. */
  readonly discordantClusters: number;
  readonly warnings: readonly ClusterWarning[];
  /** The intervals of which the limits are the worse; at least one. */
  readonly components: readonly Interval[];
}

/** The answer of a non-inferiority test. */
export interface NonInferiority extends PairedInterval {
  readonly margin: number;
  /** One-sided error rate. */
  readonly alpha: number;
  /** The largest of the components' p-values of H0: new - old <= -margin. */
  readonly p: number;
  readonly components: readonly (Interval & { readonly p: number })[];
  /** p <= alpha and lower > -margin; equality with the margin is not enough. */
  readonly isNonInferior: boolean;
  /** upper < -margin. */
  readonly isDemonstratedLoss: boolean;
}

const UNIT_RANGE: ScoreRange = { min: 0, max: 1 };

/**
 * Interval of a paired difference, by the worse of two methods.
 *
 * Where every value is 0 or 1: Tango's score and CR2-t. Where the clusters do not vary, Tango alone, with each cluster
 * counted as one case. Otherwise: CR2-t and the sign-flip of clusters (exact up to 20 clusters, 10,000 draws beyond);
 * with fewer than 10 discordant clusters also the exact bound on the share of clusters that lost or gained, which
 * needs clusters of equal size and values within `range`.
 *
 * @param units - values per unit, finite, and the cluster of each; arrays of equal length
 * @param level - two-sided coverage, 0 < level < 1
 * @param rng - used only by drawn sign-flips
 * @param range - lowest and highest possible value, [0, 1] where left out; null: a side is open, and few discordant
 *   clusters are then `insufficient`
 * @returns the governing limits and their components; `insufficient` for fewer than 2 clusters, equal differences
 *   that are not 0/1, too few clusters for a sign-flip (fewer than 6 at 0.95), or unequal clusters with few discordant
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Tango 1998, Stat Med 17:891-908; Bell & McCaffrey 2002, Surv Methodol 28:169-181;
 *   Hartigan 1969, J Am Stat Assoc 64:1303-1317; Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function pairedInterval(
  units: PairedUnits,
  level: number,
  rng: Rng,
  range: ScoreRange | null = UNIT_RANGE,
): PairedInterval | Insufficient {
  requireLevel(level, 'level');
  const evidence = pairedEvidence(units, (1 - level) / 2, rng, range);
  if (evidence.status === 'insufficient') return evidence;
  return { ...govern(evidence, level), components: evidence.components.map((c) => c.interval) };
}

/**
 * Test of H0: new - old <= -margin, by the worse of two methods (see `pairedInterval`).
 *
 * @param units - values per unit, finite, and the cluster of each; arrays of equal length
 * @param test - margin >= 0 in the unit of the values (below 1 for 0/1 values; 0 tests superiority);
 *   alpha one-sided, 0 < alpha < 0.5; range as in `pairedInterval`
 * @param rng - used only by drawn sign-flips
 * @returns the limits at level 1 - 2 alpha, p, and both conclusions; `insufficient` as `pairedInterval`
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source as `pairedInterval`
 */
export function nonInferiority(
  units: PairedUnits,
  test: { readonly margin: number; readonly alpha: number; readonly range?: ScoreRange | null },
  rng: Rng,
): NonInferiority | Insufficient {
  const { margin, alpha, range = UNIT_RANGE } = test;
  requireAlpha(alpha, 'alpha');
  requireNumber(margin, 'margin', 0);
  const evidence = pairedEvidence(units, alpha, rng, range);
  if (evidence.status === 'insufficient') return evidence;
  const components = evidence.components.map((c) => ({ ...c.interval, p: c.pAt(margin) }));
  const governing = govern(evidence, 1 - 2 * alpha);
  const p = components.reduce((worst, component) => Math.max(worst, component.p), 0);
  return {
    ...governing,
    components,
    margin,
    alpha,
    p,
    isNonInferior: p <= alpha && governing.lower > -margin,
    isDemonstratedLoss: governing.upper < -margin,
  };
}

/** The worse limit on either side; df and se are those of CR2, where it has a say. */
function govern(evidence: PairedEvidence, level: number) {
  const intervals = evidence.components.map((component) => component.interval);
  const methods = intervals.map((interval) => interval.method);
  const clustered = intervals.find((interval) => interval.df !== undefined);
  return {
    status: 'estimated',
    value: at(
      intervals.map((interval) => interval.value),
      0,
    ),
    lower: intervals.reduce((worst, interval) => Math.min(worst, interval.lower), Number.MAX_VALUE),
    upper: intervals.reduce((worst, interval) => Math.max(worst, interval.upper), -Number.MAX_VALUE),
    level,
    method: methods.length === 1 ? methods.join('') : `worse of ${methods.join(' | ')}`,
    ...(clustered?.df === undefined ? {} : { df: clustered.df }),
    ...(clustered?.se === undefined ? {} : { se: clustered.se }),
    n: evidence.n,
    clusters: evidence.clusters,
    discordantClusters: evidence.discordantClusters,
    warnings: evidence.warnings,
  } as const;
}
