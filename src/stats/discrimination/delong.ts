import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireLength, requireLevel } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { aurocOfTally } from './auroc.js';
import {
  type AurocComponents,
  aurocComponents,
  aurocCovariance,
  type CaseClusters,
  caseClusters,
  componentSquares,
} from './components.js';
import { countOnes, oneClass, tallyScores } from './score-tally.js';

/** An AUROC with its interval and what it rests on. */
export interface AurocInterval extends Interval {
  /** Standard error of the AUROC. */
  readonly se: number;
  /** Cases. */
  readonly n: number;
  /** Cases with outcome 1. */
  readonly ones: number;
  readonly clusters: number;
}

/** The difference of two AUROCs on the same cases, new - old. */
export interface PairedAuroc extends Interval {
  readonly newValue: number;
  readonly oldValue: number;
  readonly newSe: number;
  readonly oldSe: number;
  /** Covariance of the two AUROCs. */
  readonly covariance: number;
  /** Standard error of the difference. */
  readonly se: number;
  /** difference / se. */
  readonly statistic: number;
  /** Two-sided p-value of H0: no difference. */
  readonly p: number;
  readonly n: number;
  readonly ones: number;
  readonly clusters: number;
}

/**
 * AUROC with DeLong's interval, or Obuchowski's where cases are clustered.
 *
 * @param scores - one per case, finite, any unit; higher speaks for outcome 1
 * @param outcomes - 0 or 1, as long as `scores`
 * @param level - two-sided coverage, 0 < level < 1
 * @param clusters - the cluster id of each case; without it each case is its own cluster
 * @returns the AUROC with normal limits clamped to [0, 1]; clusters of one case give DeLong's variance exactly;
 *   `insufficient` where an outcome does not occur, stands in one cluster only, or the variance is 0,
 *   as it is at an AUROC of 0 or 1
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837-845; Obuchowski 1997, Biometrics 53:567-578;
 *   Sun & Xu 2014, IEEE Signal Process Lett 21:1389-1393 (by ranks, in n log n)
 */
export function aurocInterval(
  scores: Float64Array,
  outcomes: Float64Array,
  level: number,
  clusters?: Int32Array,
): AurocInterval | Insufficient {
  requireLevel(level, 'level');
  const found = clusters === undefined ? tallied(scores, outcomes) : clustered(scores, outcomes, clusters);
  if (found.status === 'insufficient') return found;
  const { auroc, n, ones, count } = found;
  const se = standardError(found.variance);
  if (se === 0) return insufficient(`the variance of an AUROC of ${auroc} is estimated as 0`);
  return {
    status: 'estimated',
    value: auroc,
    ...limits(auroc, se, level, 0),
    level,
    method: clusters === undefined ? 'DeLong' : 'Obuchowski (clustered DeLong)',
    se,
    n,
    ones,
    clusters: count,
  };
}

/** Independent cases: their components depend on the score alone, so that each distinct score is looked at once. */
function tallied(scores: Float64Array, outcomes: Float64Array) {
  const tally = tallyScores(scores, outcomes);
  const { n, ones } = tally;
  const zeros = n - ones;
  if (ones === 0 || zeros === 0) return insufficient(oneClass(n, ones));
  if (ones === 1 || zeros === 1) return insufficient(TOO_FEW);
  const auroc = aurocOfTally(tally);
  const squares = componentSquares(tally, auroc);
  const variance = squares.ones / (ones - 1) / ones + squares.zeros / (zeros - 1) / zeros;
  return { status: 'estimated', auroc, variance, n, ones, count: n } as const;
}

function clustered(scores: Float64Array, outcomes: Float64Array, clusters: Int32Array) {
  const cases = requireCases(outcomes, scores.length, clusters);
  const reason = tooFew(cases);
  const components = aurocComponents(scores, outcomes, cases);
  if (reason !== undefined) return insufficient(reason);
  const variance = aurocCovariance(components, components, cases);
  const { n, ones, count } = cases;
  return { status: 'estimated', auroc: components.auroc, variance, n, ones, count } as const;
}

