import { bootstrapSums, clusterBootstrap } from '../bootstrap/cluster-bootstrap.js';
import { logisticRecalibration } from '../calibration/recalibration.js';
import { type ClusterWarning, clusterWarnings } from '../cluster/cluster-mean.js';
import { clusterRatio } from '../cluster/cluster-ratio.js';
import { groupByCluster } from '../cluster/clusters.js';
import {
  defaultMeanInterval,
  type MeanInterval,
  type MetricRange,
} from '../cluster/default-mean-interval.js';
import { aurocInterval } from '../discrimination/delong.js';
import { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireLength, requireLevel } from '../numeric/argument.js';
import type { FigureMemory } from './figure-memory.js';
import { secondsOf } from './figure-numbers.js';
import { errorOfRows, kappaSums, resampled } from './resampled-figure.js';
import type { FigureUnits, UnitFigure } from './unit-figure.js';

/** What a figure is estimated with. */
export interface FigureOptions {
  /** Two-sided coverage, 0 < level < 1. */
  readonly level: number;
  /** Seeds the draws of a resampling interval; integer, 0 <= seed < 2^32. */
  readonly seed: number;
  /** The range of the figure; limits are clamped to the sides that are given. */
  readonly range: MetricRange;
  /** Spares resampling the same numbers again. */
  readonly memory?: FigureMemory;
}

/**
 * A figure of units with its interval, by the method that fits its kind.
 *
 * Means: Wilson or CR2-t. Ratios: clustered linearisation. AUROC: DeLong, or Obuchowski in clusters. Calibration slope:
 * sandwich over clusters. Calibration error and kappa: percentile cluster bootstrap of 10,000 resamples.
 *
 * @param figure - how the values become one number
 * @param units - values (and seconds, where a unit is two numbers) and the cluster of each; arrays of equal length
 * @param options - level, seed and range
 * @returns the interval with n, clusters and warnings, limits within the range; `insufficient` with the method's reason, and
 *   below 10 clusters where clusters are resampled
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source as the functions named
 */
export function estimateFigure(
  figure: UnitFigure,
  units: FigureUnits,
  options: FigureOptions,
): MeanInterval | Insufficient {
  requireLevel(options.level, 'level');
  requireLength(units.clusters.length, units.values.length, 'clusters');
  if (units.values.length === 0) return insufficient('no cases');
  const found = estimateBy(figure, units, options);
  if (found.status === 'insufficient') return found;
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = options.range;
  return {
    ...found,
    lower: Math.min(max, Math.max(min, found.lower)),
    upper: Math.min(max, Math.max(min, found.upper)),
    n: units.values.length,
    clusters: new Set(units.clusters).size,
    warnings: warningsOf(found, units),
  };
}

function estimateBy(figure: UnitFigure, units: FigureUnits, options: FigureOptions): IntervalOrInsufficient {
  const { values, clusters } = units;
  const { level, range } = options;
  switch (figure.by) {
    case 'mean':
      return defaultMeanInterval(values, clusters, level, range);
    case 'ratio':
      return clusterRatio(values, secondsOf(units), clusters, level);
    case 'auroc': {
      const isClustered = new Set(clusters).size < clusters.length;
      return aurocInterval(values, secondsOf(units), level, isClustered ? clusters : undefined);
    }
    case 'calibration-slope': {
      const found = logisticRecalibration(values, secondsOf(units), { level, clip: figure.clip, clusters });
      return found.status === 'estimated' ? found.slope : found;
    }
    case 'calibration-error':
      return resampled(figure, [units], clusters, options, (bootstrap) =>
        clusterBootstrap(clusters, errorOfRows(units, figure.bins), bootstrap),
      );
    case 'quadratic-kappa':
      return resampled(figure, [units], clusters, options, (bootstrap) =>
        bootstrapSums(kappaSums(units), bootstrap),
      );
  }
}

/** Those that the method gives, else those of the clusters alone. */
function warningsOf(found: Interval, { values, clusters }: FigureUnits): readonly ClusterWarning[] {
  if ('warnings' in found && Array.isArray(found.warnings)) return found.warnings;
  return clusterWarnings(groupByCluster(values, clusters), found.df);
}
