import { bootstrapSums, clusterBootstrap } from '../bootstrap/cluster-bootstrap.js';
import { calibrationSlopeDifference } from '../calibration/slope-difference.js';
import { clusterWarnings } from '../cluster/cluster-mean.js';
import { clusterRatioDifference } from '../cluster/cluster-ratio.js';
import { groupByCluster } from '../cluster/clusters.js';
import type { MetricRange } from '../cluster/default-mean-interval.js';
import { aurocDifference } from '../discrimination/auroc-difference.js';
import { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireAlpha, requireLength, requireLevel, requireNumber } from '../numeric/argument.js';
import { mersenneTwister } from '../numeric/rng.js';
import { nonInferiority, type PairedInterval, pairedInterval } from '../paired/non-inferiority.js';
import type { ScoreRange } from '../paired/paired-evidence.js';
import type { FigureOptions } from './estimate-figure.js';
import { secondsOf } from './figure-numbers.js';
import { errorOfRows, kappaDifferenceSums, resampled } from './resampled-figure.js';
import type { FigureNumbers, PairedFigureUnits, UnitFigure } from './unit-figure.js';

/** The difference of two figures on the same units, new - old, with the intervals of which its limits are the worse. */
export type FigureDifference = Omit<PairedInterval, 'discordantClusters'>;

/** The answer of a test of a margin. */
export interface FigureTest extends FigureDifference {
  /** One-sided p-value of H0: new - old <= -margin; null where the method gives limits alone. */
  readonly p: number | null;
  readonly isNonInferior: boolean;
  readonly isDemonstratedLoss: boolean;
}

/**
 * The difference of a figure between two models on the same units, new - old.
 *
 * Means: as `pairedInterval`. Ratios, AUROC and calibration slope: linearised over clusters. Calibration error and kappa:
 * percentile cluster bootstrap of both figures on the same resampled clusters, 10,000 times.
 *
 * @param figure - how the values become one number
 * @param units - the numbers of both models and the cluster of each unit; arrays of equal length
 * @param options - level, seed, and the range of the figure
 * @returns the difference with its components; `insufficient` with the method's reason, and below 10 clusters where
 *   clusters are resampled
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source as the functions named
 */
export function compareFigures(
  figure: UnitFigure,
  units: PairedFigureUnits,
  options: FigureOptions,
): FigureDifference | Insufficient {
  requireLevel(options.level, 'level');
  requireLength(units.newNumbers.values.length, units.clusters.length, 'newNumbers');
  requireLength(units.oldNumbers.values.length, units.clusters.length, 'oldNumbers');
  if (units.clusters.length === 0) return insufficient('no cases');
  if (figure.by === 'mean') {
    const range = scoreRange(options.range);
    return pairedInterval(pairsOf(units), options.level, mersenneTwister(options.seed), range);
  }
  const found = differenceBy(figure, units, options);
  return found.status === 'estimated' ? alone(found, units) : found;
}

/**
 * Test of H0: new - old <= -margin, for a figure of which more is better (exchange the models where less is).
 *
 * @param figure - how the values become one number
 * @param units - as `compareFigures`
 * @param test - margin >= 0, alpha one-sided in (0, 0.5), seed and range
 * @returns limits at level 1 - 2 alpha and both conclusions, strict at the margin; means: as `nonInferiority`, with p;
 *   `insufficient` as `compareFigures`
 * @throws PreceptorError as `compareFigures`
 * @source as the functions named
 */
export function testFigures(
  figure: UnitFigure,
  units: PairedFigureUnits,
  test: Omit<FigureOptions, 'level'> & { readonly margin: number; readonly alpha: number },
): FigureTest | Insufficient {
  const { margin, alpha, seed, range, memory } = test;
  requireAlpha(alpha, 'alpha');
  requireNumber(margin, 'margin', 0);
  if (figure.by === 'mean') {
    if (units.clusters.length === 0) return insufficient('no cases');
    const options = { margin, alpha, range: scoreRange(range) };
    return nonInferiority(pairsOf(units), options, mersenneTwister(seed));
  }
  const found = compareFigures(figure, units, {
    level: 1 - 2 * alpha,
    seed,
    range,
    ...(memory === undefined ? {} : { memory }),
  });
  if (found.status === 'insufficient') return found;
  return {
    ...found,
    p: null,
    isNonInferior: found.lower > -margin,
    isDemonstratedLoss: found.upper < -margin,
  };
}

function differenceBy(
  figure: Exclude<UnitFigure, { by: 'mean' }>,
  units: PairedFigureUnits,
  options: FigureOptions,
): IntervalOrInsufficient {
  const { level } = options;
  const { newNumbers, oldNumbers, clusters } = units;
  switch (figure.by) {
    case 'ratio':
      return clusterRatioDifference(ratioOf(newNumbers), ratioOf(oldNumbers), clusters, level);
    case 'auroc':
      return aurocDifference(scoresOf(newNumbers), scoresOf(oldNumbers), clusters, level);
    case 'calibration-slope': {
      const [newer, older] = [forecastsOf(newNumbers), forecastsOf(oldNumbers)];
      return calibrationSlopeDifference(newer, older, clusters, level, figure.clip);
    }
    case 'calibration-error': {
      const [now, before] = [errorOfRows(newNumbers, figure.bins), errorOfRows(oldNumbers, figure.bins)];
      const difference = (rows: Int32Array) => minus(now(rows), before(rows));
      return resampled(figure, [newNumbers, oldNumbers], clusters, options, (bootstrap) =>
        clusterBootstrap(clusters, difference, bootstrap),
      );
    }
    case 'quadratic-kappa':
      return resampled(figure, [newNumbers, oldNumbers], clusters, options, (bootstrap) =>
        bootstrapSums(kappaDifferenceSums(units), bootstrap),
      );
  }
}

function minus(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function scoresOf(numbers: FigureNumbers) {
  return { scores: numbers.values, outcomes: secondsOf(numbers) };
}

function forecastsOf(numbers: FigureNumbers) {
  return { forecasts: numbers.values, outcomes: secondsOf(numbers) };
}

function ratioOf(numbers: FigureNumbers) {
  return { numerators: numbers.values, denominators: secondsOf(numbers) };
}

function pairsOf({ newNumbers, oldNumbers, clusters }: PairedFigureUnits) {
  return { newValues: newNumbers.values, oldValues: oldNumbers.values, clusters };
}

/** The range of single values; null where a side is open, and with it no bound on what one cluster can lose. */
function scoreRange({ min, max }: MetricRange): ScoreRange | null {
  return min === undefined || max === undefined ? null : { min, max };
}

/** One method has a say: its interval is the only component. */
function alone(interval: Interval, { newNumbers, clusters }: PairedFigureUnits): FigureDifference {
  return {
    ...interval,
    n: clusters.length,
    clusters: new Set(clusters).size,
    warnings: clusterWarnings(groupByCluster(newNumbers.values, clusters), interval.df),
    components: [interval],
  };
}
