import { PreceptorError } from '../../errors.js';
import {
  floatAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
  requirePositive,
} from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/**
 * The weighted mean of e-values, in logarithms: an e-value for "every one of the null hypotheses holds".
 *
 * It holds whatever the dependence of the streams, and the mean of e-processes read at the same times is an e-process.
 *
 * @param logE - natural logarithms of e-values, finite, at least one
 * @param weights - one per e-value, >= 0, fixed beforehand, not all 0; equal where left out
 * @returns ln(sum of w e / sum of w), finite
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Vovk & Wang 2021, Ann Stat 49:1736-1754
 */
export function averageLogE(logE: Float64Array, weights?: Float64Array): number {
  if (logE.length === 0)
    throw new PreceptorError('STATS_BAD_LENGTH', 'logE: expected at least one element, got 0');
  requireFinite(logE, 'logE');
  if (weights !== undefined) requireLength(weights.length, logE.length, 'weights');
  const weightOf = (index: number): number => (weights === undefined ? 1 : floatAt(weights, index));
  let most = -Number.MAX_VALUE;
  const all = new CompensatedSum();
  for (let i = 0; i < logE.length; i++) {
    const weight = weightOf(i);
    requireNumber(weight, `weights[${i}]`, 0);
    all.add(weight);
    if (weight > 0) most = Math.max(most, floatAt(logE, i));
  }
  requirePositive(all.total, 'sum of the weights');
  const total = new CompensatedSum();
  for (let i = 0; i < logE.length; i++) {
    const weight = weightOf(i);
    if (weight > 0) total.add((weight / all.total) * Math.exp(floatAt(logE, i) - most));
  }
  return most + Math.log(total.total);
}

/** The discoveries of e-BH. */
export interface EDiscoveries {
  /** Whether each null hypothesis is rejected, in the order of the input. */
  readonly isRejected: readonly boolean[];
  readonly rejections: number;
  /** ln of the e-value from which on hypotheses are rejected, ln(K / (q k)); null without a rejection. */
  readonly threshold: number | null;
}

/**
 * The e-BH procedure: rejects the k largest e-values for the largest k with e_(k) >= K / (q k).
 *
 * @param logE - natural logarithms of e-values, finite; one per hypothesis (site, stratum)
 * @param q - false discovery rate, 0 < q < 1, held whatever the dependence
 * @returns the discoveries; equal e-values share their fate, and an empty input has none
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Wang & Ramdas 2022, J R Stat Soc B 84:822-852
 */
export function eBenjaminiHochberg(logE: Float64Array, q: number): EDiscoveries {
  requireFinite(logE, 'logE');
  requireLevel(q, 'q');
  const sorted = logE.slice().sort().reverse();
  const thresholdOf = (k: number): number => Math.log(logE.length / (q * k));
  const isLarge = (value: number, k: number): boolean => value >= thresholdOf(k) - 1e-12;
  let rejections = 0;
  sorted.forEach((value, index) => {
    if (isLarge(value, index + 1)) rejections = index + 1;
  });
  return {
    isRejected: Array.from(logE, (value) => rejections > 0 && isLarge(value, rejections)),
    rejections,
    threshold: rejections === 0 ? null : thresholdOf(rejections),
  };
}
