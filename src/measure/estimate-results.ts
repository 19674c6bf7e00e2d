import { describeWarning } from '../domain/cluster-warning.js';
import type { Estimate, FigureAddress, Result, Stratum } from '../domain/estimate.js';
import type { Metric } from '../domain/metric.js';
import { defaultMeanInterval } from '../stats/cluster/default-mean-interval.js';
import type { UnitSlice, UnitTable } from './unit-table.js';

/** Two-sided level of every displayed interval; a gate computes its own limit at its own alpha. */
export const DISPLAY_LEVEL = 0.95;

export interface ResultAddress extends Omit<FigureAddress, 'stratum'> {
  readonly run: string;
  readonly model: string;
}

/** The figures of one table: the whole suite first, then every stratum. */
export function estimateResults(table: UnitTable, metric: Metric, address: ResultAddress): readonly Result[] {
  return [null, ...table.strata()].map((stratum) =>
    estimateResult(table.slice(stratum), metric, address, stratum),
  );
}

function estimateResult(
  slice: UnitSlice,
  metric: Metric,
  address: ResultAddress,
  stratum: Stratum | null,
): Result {
  return {
    ...address,
    stratum,
    estimate: estimateMean(slice, metric),
    coverage: slice.coverage,
    met: address.missing === 'complete' ? slice.met : null,
  };
}

function estimateMean(slice: UnitSlice, metric: Metric): Estimate {
  const { values, clusters } = slice.column;
  const count = { n: values.length, clusters: new Set(clusters).size };
  if (values.length === 0) return { status: 'insufficient', reason: 'no unit has a value', ...count };
  const interval = defaultMeanInterval(values, clusters, DISPLAY_LEVEL, metric.range);
  if (interval.status === 'insufficient') return { ...interval, ...count };
  const { status, value, lower, upper, level, method, warnings } = interval;
  return { status, value, lower, upper, level, method, ...count, warnings: warnings.map(describeWarning) };
}
