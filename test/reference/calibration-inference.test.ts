import { describe, test } from 'vitest';
import { brierInterval, brierSkillInterval, pairedBrier } from '../../src/stats/calibration/brier.js';
import { logLossInterval } from '../../src/stats/calibration/log-loss.js';
import { observedExpectedInterval } from '../../src/stats/calibration/observed-expected.js';
import { logisticRecalibration } from '../../src/stats/calibration/recalibration.js';
import { aurocInterval, pairedAuroc } from '../../src/stats/discrimination/delong.js';
import type { Insufficient, Interval } from '../../src/stats/interval.js';
import { coverageAtRisk, selectiveAccuracyInterval } from '../../src/stats/selective/selective-accuracy.js';
import { expectClose, printDifferences, readReference } from './reference.js';

interface Row {
  readonly forecasts: readonly number[];
  readonly other: readonly number[];
  readonly outcomes: readonly number[];
  readonly clusters: readonly number[];
  readonly level: number;
  readonly clip: number;
  /** Lower, value, upper. */
  readonly delong: readonly [number, number, number];
  readonly delongSe: number;
  readonly covariance: number;
  readonly pairedStatistic: number;
  readonly pairedP: number;
  /** Value, lower, upper, se and more: so are the rest. */
  readonly clustered: readonly number[];
  readonly clusteredPaired: readonly number[];
  readonly slope: readonly number[];
  readonly intercept: readonly number[];
  readonly inTheLarge: readonly number[];
  readonly robustSlope: readonly number[];
  readonly robustIntercept: readonly number[];
  readonly robustInTheLarge: readonly number[];
  readonly brier: readonly number[];
  readonly skill: readonly number[];
  readonly pairedBrier: readonly number[];
  readonly logLoss: readonly number[];
  readonly observedExpected: readonly number[];
  readonly coverageAtRisk: readonly [number, number, number];
  readonly selective: readonly [number, number, number, number];
}

const TOLERANCE = 1e-9;

printDifferences();

function estimated<T extends { readonly status: 'estimated' }>(found: T | Insufficient): T {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

function expectInterval(found: Interval | Insufficient, expected: readonly number[], what: string): void {
  const { value, lower, upper, se, df } = estimated(found);
  [value, lower, upper, se, df].forEach((actual, k) => {
    const wanted = expected[k];
    if (actual !== undefined && wanted !== undefined) expectClose(actual, wanted, TOLERANCE, what);
  });
}

const { rows } = readReference<{ readonly rows: readonly Row[] }>('calibration-inference.json');

describe.each(rows)('$level, clip $clip', (row) => {
  const f = Float64Array.from(row.forecasts);
  const g = Float64Array.from(row.other);
  const o = Float64Array.from(row.outcomes);
  const clusters = Int32Array.from(row.clusters);
  const { level, clip } = row;

  test('DeLong against pROC', () => {
    const [lower, value, upper] = row.delong;
    expectInterval(aurocInterval(f, o, level), [value, lower, upper, row.delongSe], 'aurocInterval');
    const paired = estimated(pairedAuroc(f, g, o, level));
    expectClose(paired.covariance, row.covariance, TOLERANCE, 'pairedAuroc covariance');
    expectClose(paired.statistic, row.pairedStatistic, TOLERANCE, 'pairedAuroc statistic');
    expectClose(paired.p, row.pairedP, TOLERANCE, 'pairedAuroc p');
    expectClose(paired.oldValue + paired.value, value, TOLERANCE, 'pairedAuroc value');
  });

  test('clustered AUROC against the double sums of Obuchowski', () => {
    expectInterval(aurocInterval(f, o, level, clusters), row.clustered, 'aurocInterval(clusters)');
    const paired = estimated(pairedAuroc(f, g, o, level, clusters));
    expectInterval(paired, row.clusteredPaired.slice(0, 4), 'pairedAuroc(clusters)');
    expectClose(paired.covariance, row.clusteredPaired[4] ?? Number.NaN, TOLERANCE, 'pairedAuroc(clusters)');
  });

  test('recalibration against glm and vcovCL', () => {
    const model = estimated(logisticRecalibration(f, o, { level, clip }));
    expectInterval(model.slope, row.slope, 'logisticRecalibration');
    expectInterval(model.intercept, row.intercept, 'logisticRecalibration');
    expectInterval(model.inTheLarge, row.inTheLarge, 'logisticRecalibration');
    const robust = estimated(logisticRecalibration(f, o, { level, clip, clusters }));
    expectInterval(robust.slope, row.robustSlope, 'logisticRecalibration(clusters)');
    expectInterval(robust.intercept, row.robustIntercept, 'logisticRecalibration(clusters)');
    expectInterval(robust.inTheLarge, row.robustInTheLarge, 'logisticRecalibration(clusters)');
  });

  test('scores against clubSandwich', () => {
    expectInterval(brierInterval(f, o, clusters, level), row.brier, 'brierInterval');
    expectInterval(brierSkillInterval(f, o, clusters, level), row.skill, 'brierSkillInterval');
    expectInterval(pairedBrier(f, g, o, clusters, level), row.pairedBrier, 'pairedBrier');
    expectInterval(logLossInterval(f, o, clusters, 0.01, level), row.logLoss, 'logLossInterval');
  });

  test('ratio of observed to expected', () => {
    const found = observedExpectedInterval(f, o, level, clusters);
    expectInterval(found, row.observedExpected, 'observedExpectedInterval');
  });

  test('selective bounds against qbeta and binom.test', () => {
    const most = estimated(coverageAtRisk(f, o, 0.4, 0.1));
    const [coverage, accepted, bound] = row.coverageAtRisk;
    expectClose(most.coverage, coverage, TOLERANCE, 'coverageAtRisk');
    expectClose(most.accepted, accepted, 0, 'coverageAtRisk');
    expectClose(most.riskUpper ?? 0, bound, TOLERANCE, 'coverageAtRisk');
    const half = estimated(selectiveAccuracyInterval(f, o, 0.5, level));
    const [value, lower, upper, threshold] = row.selective;
    expectInterval(half, [value, lower, upper], 'selectiveAccuracyInterval');
    expectClose(half.threshold, threshold, 0, 'selectiveAccuracyInterval');
  });
});
