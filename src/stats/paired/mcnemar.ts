import { binomialCdf, binomialPmf } from '../numeric/binomial.js';
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
