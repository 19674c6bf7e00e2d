import { type Insufficient, insufficient } from '../interval.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import type { UnpairedCounts } from '../unpaired/unpaired-counts.js';
import { commonOddsRatio } from './common-odds-ratio.js';
import { informativeStrata } from './strata.js';

/**
 * Breslow-Day test, with Tarone's adjustment, of one odds ratio common to all strata.
 *
 * The sum of (a - A)^2 / V less (sum of (a - A))^2 / sum of V, where A is the expected count of the new model's
 * events under Mantel-Haenszel's odds ratio and V = 1 / (1/A + 1/B + 1/C + 1/D). Its power is low: not rejected is
 * not equal.
 *
 * @param strata - events and independent cases of each model per stratum; integers >= 0, a model may have no case
 * @returns chi-square on (informative strata - 1) degrees of freedom; `insufficient` with fewer than 2 informative
 *   strata, or where the common odds ratio is 0 or infinite
 * @throws PreceptorError `STATS_BAD_COUNT`
 * @source Breslow & Day 1980, Statistical Methods in Cancer Research I, section 4.4; Tarone 1985, Biometrika 72:91-95
 */
export function breslowDay(strata: readonly UnpairedCounts[]): TestResult | Insufficient {
  const informative = informativeStrata(strata);
  if (informative.length < 2) {
    return insufficient(`a test of heterogeneity needs 2 informative strata, got ${informative.length}`);
  }
  // The level concerns the limits, which are not used.
  const oddsRatio = commonOddsRatio(informative, 0.95);
  if (oddsRatio.status === 'insufficient') return oddsRatio;
  const squares = new CompensatedSum();
  const excess = new CompensatedSum();
  const variance = new CompensatedSum();
  for (const stratum of informative) {
    const expected = expectedCell(stratum, oddsRatio.value);
    const gap = stratum.newEvents - expected.a;
    squares.add((gap * gap) / expected.variance);
    excess.add(gap);
    variance.add(expected.variance);
  }
  const statistic = Math.max(0, squares.total - excess.total ** 2 / variance.total);
  const df = informative.length - 1;
  return {
    status: 'estimated',
    statistic,
    p: chiSquareSurvival(statistic, df),
    df,
    method: 'Breslow-Day with Tarone adjustment',
  };
}

/**
 * The root A of A (old - events + A) = psi (events - A) (new - A) that lies inside the margins, and its variance.
 *
 * As (1 - psi) A^2 + (old - events + psi (new + events)) A - psi new events = 0, by the form of the root that holds
 * at psi = 1.
 */
function expectedCell(
  stratum: UnpairedCounts,
  psi: number,
): { readonly a: number; readonly variance: number } {
  const { newCases, oldCases } = stratum;
  const events = stratum.newEvents + stratum.oldEvents;
  const linear = oldCases - events + psi * (newCases + events);
  const root = Math.sqrt(Math.max(0, linear * linear + 4 * (1 - psi) * psi * newCases * events));
  const a = linear >= 0 ? (2 * psi * newCases * events) / (linear + root) : (root - linear) / (2 * (1 - psi));
  const c = events - a;
  return { a, variance: 1 / (1 / a + 1 / (newCases - a) + 1 / c + 1 / (oldCases - c)) };
}
