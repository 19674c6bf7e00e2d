import { describe, expect, test } from 'vitest';
import { type Binning, binForecasts } from '../../src/stats/calibration/bins.js';
import { brierScore, brierSkill } from '../../src/stats/calibration/brier.js';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  squaredCalibrationError,
} from '../../src/stats/calibration/calibration-error.js';
import {
  type CalibrationNull,
  calibrationErrorNull,
  miscalibrationNull,
} from '../../src/stats/calibration/calibration-null.js';
import { multiclassBrier, rankedProbabilityScore } from '../../src/stats/calibration/class-probabilities.js';
import { corpCurve, corpDecomposition } from '../../src/stats/calibration/corp.js';
import { corpConsistencyBand } from '../../src/stats/calibration/corp-band.js';
import { logLoss } from '../../src/stats/calibration/log-loss.js';
import { miscalibrationInterval } from '../../src/stats/calibration/miscalibration-interval.js';
import {
  type BrierDecomposition,
  binnedDecomposition,
  murphyDecomposition,
} from '../../src/stats/calibration/murphy.js';
import { reliabilityDiagram } from '../../src/stats/calibration/reliability-diagram.js';
import { smoothCalibrationError } from '../../src/stats/calibration/smooth-calibration-error.js';
import { spiegelhalterTest } from '../../src/stats/calibration/spiegelhalter.js';
import { auroc, averagePrecision } from '../../src/stats/discrimination/auroc.js';
import type { Insufficient } from '../../src/stats/interval.js';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { riskCoverageAreas } from '../../src/stats/selective/risk-coverage.js';
import { selectiveAccuracy } from '../../src/stats/selective/selective-accuracy.js';
import { expectClose, printDifferences, readReference } from './reference.js';

interface Parts {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  readonly withinVariance: number;
  readonly withinCovariance: number;
  readonly corrected: readonly number[];
  readonly singletons: number;
  readonly groups: number;
}

interface Null {
  readonly observed: number;
  readonly mean: number;
  readonly quantile95: number;
  readonly p: number;
}

interface Row {
  readonly name: string;
  readonly forecasts: readonly number[];
  readonly outcomes: readonly number[];
  readonly clusters: readonly number[];
  readonly brier: number;
  readonly skill: number;
  readonly logLoss: readonly (readonly [number, number])[];
  readonly sklearnLogLoss: readonly (readonly [number, number])[];
  readonly auroc: number;
  readonly averagePrecision: number;
  readonly murphy: Parts;
  readonly binned: readonly (Binning & {
    readonly realised: number;
    readonly ece: number;
    readonly mce: number;
    readonly squared: number;
    readonly parts: Parts;
    readonly diagram: readonly (readonly number[])[];
  })[];
  readonly corp: { readonly brier: readonly number[]; readonly log: readonly number[] };
  readonly curve: readonly [readonly number[], readonly number[]];
  readonly nulls: {
    readonly seed: number;
    readonly replicates: number;
    readonly 'equal-width': Null;
    readonly 'equal-mass': Null;
    readonly mcb: Null;
    readonly band: readonly [readonly number[], readonly number[]];
  };
  readonly mcb: {
    readonly seed: number;
    readonly replicates: number;
    readonly level: number;
    readonly brier: readonly number[];
    readonly log: readonly number[];
  };
  readonly smooth: number;
  /** The same with the residuals at forecasts of 0 and 1 halved. */
  readonly smoothHalfMass: number;
  readonly spiegelhalter: readonly number[];
  readonly areas: {
    readonly aurc: number;
    readonly oracle: number;
    readonly eAurc: number;
    readonly geifmanOracle: number;
    readonly geifmanEAurc: number;
    readonly augrc: number;
    readonly risk: number;
    readonly selective: readonly (readonly [number, number])[];
  };
}

const TOLERANCE = 1e-9;
const BRIER = { kind: 'brier' } as const;
const LOG = { kind: 'log', epsilon: 1e-3 } as const;

printDifferences();

