import type { BootstrapOptions } from '../bootstrap/bootstrap-limits.js';
import { type ClusterSums, sumByCluster } from '../bootstrap/sum-statistic.js';
import { binForecasts } from '../calibration/bins.js';
import { debiasedSquares } from '../calibration/calibration-error.js';
import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, idAt } from '../numeric/argument.js';
import type { FigureMemory } from './figure-memory.js';
import { secondsOf } from './figure-numbers.js';
import type { FigureNumbers, FigureUnits, PairedFigureUnits, UnitFigure } from './unit-figure.js';

/** Resamples behind every interval of a figure (METHODS §2.1). */
const REPLICATES = 10_000;
const LEAST_CLUSTERS = 10;

/**
 * A figure whose clusters are resampled: in one thread, so that one stream of draws will do. A percentile interval over few
 * clusters is too narrow and does not say so: below 10 it is `insufficient`.
 */
export function resampled(
  figure: UnitFigure,
  numbers: readonly FigureNumbers[],
  clusters: Int32Array,
  options: Resampling,
  draw: (options: BootstrapOptions) => IntervalOrInsufficient,
): IntervalOrInsufficient {
  const count = new Set(clusters).size;
  if (count < LEAST_CLUSTERS)
    return insufficient(`resampling clusters needs at least ${LEAST_CLUSTERS} of them, got ${count}`);
  const { level, seed, memory } = options;
  const compute = () => draw({ level, seed, replicates: REPLICATES, method: 'percentile', stream: 'single' });
  if (memory === undefined) return compute();
  const content = [clusters, ...numbers.flatMap(({ values, seconds }) => [values, seconds])];
  return memory.recall(JSON.stringify([figure, level, seed]), content, compute);
}

interface Resampling {
  readonly level: number;
  readonly seed: number;
  readonly memory?: FigureMemory;
}

/** The debiased squared calibration error of rows by their number; each row's bin is found once. */
export function errorOfRows(numbers: FigureNumbers, count: number): (rows: Int32Array) => number | null {
  const { values } = numbers;
  const outcomes = secondsOf(numbers);
  const { index } = binForecasts(values, outcomes, { kind: 'equal-width', count });
  const [counts, forecasts, events] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  return (rows) => {
    for (const sums of [counts, forecasts, events]) sums.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const row = idAt(rows, i);
      const k = idAt(index, row);
      counts[k] = floatAt(counts, k) + 1;
      forecasts[k] = floatAt(forecasts, k) + floatAt(values, row);
      events[k] = floatAt(events, k) + floatAt(outcomes, row);
    }
    const { raw, singletons } = debiasedSquares({ n: rows.length, counts, forecasts, events });
    return singletons === rows.length ? null : raw;
  };
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
