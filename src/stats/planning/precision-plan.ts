import { requireCount, requireLevel, requireNumber, requirePositive } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { roundUp } from './normal-plan.js';

/**
 * Cases needed so that a proportion's Wilson interval is as narrow as wanted, where the estimate is as expected.
 *
 * The half-width is z sqrt(p q / n + z^2 / (4 n^2)) / (1 + z^2 / n); squared, it is a quadratic in n.
 *
 * @param plan - expected rate in [0, 1] (0.5 is the worst case), half-width wanted in (0, 0.5), two-sided level
 * @returns independent cases, >= 1; rate 0.5, half-width 0.05, level 0.95 needs 381
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received;
 *   `STATS_BAD_COUNT` where more than 2^53 cases would be needed
 * @source Wilson 1927, J Am Stat Assoc 22:209-212, solved for n
 */
export function rateSampleSizeForWidth(plan: {
  readonly rate: number;
  readonly halfWidth: number;
  readonly level: number;
}): number {
  requireNumber(plan.rate, 'rate', 0, 1);
  requirePositive(plan.halfWidth, 'halfWidth');
  requireNumber(plan.halfWidth, 'halfWidth', 0, 0.5);
  requireLevel(plan.level, 'level');
  const z2 = normalQuantile((1 - plan.level) / 2) ** 2;
  const w2 = plan.halfWidth ** 2;
  const variance = plan.rate * (1 - plan.rate);
  // w^2 n^2 + (2 w^2 z^2 - z^2 p q) n + w^2 z^4 - z^4 / 4 = 0, whose last term is never positive.
  const half = (z2 * (variance - 2 * w2)) / 2;
  const rest = z2 * z2 * (0.25 - w2) * w2;
  const root = Math.sqrt(half * half + rest);
  const n = half >= 0 ? (half + root) / w2 : (z2 * z2 * (0.25 - w2)) / (root - half);
  return roundUp(n);
}

/**
 * Cases needed so that a mean's t interval is as narrow as wanted, where the standard deviation is as expected.
 *
 * The smallest n >= 2 with t_(n-1) sd / sqrt(n) <= half-width.
 *
 * @param plan - sd > 0 between independent cases and half-width > 0, both in the unit of the score; two-sided level
 * @returns independent cases, >= 2; for clusters multiply by the design effect
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received;
 *   `STATS_BAD_COUNT` where more than 2^53 cases would be needed
 * @source Student's t interval solved for n
 */
export function meanSampleSizeForWidth(plan: {
  readonly sd: number;
  readonly halfWidth: number;
  readonly level: number;
}): number {
  requirePositive(plan.sd, 'sd');
  requirePositive(plan.halfWidth, 'halfWidth');
  requireLevel(plan.level, 'level');
  const ratio = plan.sd / plan.halfWidth;
  const byNormal = (normalQuantile((1 - plan.level) / 2) * ratio) ** 2;
  requireCount(Math.ceil(byNormal), 'cases needed');
  const isNarrow = (n: number): boolean =>
    -studentTQuantile((1 - plan.level) / 2, n - 1) * ratio <= Math.sqrt(n) * (1 + 1e-12);
  // A t interval is wider than the normal one, by a few cases' worth beyond the very first.
  let low = Math.max(1, roundUp(byNormal) - 1);
  let high = Math.max(2, low + 1);
  for (let step = 1; !isNarrow(high); step *= 2) {
    low = high;
    high += step;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isNarrow(middle)) high = middle;
    else low = middle;
  }
  return high;
}