function estimated<T extends { readonly status: 'estimated' }>(found: T | Insufficient): T {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

function expectNumber(found: number | Insufficient, expected: number, what: string): void {
  if (typeof found !== 'number') throw new Error(found.reason);
  expectClose(found, expected, TOLERANCE, what);
}

/** Components whose true value is 0 leave a rounding in the reference: those are compared in units of 1. */
function expectNear(found: number, expected: number, what: string): void {
  if (Math.abs(expected) < 1e-12) expectClose(1 + found, 1 + expected, 1e-12, what);
  else expectClose(found, expected, TOLERANCE, what);
}

function expectList(found: ArrayLike<number>, expected: readonly number[], what: string): void {
  expectClose(found.length, expected.length, 0, `${what} length`);
  expected.forEach((value, i) => {
    expectNear(found[i] ?? Number.NaN, value, `${what} ${i}`);
  });
}

function expectParts(found: BrierDecomposition, expected: Parts, what: string): void {
  const { reliability, resolution, uncertainty, withinVariance, withinCovariance, corrected } = found;
  expectList(
    [reliability, resolution, uncertainty, withinVariance, withinCovariance],
    [
      expected.reliability,
      expected.resolution,
      expected.uncertainty,
      expected.withinVariance,
      expected.withinCovariance,
    ],
    what,
  );
  expectList(
    [corrected.reliability, corrected.resolution, corrected.uncertainty],
    expected.corrected,
    `${what}.corrected`,
  );
  expectList([found.groups, found.singletons], [expected.groups, expected.singletons], `${what}.groups`);
}

function expectNull(found: CalibrationNull | Insufficient, expected: Null, what: string): void {
  const { observed, mean, quantile95, p } = estimated(found);
  expectList(
    [observed, mean, quantile95, p],
    [expected.observed, expected.mean, expected.quantile95, expected.p],
    what,
  );
}

const { rows, narrow, classes } = readReference<{
  readonly rows: readonly Row[];
  readonly narrow: readonly {
    readonly forecasts: readonly number[];
    readonly counts: readonly number[];
    readonly events: readonly number[];
    readonly smooth: number;
  }[];
  readonly classes: readonly {
    readonly probabilities: readonly number[];
    readonly classes: readonly number[];
    readonly classCount: number;
    readonly brier: number;
    readonly rps: number;
  }[];
}>('calibration-forecasts.json');

describe.each(rows)('$name', (row) => {
  const f = Float64Array.from(row.forecasts);
  const o = Float64Array.from(row.outcomes);

  test('scores', () => {
    expectNumber(brierScore(f, o), row.brier, 'brierScore');
    expectNumber(brierSkill(f, o), row.skill, 'brierSkill');
    for (const [epsilon, value] of [...row.logLoss, ...row.sklearnLogLoss]) {
      expectNumber(logLoss(f, o, epsilon), value, 'logLoss');
    }
    expectNumber(auroc(f, o), row.auroc, 'auroc');
    expectNumber(averagePrecision(f, o), row.averagePrecision, 'averagePrecision');
    const test = estimated(spiegelhalterTest(f, o));
    expectList([test.statistic, test.p], row.spiegelhalter, 'spiegelhalterTest');
  });

  test('decompositions', () => {
    expectParts(estimated(murphyDecomposition(f, o)), row.murphy, 'murphyDecomposition');
    for (const [score, expected] of [
      [BRIER, row.corp.brier],
      [LOG, row.corp.log],
    ] as const) {
      const found = estimated(corpDecomposition(f, o, score));
      expectList(
        [found.score, found.miscalibration, found.discrimination, found.uncertainty],
        expected,
        'corpDecomposition',
      );
    }
    const curve = estimated(corpCurve(f, o));
    expectList(curve.forecasts, row.curve[0], 'corpCurve');
    expectList(curve.recalibrated, row.curve[1], 'corpCurve');
  });

  test('bins', () => {
    for (const expected of row.binned) {
      expectList([binForecasts(f, o, expected).realised], [expected.realised], 'binForecasts');
      expectNumber(expectedCalibrationError(f, o, expected), expected.ece, 'expectedCalibrationError');
      expectNumber(maximumCalibrationError(f, o, expected), expected.mce, 'maximumCalibrationError');
      const squared = estimated(squaredCalibrationError(f, o, expected));
      expectNear(squared.raw, expected.squared, 'squaredCalibrationError');
      expectNear(squared.root, Math.sqrt(Math.max(0, expected.squared)), 'squaredCalibrationError');
      expectParts(estimated(binnedDecomposition(f, o, expected)), expected.parts, 'binnedDecomposition');
      const drawn = estimated(reliabilityDiagram(f, o, expected, 0.9)).bins.flatMap((bin) =>
        bin.status === 'filled'
          ? [[bin.count, bin.meanForecast, bin.observed, bin.consistentFrom, bin.consistentTo]]
          : [],
      );
      expectList(drawn.flat(), expected.diagram.flat(), 'reliabilityDiagram');
    }
  });

  test('consistency, on the same draws as NumPy', () => {
    const { seed, replicates } = row.nulls;
    for (const binning of [
      { kind: 'equal-width', count: 10 },
      { kind: 'equal-mass', count: 5 },
    ] as const) {
      const found = calibrationErrorNull(f, o, binning, replicates, mersenneTwister(seed));
      expectNull(found, row.nulls[binning.kind], 'calibrationErrorNull');
    }
    const found = miscalibrationNull(f, o, BRIER, replicates, mersenneTwister(seed));
    expectNull(found, row.nulls.mcb, 'miscalibrationNull');
    const band = estimated(corpConsistencyBand(f, 0.9, replicates, mersenneTwister(seed)));
    expectList(band.lower, row.nulls.band[0], 'corpConsistencyBand');
    expectList(band.upper, row.nulls.band[1], 'corpConsistencyBand');
  });

  test('miscalibrationInterval, on the same draws as NumPy', () => {
    const { seed, replicates, level } = row.mcb;
    for (const [score, expected] of [
      [BRIER, row.mcb.brier],
      [LOG, row.mcb.log],
    ] as const) {
      const clusters = Int32Array.from(row.clusters);
      const found = miscalibrationInterval(f, o, clusters, score, level, replicates, mersenneTwister(seed));
      const { value, lower, upper, plugIn } = estimated(found);
      expectList([value, lower, upper, plugIn], expected, 'miscalibrationInterval');
    }
  });

  test('smooth calibration error, against quadrature between zeros', () => {
    expectNumber(smoothCalibrationError(f, o), row.smooth, 'smoothCalibrationError');
    // Losing half the kernel of forecasts at 0 and 1, as relplot does, is another number wherever there are some.
    const isCertain = f.some((x) => x === 0 || x === 1);
    expect(Math.abs(row.smoothHalfMass - row.smooth) > 1e-3).toBe(isCertain);
  });

  test('risk and coverage', () => {
    const { selective, ...areas } = row.areas;
    const found = estimated(riskCoverageAreas(f, o));
    expectList(
      [
        found.aurc,
        found.oracle,
        found.eAurc,
        found.geifmanOracle,
        found.geifmanEAurc,
        found.augrc,
        found.risk,
      ],
      [
        areas.aurc,
        areas.oracle,
        areas.eAurc,
        areas.geifmanOracle,
        areas.geifmanEAurc,
        areas.augrc,
        areas.risk,
      ],
      'riskCoverageAreas',
    );
    for (const [coverage, accuracy] of selective) {
      expectNumber(selectiveAccuracy(f, o, coverage), accuracy, 'selectiveAccuracy');
    }
  });
});

test.each(narrow)('narrow kernels: $smooth', (row) => {
  const cases = row.forecasts.flatMap((forecast, u) =>
    Array.from(
      { length: row.counts[u] ?? 0 },
      (_, i) => [forecast, i < (row.events[u] ?? 0) ? 1 : 0] as const,
    ),
  );
  const f = Float64Array.from(cases, ([forecast]) => forecast);
  const o = Float64Array.from(cases, ([, outcome]) => outcome);
  expectNumber(smoothCalibrationError(f, o), row.smooth, 'smoothCalibrationError(narrow)');
});

test.each(classes)('probabilities of $classCount classes', (row) => {
  const forecasts = {
    probabilities: Float64Array.from(row.probabilities),
    classes: Int32Array.from(row.classes),
    classCount: row.classCount,
  };
  expectNumber(multiclassBrier(forecasts), row.brier, 'multiclassBrier');
  expectNumber(rankedProbabilityScore(forecasts), row.rps, 'rankedProbabilityScore');
});
