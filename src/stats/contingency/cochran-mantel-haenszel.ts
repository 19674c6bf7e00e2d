import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import type { UnpairedCounts } from '../unpaired/unpaired-counts.js';
import { commonOddsRatio } from './common-odds-ratio.js';
import { informativeStrata } from './strata.js';

/** A test of association within strata, and the odds ratio common to them. */
export interface CochranMantelHaenszel extends TestResult {
  readonly df: 1;
  readonly strata: number;
  /** Strata with cases of both models, and with and without the event; the others say nothing and are left out. */
  readonly informative: number;
  /** Mantel-Haenszel's common odds ratio, new over old, with the Robins-Breslow-Greenland interval. */
  readonly oddsRatio: Interval | Insufficient;
}

/**
 * Cochran-Mantel-Haenszel test of a 2 x 2 x K table: whether new and old differ within strata.
 *
 * (|sum of (a - E a)| - c)^2 / sum of Var a, with a the new model's events, hypergeometric moments, and c = 1/2 with
 * continuity correction (never taken below 0), else 0.
 *
 * @param strata - events and independent cases of each model per stratum; integers >= 0, a model may have no case
 * @param level - two-sided coverage of the odds ratio's interval, 0 < level < 1
 * @param continuity - whether to correct
 * @returns chi-square on 1 degree of freedom and the common odds ratio, which is `insufficient` where it would be 0 or
 *   infinite; the whole is `insufficient` where no stratum is informative
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Cochran 1954, Biometrics 10:417-451; Mantel & Haenszel 1959, J Natl Cancer Inst 22:719-748
 */
export function cochranMantelHaenszel(
  strata: readonly UnpairedCounts[],
  level: number,
  continuity: boolean,
): CochranMantelHaenszel | Insufficient {
  requireLevel(level, 'level');
  const informative = informativeStrata(strata);
  if (informative.length === 0) return insufficient('no stratum with both models and both outcomes');
  const excess = new CompensatedSum();
  const variance = new CompensatedSum();
  for (const { newEvents, newCases, oldEvents, oldCases } of informative) {
    const total = newCases + oldCases;
    const events = newEvents + oldEvents;
    // a - E a = (a d - b c) / total.
    excess.add((newEvents * (oldCases - oldEvents) - (newCases - newEvents) * oldEvents) / total);
    variance.add((newCases / total) * (oldCases / total) * events * ((total - events) / (total - 1)));
  }
  const distance = Math.max(0, Math.abs(excess.total) - (continuity ? 0.5 : 0));
  const statistic = distance * (distance / variance.total);
  return {
    status: 'estimated',
    statistic,
    p: chiSquareSurvival(statistic, 1),
    df: 1,
    method: `Cochran-Mantel-Haenszel, ${continuity ? 'with' : 'without'} continuity correction`,
    strata: strata.length,
    informative: informative.length,
    oddsRatio: commonOddsRatio(informative, level),
  };
}
