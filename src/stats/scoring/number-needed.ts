import type { Interval } from '../interval.js';

/** Cases for one event: the reciprocal of a rate, with its limits. */
export interface NumberNeeded {
  readonly status: 'estimated';
  /** 1 / rate; null where the rate is 0. */
  readonly value: number | null;
  /** The smaller limit; null where it has none. */
  readonly lower: number | null;
  /** The larger limit; null where it has none: the data do not exclude a rate of 0. */
  readonly upper: number | null;
  /** Coverage of the interval that was inverted. */
  readonly level: number;
  /** The method in words, fit to print. */
  readonly method: string;
}

/** Below this a reciprocal is no longer a number to print, and may overflow. */
const SMALLEST = 1e-300;

/**
 * The number needed (to harm, to evaluate): 1 / rate with the interval turned over.
 *
 * 1 / x falls on either side of 0 and has a gap at it. A lower limit of 0 leaves the upper limit open; an interval with 0
 * inside would turn into two separate ranges, so that both limits are null.
 *
 * @param rate - interval of a rate or of a difference of rates; of a one-sided bound only the bounded side says anything
 * @returns limits 1 / upper and 1 / lower; null where the interval reaches 0
 * @source Altman 1998, BMJ 317:1309-1312
 */
export function numberNeeded(rate: Interval): NumberNeeded {
  const spansZero = rate.lower < 0 && rate.upper > 0;
  return {
    status: 'estimated',
    value: reciprocal(rate.value),
    lower: spansZero ? null : reciprocal(rate.upper),
    upper: spansZero ? null : reciprocal(rate.lower),
    level: rate.level,
    method: `reciprocal of: ${rate.method}`,
  };
}

function reciprocal(x: number): number | null {
  return Math.abs(x) < SMALLEST ? null : 1 / x;
}
