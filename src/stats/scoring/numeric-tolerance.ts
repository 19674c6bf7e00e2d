import { requireCount, requireNumber } from '../numeric/argument.js';

/** How a number counts as right. */
export type ToleranceRule =
  /** Between two limits, both inclusive, in either order: the limits of a negative truth are often stored inverted. */
  | { readonly kind: 'limits'; readonly lower: number; readonly upper: number }
  /** Equal to an integer after rounding half to even. */
  | { readonly kind: 'integer'; readonly truth: number };

/** A calendar date; equality is of the three numbers. */
export interface CalendarDate {
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  /** 1..31. */
  readonly day: number;
}

/** A duration as weeks and days, as in gestational age; 3 weeks 7 days is not 4 weeks 0 days. */
export interface WeeksAndDays {
  readonly weeks: number;
  readonly days: number;
}

/**
 * Whether a number counts as right under a rule. Numbers only: reading them from text is done before.
 *
 * @param answer - finite, in the unit of the rule
 * @param rule - `limits`: finite; `integer`: a safe integer, of either sign
 * @returns true where min(lower, upper) <= answer <= max(lower, upper), or where the rounded answer equals the truth
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Khandekar et al. 2024, arXiv:2406.12036
 */
export function isWithinTolerance(answer: number, rule: ToleranceRule): boolean {
  requireNumber(answer, 'answer');
  if (rule.kind === 'integer') {
    requireCount(rule.truth, 'truth', Number.MIN_SAFE_INTEGER);
    return roundHalfEven(answer) === rule.truth;
  }
  requireNumber(rule.lower, 'lower');
  requireNumber(rule.upper, 'upper');
  return answer >= Math.min(rule.lower, rule.upper) && answer <= Math.max(rule.lower, rule.upper);
}

/**
 * Limits about a truth, in ascending order whatever its sign.
 *
 * @param truth - finite
 * @param share - allowed relative deviation, 0 <= share < 1; 0.05 replicates the published rule
 * @returns (1 - share) truth and (1 + share) truth, the smaller first; a truth of 0 allows nothing but 0
 * @throws PreceptorError `STATS_BAD_VALUE`, also where a limit overflows
 * @source Khandekar et al. 2024, arXiv:2406.12036
 */
export function relativeLimits(
  truth: number,
  share: number,
): { readonly kind: 'limits'; readonly lower: number; readonly upper: number } {
  requireNumber(truth, 'truth');
  requireNumber(share, 'share', 0, 1 - 1e-12);
  const near = truth * (1 - share);
  const far = truth * (1 + share);
  requireNumber(far, 'limit');
  return { kind: 'limits', lower: Math.min(near, far), upper: Math.max(near, far) };
}

/**
 * Rounds to the nearest integer, halves to the even neighbour, as Python's `round` does.
 *
 * @param x - finite
 * @returns 2 for 2.5, 4 for 3.5, -2 for -2.5; never -0
 * @throws PreceptorError `STATS_BAD_VALUE` for anything else
 * @source IEEE 754-2019, roundTiesToEven
 */
export function roundHalfEven(x: number): number {
  requireNumber(x, 'x');
  const below = Math.floor(x);
  const part = x - below;
  if (part < 0.5) return below + 0;
  if (part > 0.5) return below + 1;
  return below % 2 === 0 ? below + 0 : below + 1;
}

/**
 * Whether two dates are the same.
 *
 * @param answer - year any integer, month 1..12, day 1..31
 * @param truth - likewise
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the part and the value received
 */
export function isSameDate(answer: CalendarDate, truth: CalendarDate): boolean {
  for (const { year, month, day } of [answer, truth]) {
    requireCount(year, 'year', Number.MIN_SAFE_INTEGER);
    requireCount(month, 'month', 1, 12);
    requireCount(day, 'day', 1, 31);
  }
  return answer.year === truth.year && answer.month === truth.month && answer.day === truth.day;
}

/**
 * Whether two durations are the same pair of weeks and days; 3 weeks 7 days and 4 weeks 0 days are not.
 *
 * @param answer - integers >= 0
 * @param truth - likewise
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the part and the value received
 * @source Khandekar et al. 2024, arXiv:2406.12036
 */
export function isSameDuration(answer: WeeksAndDays, truth: WeeksAndDays): boolean {
  for (const { weeks, days } of [answer, truth]) {
    requireCount(weeks, 'weeks');
    requireCount(days, 'days');
  }
  return answer.weeks === truth.weeks && answer.days === truth.days;
}
