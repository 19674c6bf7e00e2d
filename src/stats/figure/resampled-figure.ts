import { type ClusterSums, sumByCluster } from '../bootstrap/sum-statistic.js';
import { squaredCalibrationError } from '../calibration/calibration-error.js';
import { recalibrationLine } from '../calibration/recalibration.js';
import { auroc } from '../discrimination/auroc.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { secondsOf } from './figure-numbers.js';
import type { FigureUnits, PairedFigureUnits, UnitFigure } from './unit-figure.js';

/** Resamples behind every interval of a figure (METHODS §2.1). */
export const REPLICATES = 10_000;
const LEAST_CLUSTERS = 10;

/** A percentile interval over few clusters is too narrow and does not say so. */
export function tooFewToResample(clusters: Int32Array): Insufficient | null {
  const count = new Set(clusters).size;
  if (count >= LEAST_CLUSTERS) return null;
  return insufficient(`resampling clusters needs at least ${LEAST_CLUSTERS} of them, got ${count}`);
}

/** Figures that are computed anew from the rows of every resample. */
export type RowFigure = Extract<UnitFigure, { by: 'auroc' | 'calibration-slope' | 'calibration-error' }>;

/** The value of such a figure; null where it has none. */
export function valueOfRows(figure: RowFigure, values: Float64Array, seconds: Float64Array): number | null {
  switch (figure.by) {
    case 'auroc': {
      const value = auroc(values, seconds);
      return typeof value === 'number' ? value : null;
    }
    case 'calibration-slope': {
      const line = recalibrationLine(values, seconds, figure.clip);
      return line.status === 'estimated' ? line.slope : null;
    }
    case 'calibration-error': {
      const found = squaredCalibrationError(values, seconds, { kind: 'equal-width', count: figure.bins });
      return found.status === 'estimated' ? found.raw : null;
    }
  }
}

/** What quadratic kappa is summed from; see `SUM_STATISTICS`. */
export function kappaSums(units: FigureUnits): ClusterSums {
  const assigned = secondsOf(units);
  return sumByCluster('quadratic-kappa', units.clusters, (row, into) => {
    addKappa(floatAt(units.values, row), floatAt(assigned, row), into, 0);
  });
}

export function kappaDifferenceSums({ newNumbers, oldNumbers, clusters }: PairedFigureUnits): ClusterSums {
  const [newAssigned, oldAssigned] = [secondsOf(newNumbers), secondsOf(oldNumbers)];
  return sumByCluster('quadratic-kappa-difference', clusters, (row, into) => {
    addKappa(floatAt(newNumbers.values, row), floatAt(newAssigned, row), into, 0);
    addKappa(floatAt(oldNumbers.values, row), floatAt(oldAssigned, row), into, 6);
  });
}

function addKappa(reference: number, assigned: number, into: Float64Array, from: number): void {
  into.set([1, reference, assigned, reference ** 2, assigned ** 2, reference * assigned], from);
}