/**
 * Difference of the AUROCs of two scores on the same cases, new - old.
 *
 * @param newScores - one per case, finite, any unit
 * @param oldScores - as long as `newScores`; its unit may differ
 * @param outcomes - 0 or 1, as long as `newScores`
 * @param level - two-sided coverage, 0 < level < 1
 * @param clusters - the cluster id of each case; without it each case is its own cluster
 * @returns the difference with normal limits clamped to [-1, 1], both AUROCs, their covariance, z and p;
 *   `insufficient` where an outcome does not occur, stands in one cluster only, or the variance of the difference is 0,
 *   as it is where both scores rank the cases alike
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837-845; Obuchowski 1997, Biometrics 53:567-578
 */
export function pairedAuroc(
  newScores: Float64Array,
  oldScores: Float64Array,
  outcomes: Float64Array,
  level: number,
  clusters?: Int32Array,
): PairedAuroc | Insufficient {
  requireLevel(level, 'level');
  requireLength(oldScores.length, newScores.length, 'oldScores');
  const cases = requireCases(outcomes, newScores.length, clusters);
  const reason = tooFew(cases);
  const here = aurocComponents(newScores, outcomes, cases);
  const there = aurocComponents(oldScores, outcomes, cases);
  if (reason !== undefined) return insufficient(reason);
  // The variance of the difference from differences of the components: nothing cancels afterwards.
  const se = standardError(aurocCovariance(minus(here, there), minus(here, there), cases));
  if (se === 0)
    return insufficient('the difference of the AUROCs has no variance: both scores rank the cases alike');
  const value = here.auroc - there.auroc;
  const statistic = value / se;
  return {
    status: 'estimated',
    value,
    ...limits(value, se, level, -1),
    level,
    method: clusters === undefined ? 'paired DeLong' : 'paired Obuchowski (clustered DeLong)',
    newValue: here.auroc,
    oldValue: there.auroc,
    newSe: standardError(aurocCovariance(here, here, cases)),
    oldSe: standardError(aurocCovariance(there, there, cases)),
    covariance: aurocCovariance(here, there, cases),
    se,
    statistic,
    p: 2 * normalCdf(-Math.abs(statistic)),
    n: cases.n,
    ones: cases.ones,
    clusters: cases.count,
  };
}

function requireCases(outcomes: Float64Array, n: number, clusters: Int32Array | undefined): CaseClusters {
  countOnes(outcomes, n);
  return caseClusters(outcomes, clusters);
}

const TOO_FEW = 'an AUROC needs each outcome in at least 2 clusters; one stands in 1';

function tooFew(cases: CaseClusters): string | undefined {
  const { n, ones } = cases;
  if (ones === 0 || ones === n) return oneClass(n, ones);
  const least = Math.min(cases.withOne, cases.withZero);
  if (least > 1) return undefined;
  return least === 1 ? TOO_FEW : `an AUROC needs each outcome in at least 2 clusters; one stands in ${least}`;
}

/** Rounding leaves a variance of about 1e-34 where it is 0; no finite sample gives so small a one. */
function standardError(variance: number): number {
  return variance < 1e-30 ? 0 : Math.sqrt(variance);
}

function limits(value: number, se: number, level: number, least: number): { lower: number; upper: number } {
  const halfWidth = -normalQuantile((1 - level) / 2) * se;
  return { lower: Math.max(least, value - halfWidth), upper: Math.min(1, value + halfWidth) };
}

function minus(here: AurocComponents, there: AurocComponents): AurocComponents {
  const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - floatAt(b, i));
  return {
    auroc: here.auroc - there.auroc,
    ones: difference(here.ones, there.ones),
    zeros: difference(here.zeros, there.zeros),
  };
}
