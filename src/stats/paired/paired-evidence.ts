import { PreceptorError } from '../../errors.js';
import {
  type ClusterWarning,
  clusterMeanP,
  clusterWarnings,
  meanOfClusters,
  NO_VARIATION,
} from '../cluster/cluster-mean.js';
import { type Clusters, groupByCluster } from '../cluster/clusters.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength } from '../numeric/argument.js';
import { binomialCdf } from '../numeric/binomial.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import type { Rng } from '../numeric/rng.js';
import { exactUpper } from '../proportion/proportion.js';
import { signFlipLimits, signFlipP, signFlips } from './sign-flip.js';
import { tangoLimits, tangoZ } from './tango.js';

/** The same units answered by two models; the three arrays are equally long. */
export interface PairedUnits {
  /** The new model's value per unit. */
  readonly newValues: Float64Array;
  /** The old model's value per unit. */
  readonly oldValues: Float64Array;
  /** The cluster id of each unit. */
  readonly clusters: Int32Array;
}

/** The lowest and highest value that a unit can have. */
export interface ScoreRange {
  readonly min: number;
  readonly max: number;
}

/** One method's interval, and its one-sided p-value of H0: new - old <= -margin. */
export interface PairedComponent {
  readonly interval: Interval;
  readonly pAt: (margin: number) => number;
}

/** Every method that has a say on a paired difference; the worst of them governs. */
export interface PairedEvidence {
  readonly status: 'estimated';
  readonly n: number;
  readonly clusters: number;
  /** Clusters whose mean difference is not 0. */
  readonly discordantClusters: number;
  readonly warnings: readonly ClusterWarning[];
  /** At least one. */
  readonly components: readonly PairedComponent[];
}

const LEAST_DISCORDANT = 10;

/** Applies the rule of docs/statistics.md: Tango and CR2 on 0/1 values, CR2 and sign-flip on all others. */
export function pairedEvidence(
  units: PairedUnits,
  alpha: number,
  rng: Rng,
  range: ScoreRange | null,
): PairedEvidence | Insufficient {
  const { newValues, oldValues } = units;
  requireLength(oldValues.length, newValues.length, 'oldValues');
  requireFinite(newValues, 'newValues');
  requireFinite(oldValues, 'oldValues');
  const differences = newValues.map((value, i) => value - floatAt(oldValues, i));
  const clusters = groupByCluster(differences, units.clusters);
  if (clusters.count < 2)
    return insufficient(`a paired interval needs at least 2 clusters, got ${clusters.count}`);
  const mean = meanOfClusters(clusters, 1 - 2 * alpha);
  if (mean.status === 'insufficient' && mean.reason !== NO_VARIATION) return mean;
  const clustered: PairedComponent | undefined =
    mean.status === 'estimated'
      ? { interval: mean, pAt: (margin) => clusterMeanP(mean, -margin) }
      : undefined;
  const isBinary = [newValues, oldValues].every((values) => values.every((v) => v === 0 || v === 1));
  const discordantClusters = countDiscordant(clusters, (total) => total !== 0);
  const components = isBinary
    ? scoreComponents(units, clusters, alpha, clustered)
    : flipComponents(clusters, alpha, rng, clustered, discordantClusters, () => requireWithin(units, range));
  if ('status' in components) return components;
  const span = requireWithin(units, range);
  return {
    status: 'estimated',
    n: clusters.n,
    clusters: clusters.count,
    discordantClusters,
    warnings: mean.status === 'estimated' ? mean.warnings : clusterWarnings(clusters),
    components: typeof span === 'number' ? components.map((part) => clampTo(part, span)) : components,
  };
}

/** No difference of scores is larger than the span of a score: t limits of few clusters can be. */
function clampTo({ interval, pAt }: PairedComponent, span: number): PairedComponent {
  const lower = Math.max(-span, interval.lower);
  const upper = Math.min(span, interval.upper);
  return { interval: { ...interval, lower, upper }, pAt };
}

