import { describeWarning } from '../domain/cluster-warning.js';
import type { Estimate, FigureAddress, Result, Stratum } from '../domain/estimate.js';
import { seedOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';
import { estimateFigure } from '../stats/figure/estimate-figure.js';
import type { FigureMemory } from '../stats/figure/figure-memory.js';
import type { UnitSlice, UnitTable } from './unit-table.js';

/** Two-sided level of every displayed interval; a gate computes its own limit at its own alpha. */
export const DISPLAY_LEVEL = 0.95;

export interface ResultAddress extends Omit<FigureAddress, 'stratum'> {
  /** Seeds the draws of a resampling interval. */
  readonly planHash: string;
  readonly run: string;
  readonly model: string;
}

/** The figures of one table: the whole suite first, then every stratum. */
export function estimateResults(
  table: UnitTable,
  metric: Metric,
  address: ResultAddress,
  memory: FigureMemory,
): readonly Result[] {
  return [null, ...table.strata()].map((stratum) =>
    estimateResult(table.slice(stratum), metric, address, stratum, memory),
  );
}

function estimateResult(
  slice: UnitSlice,
  metric: Metric,
  { planHash, ...address }: ResultAddress,
  stratum: Stratum | null,
  memory: FigureMemory,
): Result {
  const place = `${address.suite} ${address.protocol} ${stratum === null ? '' : `${stratum.name}=${stratum.value}`}`;
  const isAccuracy = metric.isBinary && metric.better === 'higher';
  return {
    ...address,
    unit: metric.unit,
    stratum,
    estimate: estimateSlice(slice, metric, seedOf(planHash, metric.hash, `estimate ${place}`), memory),
    coverage: slice.coverage,
    met: isAccuracy && address.missing === 'complete' ? slice.met : null,
  };
}

function estimateSlice({ column }: UnitSlice, metric: Metric, seed: number, memory: FigureMemory): Estimate {
  const count = { n: column.values.length, clusters: new Set(column.clusters).size };
  if (count.n === 0) return { status: 'insufficient', reason: 'no unit has a value', ...count };
  const interval = estimateFigure(metric.figure, column, {
    level: DISPLAY_LEVEL,
    seed,
    range: metric.range,
    memory,
  });
  if (interval.status === 'insufficient') return { ...interval, ...count };
  const { status, value, lower, upper, level, method, warnings } = interval;
  return { status, value, lower, upper, level, method, ...count, warnings: warnings.map(describeWarning) };
}
