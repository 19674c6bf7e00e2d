import { requireNumber } from '../numeric/argument.js';
import { normalCdf } from '../numeric/normal.js';
import type { TestResult } from '../test-result.js';
import { restrictedScore } from './restricted-score.js';
import { requireUnpaired, type UnpairedCounts } from './unpaired-counts.js';

/**
 * Farrington-Manning score test of H0: new - old <= -margin, for independent proportions where more is better.
 *
 * For a harm rate, where less is better, exchange the models: old - new then has to exceed -margin.
 *
 * @param counts - events and independent cases of each model; integers, at least one case each
 * @param margin - largest acceptable loss, 0 <= margin < 1; 0 tests superiority, by the pooled variance
 * @returns the score z and P(Z >= z), one-sided; z = 0 where new - old is exactly -margin, also with a variance of 0
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Farrington & Manning 1990, Stat Med 9:1447-1454
 */
export function farringtonManning(counts: UnpairedCounts, margin: number): TestResult {
  requireUnpaired(counts, 1);
  requireNumber(margin, 'margin', 0, 1 - Number.EPSILON / 2);
  const statistic = restrictedScore(counts, -margin);
  return {
    status: 'estimated',
    statistic,
    p: normalCdf(-statistic),
    method: 'Farrington-Manning, one-sided (non-inferiority)',
  };
}
