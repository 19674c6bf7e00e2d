import { describe, expect, test } from 'vitest';
import { clusteredKappa } from '../../src/stats/agreement/clustered-kappa.js';
import { cohenKappa } from '../../src/stats/agreement/cohen-kappa.js';
import { ICC_FORMS, intraclassCorrelation } from '../../src/stats/agreement/intraclass-correlation.js';
import { kendallTau } from '../../src/stats/agreement/kendall-tau.js';
import { kendallW } from '../../src/stats/agreement/kendall-w.js';
import { krippendorffAlphaInterval } from '../../src/stats/agreement/krippendorff-alpha.js';
import { matthewsCorrelation } from '../../src/stats/agreement/matthews-correlation.js';
import {
  fleissKappa,
  gwetAgreement,
  type PanelAgreement,
} from '../../src/stats/agreement/panel-agreement.js';
import { ratingTable } from '../../src/stats/agreement/rating-table.js';
import { spearmanRho } from '../../src/stats/agreement/spearman-rho.js';
import type { AgreementWeights } from '../../src/stats/agreement/weights.js';
import { fCdf, fQuantile, fSurvival } from '../../src/stats/numeric/f-distribution.js';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Numbers = readonly number[];
type Pair = readonly [number, number];

const TOLERANCE = 1e-9;

interface FRow {
  readonly args: readonly [number, number, number];
  readonly lower: number;
  readonly upper: number;
}

const r = readReference<{
  readonly cohen: readonly {
    readonly table: Numbers;
    readonly categories: number;
    readonly weights: AgreementWeights;
    readonly value: number;
    readonly se: number;
    readonly nullSe: number;
    readonly lower: number;
    readonly upper: number;
    readonly p: number;
  }[];
  readonly panels: readonly {
    readonly units: Numbers;
    readonly categories: Numbers;
    readonly categoryCount: number;
    readonly fleiss: Numbers;
    readonly ac1: Numbers;
    readonly linear: Numbers;
    readonly quadratic: Numbers;
  }[];
  readonly icc: readonly {
    readonly raters: number;
    readonly ratings: Numbers;
    readonly values: Numbers;
    readonly lower: Numbers;
    readonly upper: Numbers;
    readonly f: Numbers;
    readonly p: Numbers;
  }[];
  readonly ranks: readonly (RankRow & { readonly tauLimits: Pair; readonly rhoLimits: Pair })[];
  readonly concordance: readonly {
    readonly raters: number;
    readonly ratings: Numbers;
    readonly value: number;
    readonly chiSquare: number;
    readonly p: number;
  }[];
  readonly mcc: readonly {
    readonly counts: Numbers;
    readonly value: number;
    readonly se: number;
    readonly limits: Pair;
  }[];
  readonly fPoints: readonly FRow[];
  readonly fQuantiles: readonly FRow[];
}>('agreement-r.json');

interface RankRow {
  readonly x: Numbers;
  readonly y: Numbers;
  readonly tau: number;
  readonly tauP: number;
  readonly rho: number;
  readonly rhoP: number;
}

interface AlphaRow {
  readonly alpha: number;
  readonly limits: Pair;
  readonly undefined: number;
}

const python = readReference<{
  readonly krippendorff: readonly {
    readonly units: Numbers;
    readonly values: Numbers;
    readonly seed: number;
    readonly replicates: number;
    readonly level: number;
    readonly nominal: AlphaRow;
    readonly ordinal: AlphaRow;
    readonly interval: AlphaRow;
    readonly ratio: AlphaRow;
  }[];
  readonly kappas: readonly {
    readonly first: Numbers;
    readonly second: Numbers;
    readonly categories: number;
    readonly weights: AgreementWeights;
    readonly value: number;
    readonly se: number;
    readonly nullSe: number;
    readonly sklearn: number;
  }[];
  readonly clustered: {
    readonly first: Numbers;
    readonly second: Numbers;
    readonly clusters: Numbers;
    readonly seed: number;
    readonly replicates: number;
    readonly level: number;
    readonly value: number;
    readonly limits: Pair;
  };
  readonly fleiss: readonly { readonly counts: readonly Numbers[]; readonly value: number }[];
  readonly mcc: readonly { readonly counts: Numbers; readonly value: number }[];
  readonly ranks: readonly RankRow[];
  readonly fPoints: readonly FRow[];
  readonly fQuantiles: readonly FRow[];
}>('agreement-python.json');

