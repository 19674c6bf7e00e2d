import { requireNumber, requirePositive } from '../numeric/argument.js';

/** Lowest and highest possible value. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What the next bet depends on: the values so far, scaled to [0, 1]. */
export interface Bets {
  readonly count: number;
  /** Sum of the values. */
  readonly sum: number;
  /** Sum of squared distances of each value from the shrunken mean up to and with it. */
  readonly squares: number;
}

/** Before the first value. */
export const NO_BETS: Bets = { count: 0, sum: 0, squares: 0 };

/**
 * The plug-in bet on the next value, before any cap: sqrt(2 ln(1 / alpha) / (s^2 t ln(1 + t))) with
 * s^2 = (1/4 + squares) / t, t - 1 values having been seen.
 *
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27
 */
export function plainBet(bets: Bets, alpha: number): number {
  const t = bets.count + 1;
  // s^2 t is 1/4 + squares.
  return Math.sqrt((-2 * Math.log(alpha)) / ((0.25 + bets.squares) * Math.log1p(t)));
}

/** The bets' memory after a value y in [0, 1]. */
export function seen(bets: Bets, y: number): Bets {
  const count = bets.count + 1;
  const sum = bets.sum + y;
  return { count, sum, squares: bets.squares + (y - (0.5 + sum) / (count + 1)) ** 2 };
}

/** The value on a scale where the range is [0, 1]; throws `STATS_BAD_VALUE` outside the range. */
export function scaled(value: number, range: Range, name: string): number {
  requireNumber(value, name, range.min, range.max);
  return (value - range.min) / (range.max - range.min);
}

/** Requires min < max, both finite; throws `STATS_BAD_VALUE`. */
export function requireRange(range: Range): void {
  requireNumber(range.min, 'range.min');
  requireNumber(range.max, 'range.max');
  requirePositive(range.max - range.min, 'range.max - range.min');
}
