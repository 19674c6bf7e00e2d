import type { Interval } from '../interval.js';

/**
 * Limits of a difference of two proportions from the Wilson interval of each (square and add).
 *
 * lower = d - sqrt(x^2 - 2 phi x y + y^2) with x = new - its lower limit and y = old's upper limit - old; upper
 * likewise with the other limits.
 *
 * @param next - interval of the new proportion
 * @param previous - interval of the old proportion, of the same level
 * @param phi - correlation of both estimates, in [-1, 1]; 0 where they are independent
 * @returns limits clamped to [-1, 1]
 * @source Newcombe 1998, Stat Med 17:873-890 (independent) and 17:2635-2650 (paired)
 */
export function hybridScoreLimits(
  next: Interval,
  previous: Interval,
  phi: number,
): { readonly lower: number; readonly upper: number } {
  const value = next.value - previous.value;
  const below = join(next.value - next.lower, previous.upper - previous.value, phi);
  const above = join(next.upper - next.value, previous.value - previous.lower, phi);
  return { lower: Math.max(-1, value - below), upper: Math.min(1, value + above) };
}

function join(first: number, second: number, phi: number): number {
  return Math.sqrt(Math.max(0, first * first - 2 * phi * first * second + second * second));
}
