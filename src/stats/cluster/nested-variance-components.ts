import { type Insufficient, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireCount,
  requireFinite,
  requireLength,
  requireNumber,
} from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/** What `predictedSe` needs: the variance of each level, of a single case, sample and judgement. */
export interface NestedVariances {
  /** Between cases; >= 0. */
  readonly case: number;
  /** Between samples of a case; >= 0. */
  readonly sample: number;
  /** Between judgements of a sample; >= 0. */
  readonly judgement: number;
}

/** Where the variance of judgements of samples of cases lies. */
export interface NestedVarianceComponents extends NestedVariances {
  readonly status: 'estimated';
  readonly cases: number;
  /** Samples and judgements in all. */
  readonly samples: number;
  readonly n: number;
  /** The estimates of `case` and `sample` before a negative one was set to 0. */
  readonly unrestricted: { readonly case: number; readonly sample: number };
}

/** A design to predict for: N cases, K samples of each, J judgements of each sample. */
export interface NestedDesign {
  readonly cases: number;
  readonly samples: number;
  readonly judgements: number;
}

/**
 * Variance components of judgements nested in samples nested in cases, by analysis of variance.
 *
 * Sums of squares of the sequential analysis, equated to their expectations: judgement = MS_within; (SS_sample - (b - a)
 * judgement) / (N - sum n_ij^2 / n_i.) = sample; and likewise for case. Exact for balanced and unbalanced data.
 *
 * @param values - one per judgement, finite, any unit
 * @param cases - the case id of each judgement, as long as `values`
 * @param samples - the sample id of each judgement; it need be unique only within its case
 * @returns the components, negative estimates set to 0; `insufficient` for fewer than 2 cases, no case with 2 samples, no
 *   sample with 2 judgements, or no variance at all
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Searle, Casella & McCulloch 1992, Variance Components
 */
export function nestedVarianceComponents(
  values: Float64Array,
  cases: Int32Array,
  samples: Int32Array,
): NestedVarianceComponents | Insufficient {
  requireLength(cases.length, values.length, 'cases');
  requireLength(samples.length, values.length, 'samples');
  requireFinite(values, 'values');
  const n = values.length;
  const { sampleOf, caseOf } = numbered(cases, samples);
  const b = caseOf.length;
  const a = caseOf.reduce((most, one) => Math.max(most, one + 1), 0);
  if (a < 2) return insufficient(`nested variance components need at least 2 cases, got ${a}`);
  if (b === a) return insufficient('nested variance components need a case with at least 2 samples');
  if (n === b) return insufficient('nested variance components need a sample with at least 2 judgements');
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (scale === 0) return insufficient('no variance');
  const scaled = values.map((value) => value / scale);
  const perSample = meansOf(scaled, sampleOf, b);
  const judgementCase = sampleOf.map((sample) => idAt(caseOf, sample));
  const perCase = meansOf(scaled, judgementCase, a);
  const grandMean = floatAt(meansOf(scaled, new Int32Array(n), 1).means, 0);
  const withinSquares = sumOver(
    n,
    (i) => (floatAt(scaled, i) - floatAt(perSample.means, idAt(sampleOf, i))) ** 2,
  );
  const sampleSquares = sumOver(
    b,
    (j) =>
      floatAt(perSample.sizes, j) *
      (floatAt(perSample.means, j) - floatAt(perCase.means, idAt(caseOf, j))) ** 2,
  );
  const caseSquares = sumOver(
    a,
    (i) => floatAt(perCase.sizes, i) * (floatAt(perCase.means, i) - grandMean) ** 2,
  );
  if (withinSquares + sampleSquares + caseSquares < 1e-24 * n) return insufficient('no variance');
  // Coefficients of the expectations: sums over samples of n_ij^2 / n_i. and n_ij^2 / N, over cases of n_i.^2 / N.
  const overCases = sumOver(
    b,
    (j) => floatAt(perSample.sizes, j) ** 2 / floatAt(perCase.sizes, idAt(caseOf, j)),
  );
  const overAll = sumOver(b, (j) => floatAt(perSample.sizes, j) ** 2 / n);
  const casesOverAll = sumOver(a, (i) => floatAt(perCase.sizes, i) ** 2 / n);
  const judgement = withinSquares / (n - b);
  const sample = (sampleSquares - (b - a) * judgement) / (n - overCases);
  const between = (caseSquares - (a - 1) * judgement - (overCases - overAll) * sample) / (n - casesOverAll);
  const unit = scale * scale;
  return {
    status: 'estimated',
    cases: a,
    samples: b,
    n,
    case: Math.max(0, between) * unit,
    sample: Math.max(0, sample) * unit,
    judgement: judgement * unit,
    unrestricted: { case: between * unit, sample: sample * unit },
  };
}

/**
 * Standard error of the mean that another design would have.
 *
 * sqrt((case + sample / K + judgement / (K J)) / N); independent cases. A judge who sees every case is a shared effect
 * that no N averages out and no design here contains.
 *
 * @param variances - of `nestedVarianceComponents`; with `judgement` 0, `sample` may be the variance within cases
 * @param design - N cases, K samples of each, J judgements of each; integers >= 1
 * @returns the standard error, in the unit of the values
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 * @source Searle, Casella & McCulloch 1992, Variance Components
 */
export function predictedSe(variances: NestedVariances, design: NestedDesign): number {
  requireNumber(variances.case, 'case', 0);
  requireNumber(variances.sample, 'sample', 0);
  requireNumber(variances.judgement, 'judgement', 0);
  requireCount(design.cases, 'cases', 1);
  requireCount(design.samples, 'samples', 1);
  requireCount(design.judgements, 'judgements', 1);
  const perSample = variances.sample + variances.judgement / design.judgements;
  const se = Math.sqrt((variances.case + perSample / design.samples) / design.cases);
  requireNumber(se, 'predicted standard error');
  return se;
}

/** Numbers cases and samples by first appearance: the sample of each judgement, the case of each sample. */
function numbered(cases: Int32Array, samples: Int32Array): { sampleOf: Int32Array; caseOf: Int32Array } {
  const known = new Map<number, { readonly position: number; readonly samples: Map<number, number> }>();
  const caseOf: number[] = [];
  const sampleOf = samples.map((id, i) => {
    const caseId = idAt(cases, i);
    const found = known.get(caseId) ?? { position: known.size, samples: new Map<number, number>() };
    known.set(caseId, found);
    const sample = found.samples.get(id) ?? caseOf.length;
    if (sample === caseOf.length) caseOf.push(found.position);
    found.samples.set(id, sample);
    return sample;
  });
  return { sampleOf, caseOf: Int32Array.from(caseOf) };
}

function meansOf(values: Float64Array, groupOf: Int32Array, count: number) {
  const sums = Array.from({ length: count }, () => new CompensatedSum());
  const sizes = new Float64Array(count);
  values.forEach((value, i) => {
    const group = idAt(groupOf, i);
    sums[group]?.add(value);
    sizes[group] = floatAt(sizes, group) + 1;
  });
  return { means: Float64Array.from(sums, (sum, group) => sum.total / floatAt(sizes, group)), sizes };
}

function sumOver(count: number, term: (index: number) => number): number {
  const sum = new CompensatedSum();
  for (let index = 0; index < count; index++) sum.add(term(index));
  return sum.total;
}
