import { type Insufficient, insufficient } from '../interval.js';
import { binomialCdf, binomialPmf } from '../numeric/binomial.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import type { TestResult } from '../test-result.js';
import { type PairedCounts, pairedTotal } from './paired-counts.js';

/**
 * McNemar's mid-p value, two-sided: 2 P(X <= m) - P(X = m) with X ~ Bin(onlyNew + onlyOld, 1/2) and m the smaller.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @returns p in (0, 1]; 1 - P(X = m) / 2 for equal discordant counts, 1 without a discordant case
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91
 */
export function mcnemarMidP(counts: PairedCounts): number {
  pairedTotal(counts);
  const discordant = counts.onlyNew + counts.onlyOld;
  if (discordant === 0) return 1;
  const smaller = Math.min(counts.onlyNew, counts.onlyOld);
  const point = binomialPmf(smaller, discordant, 0.5);
  // With equal counts both tails share the middle: 2 P(X <= m) = 1 + P(X = m), and half of it is taken off twice.
  if (counts.onlyNew === counts.onlyOld) return 1 - point / 2;
  return 2 * binomialCdf(smaller, discordant, 0.5) - point;
}

/**
 * McNemar's exact p-value, two-sided: min(1, 2 P(X <= m)) with X ~ Bin(onlyNew + onlyOld, 1/2) and m the smaller.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @returns p in (0, 1]; 1 without a discordant case
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91
 */
export function mcnemarExactP(counts: PairedCounts): number {
  pairedTotal(counts);
  const discordant = counts.onlyNew + counts.onlyOld;
  const smaller = Math.min(counts.onlyNew, counts.onlyOld);
  return Math.min(1, 2 * binomialCdf(smaller, discordant, 0.5));
}

/**
 * McNemar's asymptotic test, two-sided: (b - c)^2 / (b + c), or (max(0, |b - c| - 1))^2 / (b + c) with Edwards'
 * continuity correction; b = onlyNew, c = onlyOld.
 *
 * Beside the mid-p value, for comparison with published figures: without correction it can exceed its error rate.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param continuity - whether to correct
 * @returns chi-square on 1 degree of freedom, p in [0, 1]; `insufficient` without a discordant case, where it is 0/0
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source McNemar 1947, Psychometrika 12:153-157; Edwards 1948, Psychometrika 13:185-187
 */
export function mcnemarChiSquare(counts: PairedCounts, continuity: boolean): TestResult | Insufficient {
  pairedTotal(counts);
  const discordant = counts.onlyNew + counts.onlyOld;
  if (discordant === 0) return insufficient('no discordant case');
  const distance = Math.max(0, Math.abs(counts.onlyNew - counts.onlyOld) - (continuity ? 1 : 0));
  const statistic = distance * (distance / discordant);
  return {
    status: 'estimated',
    statistic,
    p: chiSquareSurvival(statistic, 1),
    df: 1,
    method: `McNemar chi-square, ${continuity ? 'with' : 'without'} continuity correction`,
  };
}
