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
import { gathered, secondsOf } from './figure-numbers.js';
import { kappaSums, REPLICATES, tooFewToResample, valueOfRows } from './resampled-figure.js';
import type { FigureUnits, UnitFigure } from './unit-figure.js';

/** What a figure is estimated with. */
export interface FigureOptions {
  /** Two-sided coverage, 0 < level < 1. */
  readonly level: number;
  /** Seeds the draws of a resampling interval; integer, 0 <= seed < 2^32. */
  readonly seed: number;
  /** The range of the figure; limits are clamped to the sides that are given. */
  readonly range: MetricRange;
}

type Estimator<F extends UnitFigure> = (
  units: FigureUnits,
  options: FigureOptions,
  figure: F,
) => IntervalOrInsufficient;

/** One way of estimating for each way of making a figure. */
const ESTIMATORS: { readonly [By in UnitFigure['by']]: Estimator<Extract<UnitFigure, { by: By }>> } = {
  mean: ({ values, clusters }, { level, range }) => defaultMeanInterval(values, clusters, level, range),
  ratio: (units, { level }) => clusterRatio(units.values, secondsOf(units), units.clusters, level),
  auroc: (units, { level }) => {
    const { values, clusters } = units;
    const isClustered = new Set(clusters).size < clusters.length;
    return aurocInterval(values, secondsOf(units), level, isClustered ? clusters : undefined);
  },
  'calibration-slope': (units, { level }, { clip }) => {
    const { values, clusters } = units;
    const found = logisticRecalibration(values, secondsOf(units), { level, clip, clusters });
    return found.status === 'estimated' ? found.slope : found;
  },
  'calibration-error': (units, options, figure) => {
    const outcomes = secondsOf(units);
    return resampled(units, options, (rows) =>
      valueOfRows(figure, gathered(units.values, rows), gathered(outcomes, rows)),
    );
  },
  'quadratic-kappa': (units, { level, seed }) =>
    tooFewToResample(units.clusters) ??
    bootstrapSums(kappaSums(units), { level, seed, replicates: REPLICATES, method: 'percentile' }),
};

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

/** Looks the estimator up; a switch, for only it keeps the figure's kind and its estimator's together. */
function estimateBy(figure: UnitFigure, units: FigureUnits, options: FigureOptions): IntervalOrInsufficient {
  switch (figure.by) {
    case 'mean':
      return ESTIMATORS.mean(units, options, figure);
    case 'ratio':
      return ESTIMATORS.ratio(units, options, figure);
    case 'auroc':
      return ESTIMATORS.auroc(units, options, figure);
    case 'calibration-slope':
      return ESTIMATORS['calibration-slope'](units, options, figure);
    case 'calibration-error':
      return ESTIMATORS['calibration-error'](units, options, figure);
    case 'quadratic-kappa':
      return ESTIMATORS['quadratic-kappa'](units, options, figure);
  }
}

/** Those that the method gives, else those of the clusters alone. */
function warningsOf(found: Interval, { values, clusters }: FigureUnits): readonly ClusterWarning[] {
  if ('warnings' in found && Array.isArray(found.warnings)) return found.warnings;
  return clusterWarnings(groupByCluster(values, clusters), found.df);
}

function resampled(
  { clusters }: FigureUnits,
  { level, seed }: FigureOptions,
  statistic: (rows: Int32Array) => number | null,
): IntervalOrInsufficient {
  return (
    tooFewToResample(clusters) ??
    clusterBootstrap(clusters, statistic, { level, seed, replicates: REPLICATES, method: 'percentile' })
  );
}
