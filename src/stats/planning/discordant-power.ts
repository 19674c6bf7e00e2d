import { requireAlpha, requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { binomialCdf, binomialPmf, binomialSurvival } from '../numeric/binomial.js';
import { normalQuantile } from '../numeric/normal.js';
import { CompensatedSum } from '../numeric/sum.js';
import { mcnemarExactP, mcnemarMidP } from '../paired/mcnemar.js';
import { tangoZ } from '../paired/tango.js';

/** A paired comparison of 0/1 values with its truth. */
export interface DiscordantDesign {
  /** Independent cases, integer >= 1. */
  readonly n: number;
  /** Share of cases on which the models differ, 0 < discordance <= 1. */
  readonly discordance: number;
  /** True difference new - old, |difference| <= discordance. */
  readonly difference: number;
}

/** The exact power of both forms of McNemar's test. */
export interface McNemarPower {
  /** Chance that `mcnemarExactP` is at most the two-sided alpha. */
  readonly exact: number;
  /** Chance that `mcnemarMidP` is at most the two-sided alpha. */
  readonly midP: number;
}

/**
 * Unconditional power of McNemar's exact and mid-p tests, without approximation.
 *
 * The sum over m = 0..n discordant cases of P(M = m) P(reject | m), with M ~ Bin(n, psi) and, given m, the cases that
 * only the new model got right ~ Bin(m, (psi + d) / (2 psi)). At a difference of 0 it is the true size of the test.
 *
 * @param design - n, discordance and true difference
 * @param twoSidedAlpha - the two-sided p-value at or below which the test rejects, 0 < twoSidedAlpha < 0.5
 * @returns both powers in [0, 1], rejections on either side counted; the mid-p test has never less
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91
 */
export function mcnemarPower(design: DiscordantDesign, twoSidedAlpha: number): McNemarPower {
  requireDesign(design);
  requireAlpha(twoSidedAlpha, 'twoSidedAlpha');
  const share = newShare(design);
  const powerOf = (p: (counts: Parameters<typeof mcnemarExactP>[0]) => number): number => {
    // The largest smaller count that rejects; it never falls, and rises by at most 1, as m rises by 1.
    const rejects = (smaller: number, m: number): boolean =>
      2 * smaller <= m &&
      p({ bothRight: 0, onlyNew: smaller, onlyOld: m - smaller, bothWrong: 0 }) <= twoSidedAlpha;
    let critical = -1;
    return overDiscordant(design, (m, isFirst) => {
      if (m === 0) return 0;
      if (isFirst) critical = largest(Math.floor(m / 2), (smaller) => rejects(smaller, m));
      else if (rejects(critical + 1, m)) critical += 1;
      if (critical < 0) return 0;
      return binomialCdf(critical, m, share) + binomialSurvival(m - critical - 1, m, share);
    });
  };
  return { exact: powerOf(mcnemarExactP), midP: powerOf(mcnemarMidP) };
}

/**
 * Unconditional power of Tango's score test of non-inferiority, without approximation.
 *
 * The sum over the discordant cases as in `mcnemarPower`; a table passes where its score at -margin is above z_alpha.
 *
 * @param design - n, discordance and true difference
 * @param test - 0 <= margin < 1 (0 tests superiority) and one-sided alpha, 0 < alpha < 0.5
 * @returns power in [0, 1]; at a difference of -margin the true size of the test
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Tango 1998, Stat Med 17:891-908 (the test); the enumeration as in Fagerland, Lydersen & Laake 2013
 */
export function tangoPower(
  design: DiscordantDesign,
  test: { readonly margin: number; readonly alpha: number },
): number {
  requireDesign(design);
  requireNumber(test.margin, 'margin', 0, 1 - Number.EPSILON);
  requireAlpha(test.alpha, 'alpha');
  const z = -normalQuantile(test.alpha);
  const share = newShare(design);
  const passes = (b: number, m: number): boolean => tangoZ(b, m - b, design.n, -test.margin) > z;
  // The largest count of wins that still fails; more wins in place of losses only help.
  let failing = -1;
  return overDiscordant(design, (m, isFirst) => {
    if (isFirst) failing = largest(m, (b) => !passes(b, m));
    else while (failing < m && !passes(failing + 1, m)) failing += 1;
    if (failing < 0) return 1;
    return binomialSurvival(failing, m, share);
  });
}

/** The sum of P(M = m) given(m) over every m that carries weight: 10 standard deviations and 60 leave below 1e-20. */
function overDiscordant(design: DiscordantDesign, given: (m: number, isFirst: boolean) => number): number {
  const { n, discordance } = design;
  const reach = 10 * Math.sqrt(n * discordance * (1 - discordance)) + 60;
  const first = Math.max(0, Math.floor(n * discordance - reach));
  const last = Math.min(n, Math.ceil(n * discordance + reach));
  const total = new CompensatedSum();
  for (let m = first; m <= last; m++) total.add(binomialPmf(m, n, discordance) * given(m, m === first));
  return Math.min(1, total.total);
}

/** The largest k of 0..last that holds, for what holds up to some k; -1 where 0 does not hold. */
function largest(last: number, holds: (k: number) => boolean): number {
  let low = -1;
  let high = last + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Of the discordant cases, the share that only the new model gets right. */
function newShare(design: DiscordantDesign): number {
  return (design.discordance + design.difference) / (2 * design.discordance);
}

function requireDesign(design: DiscordantDesign): void {
  requireCount(design.n, 'n', 1);
  requirePositive(design.discordance, 'discordance');
  requireNumber(design.discordance, 'discordance', 0, 1);
  requireNumber(design.difference, 'difference', -design.discordance, design.discordance);
}