/** 0/1 values: Tango and CR2; without variation between clusters Tango alone, each cluster counted as one case. */
function scoreComponents(
  units: PairedUnits,
  clusters: Clusters,
  alpha: number,
  clustered: PairedComponent | undefined,
): readonly PairedComponent[] {
  const weight = clustered === undefined ? clusters.count / clusters.n : 1;
  let onlyNew = 0;
  let onlyOld = 0;
  units.newValues.forEach((value, i) => {
    const old = floatAt(units.oldValues, i);
    if (value > old) onlyNew += 1;
    if (value < old) onlyOld += 1;
  });
  const b = onlyNew * weight;
  const c = onlyOld * weight;
  const n = clusters.n * weight;
  const onClusters = weight < 1 ? 'Tango on clusters (no variation between them)' : 'Tango';
  const tango: PairedComponent = {
    interval: {
      status: 'estimated',
      value: (onlyNew - onlyOld) / clusters.n,
      ...tangoLimits(b, c, n, -normalQuantile(alpha)),
      level: 1 - 2 * alpha,
      method: clustered === undefined && weight === 1 ? 'Tango (CR2 has no variation)' : onClusters,
    },
    pAt: (margin) => normalCdf(-tangoZ(b, c, n, -margin)),
  };
  return clustered === undefined ? [tango] : [tango, clustered];
}

/** Other values: CR2 and sign-flip; with few discordant clusters also the exact bound on the share that lost. */
function flipComponents(
  clusters: Clusters,
  alpha: number,
  rng: Rng,
  clustered: PairedComponent | undefined,
  discordant: number,
  span: () => number | Insufficient,
): readonly PairedComponent[] | Insufficient {
  const components: PairedComponent[] = [];
  if (clustered !== undefined) {
    const flips = signFlips(clusters, rng);
    const limits = signFlipLimits(flips, alpha);
    if (limits.status === 'insufficient') return limits;
    const interval = { ...base(clustered.interval.value, alpha), ...limits, method: flips.method };
    components.push(clustered, { interval, pAt: (margin) => signFlipP(flips, -margin) });
  }
  if (discordant < LEAST_DISCORDANT) {
    const share = shareComponent(clusters, alpha, span());
    if ('status' in share) return share;
    components.push(share);
  }
  return components.length === 0 ? insufficient(NO_VARIATION) : components;
}

/** A mean cannot fall below minus the share of clusters that lost, times the span of a score. */
function shareComponent(
  clusters: Clusters,
  alpha: number,
  span: number | Insufficient,
): PairedComponent | Insufficient {
  if (clusters.sizes.some((size) => size !== clusters.sizes[0])) {
    return insufficient(`fewer than ${LEAST_DISCORDANT} discordant clusters, and clusters of unequal size`);
  }
  if (typeof span !== 'number') return span;
  const losses = countDiscordant(clusters, (total) => total < 0);
  const gains = countDiscordant(clusters, (total) => total > 0);
  const value = clusters.totals.reduce((sum, total) => sum + total, 0) / clusters.n;
  return {
    interval: {
      ...base(value, alpha),
      lower: -span * exactUpper(losses, clusters.count, alpha).upper,
      upper: span * exactUpper(gains, clusters.count, alpha).upper,
      method: 'Clopper-Pearson on the share of clusters that lost or gained',
    },
    pAt: (margin) => binomialCdf(losses, clusters.count, Math.min(1, margin / span)),
  };
}

function base(value: number, alpha: number) {
  return { status: 'estimated', value, level: 1 - 2 * alpha } as const;
}

/** Counts clusters by the sign of their total; what is within rounding of 0 counts as 0. */
function countDiscordant(clusters: Clusters, matches: (total: number) => boolean): number {
  return clusters.totals.reduce((count, total, c) => {
    const isZero = Math.abs(total) <= 1e-12 * floatAt(clusters.sizes, c) * clusters.scale;
    return count + (matches(isZero ? 0 : total) ? 1 : 0);
  }, 0);
}

/** The span of the range; `insufficient` where a value lies outside, for then no bound on one cluster's loss is known. */
function requireWithin(units: PairedUnits, range: ScoreRange | null): number | Insufficient {
  if (range === null)
    return insufficient(
      `fewer than ${LEAST_DISCORDANT} discordant clusters, and scores without a lowest or highest value`,
    );
  if (!(Number.isFinite(range.min) && Number.isFinite(range.max) && range.min < range.max)) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `range: expected finite min < max, got [${range.min}, ${range.max}]`,
    );
  }
  const isWithin = [units.newValues, units.oldValues].every((values) =>
    values.every((value) => value >= range.min && value <= range.max),
  );
  return isWithin
    ? range.max - range.min
    : insufficient(
        `fewer than ${LEAST_DISCORDANT} discordant clusters, and scores outside [${range.min}, ${range.max}]`,
      );
}