printDifferences();

const ints = (values: Numbers) => Int32Array.from(values);
const floats = (values: Numbers) => Float64Array.from(values);

/** The estimate; an `insufficient` answer fails with its reason. */
function estimated<T extends { readonly status: string }>(found: T): Extract<T, { status: 'estimated' }>;
function estimated(found: { readonly status: string }) {
  if (found.status !== 'estimated') throw new Error(JSON.stringify(found));
  return found;
}

function expectLimits(found: { readonly status: string }, expected: Pair, what: string) {
  const interval: { status: string; lower?: number; upper?: number } = found;
  expectClose(interval.lower ?? Number.NaN, expected[0], TOLERANCE, `${what}.limits`);
  expectClose(interval.upper ?? Number.NaN, expected[1], TOLERANCE, `${what}.limits`);
}

function counted(counts: Numbers) {
  const [truePositives = 0, falsePositives = 0, falseNegatives = 0, trueNegatives = 0] = counts;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

describe('F distribution', () => {
  test.each(python.fPoints)('$args against mpmath', ({ args, lower, upper }) => {
    expectClose(fCdf(...args), lower, 1e-12, 'fCdf:mpmath');
    expectClose(fSurvival(...args), upper, 1e-12, 'fSurvival:mpmath');
  });
  test.each(python.fQuantiles)('quantile $args against mpmath', ({ args, lower, upper }) => {
    expectClose(fQuantile(...args), lower, 1e-12, 'fQuantile:mpmath');
    expectClose(fQuantile(...args, 'upper'), upper, 1e-12, 'fQuantile:mpmath');
  });
  test.each(r.fPoints)('$args against pf', ({ args, lower, upper }) => {
    expectClose(fCdf(...args), lower, 1e-12, 'fCdf:R');
    expectClose(fSurvival(...args), upper, 1e-12, 'fSurvival:R');
  });
  test.each(r.fQuantiles)('quantile $args against qf', ({ args, lower, upper }) => {
    expectClose(fQuantile(...args), lower, TOLERANCE, 'fQuantile:R');
    expectClose(fQuantile(...args, 'upper'), upper, TOLERANCE, 'fQuantile:R');
  });
});

describe('cohenKappa', () => {
  test.each(r.cohen)('$table $weights against psych and vcd', (row) => {
    const table = { categories: row.categories, counts: row.table };
    const found = estimated(cohenKappa(table, row.weights, 0.95));
    expectClose(found.value, row.value, TOLERANCE, 'cohenKappa:vcd.value');
    expectClose(found.nullSe, row.nullSe, TOLERANCE, 'cohenKappa:vcd.nullSe');
    if (row.se < 1e-12) {
      expect(found.interval).toMatchObject({ status: 'insufficient' });
      return;
    }
    expectClose(found.se, row.se, TOLERANCE, 'cohenKappa:vcd.se');
    expectLimits(found.interval, [row.lower, row.upper], 'cohenKappa:vcd');
    expectClose(estimated(found.test).p, row.p, TOLERANCE, 'cohenKappa:vcd.p');
  });

  test.each(python.kappas)('$value $weights against statsmodels and scikit-learn', (row) => {
    const table = ratingTable(ints(row.first), ints(row.second), row.categories);
    const found = estimated(cohenKappa(table, row.weights, 0.95));
    expectClose(found.value, row.value, TOLERANCE, 'cohenKappa:statsmodels.value');
    expectClose(found.value, row.sklearn, TOLERANCE, 'cohenKappa:sklearn.value');
    expectClose(found.se, row.se, TOLERANCE, 'cohenKappa:statsmodels.se');
    expectClose(found.nullSe, row.nullSe, TOLERANCE, 'cohenKappa:statsmodels.nullSe');
  });

  test('clustered, on the same draws as NumPy', () => {
    const row = python.clustered;
    const ratings = {
      first: ints(row.first),
      second: ints(row.second),
      clusters: ints(row.clusters),
      categories: 3,
    };
    const bootstrap = { replicates: row.replicates, rng: mersenneTwister(row.seed) };
    const found = estimated(clusteredKappa(ratings, 'quadratic', bootstrap, row.level));
    expectClose(found.value, row.value, TOLERANCE, 'clusteredKappa.value');
    expectLimits(found.interval, row.limits, 'clusteredKappa');
  });
});

describe('panels', () => {
  function expectPanel(found: PanelAgreement, expected: Numbers, what: string) {
    const [value = 0, se = 0, lower = 0, upper = 0, observed = 0, chance = 0] = expected;
    expectClose(found.value, value, TOLERANCE, `${what}.value`);
    expectClose(found.se, se, TOLERANCE, `${what}.se`);
    expectClose(found.observed, observed, TOLERANCE, `${what}.observed`);
    expectClose(found.expected, chance, TOLERANCE, `${what}.expected`);
    expectLimits(found.interval, [lower, upper], what);
  }

  test.each(r.panels)('$categoryCount categories against the formulas in R', (row) => {
    const ratings = {
      units: ints(row.units),
      categories: ints(row.categories),
      categoryCount: row.categoryCount,
    };
    expectPanel(estimated(gwetAgreement(ratings, 'identity', 0.95)), row.ac1, 'gwetAgreement.AC1');
    expectPanel(estimated(gwetAgreement(ratings, 'linear', 0.9)), row.linear, 'gwetAgreement.AC2');
    expectPanel(estimated(gwetAgreement(ratings, 'quadratic', 0.95)), row.quadratic, 'gwetAgreement.AC2');
    const fleiss = estimated(fleissKappa(ratings, 0.95));
    expectPanel(fleiss, row.fleiss, 'fleissKappa');
    const nullSe = row.fleiss[6] ?? -1;
    if (nullSe < 0) expect(fleiss.nullSe).toBeNull();
    else expectClose(fleiss.nullSe ?? -1, nullSe, TOLERANCE, 'fleissKappa.nullSe');
  });

  test.each(python.fleiss)('$value against statsmodels', ({ counts, value }) => {
    const units: number[] = [];
    const categories: number[] = [];
    counts.forEach((row, unit) => {
      row.forEach((count, category) => {
        for (let i = 0; i < count; i++) {
          units.push(unit);
          categories.push(category);
        }
      });
    });
    const ratings = {
      units: ints(units),
      categories: ints(categories),
      categoryCount: counts[0]?.length ?? 0,
    };
    expectClose(estimated(fleissKappa(ratings, 0.95)).value, value, TOLERANCE, 'fleissKappa:statsmodels');
  });
});

describe('krippendorffAlpha', () => {
  test.each(python.krippendorff)('$seed against all pairs and the same draws in NumPy', (row) => {
    const ratings = { units: ints(row.units), values: floats(row.values) };
    for (const metric of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
      const bootstrap = { replicates: row.replicates, rng: mersenneTwister(row.seed) };
      const found = estimated(krippendorffAlphaInterval(ratings, metric, bootstrap, row.level));
      const expected = row[metric];
      expectClose(found.value, expected.alpha, TOLERANCE, `krippendorffAlpha.${metric}`);
      expect(found.undefinedReplicates).toBe(expected.undefined);
      expectLimits(found.interval, expected.limits, 'krippendorffAlphaInterval');
    }
  });
});

describe('intraclassCorrelation against psych', () => {
  test.each(r.icc)('$values', (row) => {
    for (const [i, form] of ICC_FORMS.entries()) {
      const found = estimated(intraclassCorrelation(floats(row.ratings), row.raters, form, 0.95));
      expectClose(found.value, row.values[i] ?? 0, TOLERANCE, 'intraclassCorrelation.value');
      const [lower, upper] = [row.lower[i] ?? 0, row.upper[i] ?? 0];
      // Where the limit of a single rating is below -1 / (k - 1), Spearman-Brown has no meaning: psych prints it
      // all the same.
      if (lower > upper) expect(found.interval).toMatchObject({ status: 'insufficient' });
      else expectLimits(found.interval, [lower, upper], 'intraclassCorrelation');
      const f = estimated(found.test);
      expectClose(f.statistic, row.f[i] ?? 0, TOLERANCE, 'intraclassCorrelation.f');
      expectClose(f.p, row.p[i] ?? 0, TOLERANCE, 'intraclassCorrelation.p');
    }
  });
});

describe('ranks', () => {
  test.each(r.ranks)('tau $tau against cor.test', (row) => {
    const tau = estimated(kendallTau(floats(row.x), floats(row.y), 0.95));
    expectClose(tau.value, row.tau, TOLERANCE, 'kendallTau:R.value');
    expectClose(estimated(tau.test).p, row.tauP, TOLERANCE, 'kendallTau:R.p');
    if (row.x.length >= 6) expectLimits(tau.interval, row.tauLimits, 'kendallTau:R');
    const rho = estimated(spearmanRho(floats(row.x), floats(row.y), 0.95));
    expectClose(rho.value, row.rho, TOLERANCE, 'spearmanRho:R.value');
    expectClose(estimated(rho.test).p, row.rhoP, TOLERANCE, 'spearmanRho:R.p');
    expectLimits(rho.interval, row.rhoLimits, 'spearmanRho:R');
  });

  test.each(python.ranks)('tau $tau against SciPy', (row) => {
    const tau = estimated(kendallTau(floats(row.x), floats(row.y), 0.95));
    expectClose(tau.value, row.tau, TOLERANCE, 'kendallTau:SciPy.value');
    expectClose(estimated(tau.test).p, row.tauP, TOLERANCE, 'kendallTau:SciPy.p');
    const rho = estimated(spearmanRho(floats(row.x), floats(row.y), 0.95));
    expectClose(rho.value, row.rho, TOLERANCE, 'spearmanRho:SciPy.value');
    expectClose(estimated(rho.test).p, row.rhoP, TOLERANCE, 'spearmanRho:SciPy.p');
  });

  test.each(r.concordance)('W $value against friedman.test', (row) => {
    const found = estimated(kendallW(floats(row.ratings), row.raters));
    expectClose(found.value, row.value, TOLERANCE, 'kendallW.value');
    expectClose(found.test.statistic, row.chiSquare, TOLERANCE, 'kendallW.chiSquare');
    expectClose(found.test.p, row.p, TOLERANCE, 'kendallW.p');
  });
});

describe('matthewsCorrelation', () => {
  test.each(r.mcc)('$counts against cor and the closed form', (row) => {
    const found = estimated(matthewsCorrelation(counted(row.counts), 0.9));
    expectClose(found.value, row.value, TOLERANCE, 'matthewsCorrelation.value');
    expectClose(found.se, row.se, TOLERANCE, 'matthewsCorrelation.se');
    expectLimits(found.interval, row.limits, 'matthewsCorrelation');
  });
  test.each(python.mcc)('$counts against scikit-learn', ({ counts, value }) => {
    const found = estimated(matthewsCorrelation(counted(counts), 0.9));
    expectClose(found.value, value, TOLERANCE, 'matthewsCorrelation:sklearn');
  });
});
