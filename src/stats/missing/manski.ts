import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireLevel, requireNumber } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { CompensatedSum, mean } from '../numeric/sum.js';
import { MISSING_CLASS, type PartlyMissing, requireUnits } from './missing-rule.js';

/** A number of which the data fix only bounds, with an interval that covers it. */
export interface PartialInterval {
  readonly status: 'estimated';
  /** The estimate with every missing value at the low end. */
  readonly lowest: number;
  /** The estimate with every missing value at the high end. */
  readonly highest: number;
  readonly lower: number;
  readonly upper: number;
  /** Coverage of the number itself, not of both bounds, 0 < level < 1. */
  readonly level: number;
  readonly method: string;
  /** Standard errors taken off and added, between the one-sided and the two-sided normal quantile. */
  readonly critical: number;
}

/** Both bounds of a partly identified number with their standard errors. */
export interface IdentifiedBounds {
  readonly lowest: number;
  /** At least `lowest`. */
  readonly highest: number;
  /** >= 0; clustered where the units are. */
  readonly lowestSe: number;
  /** >= 0. */
  readonly highestSe: number;
}

/**
 * Interval for a number that lies somewhere between two estimated bounds.
 *
 * [lowest - C lowestSe, highest + C highestSe], where C solves
 * Phi(C + (highest - lowest) / max(lowestSe, highestSe)) - Phi(-C) = level.
 *
 * @param bounds - estimates of both bounds and their standard errors
 * @param level - 0 < level < 1
 * @returns the interval; equal bounds give the usual two-sided one; `insufficient` where both standard errors are 0
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Imbens & Manski 2004, Econometrica 72:1845-1857
 */
export function imbensManskiInterval(
  bounds: IdentifiedBounds,
  level: number,
): PartialInterval | Insufficient {
  const { lowest, highest, lowestSe, highestSe } = bounds;
  requireNumber(lowest, 'lowest');
  requireNumber(highest, 'highest', lowest);
  requireNumber(lowestSe, 'lowestSe', 0);
  requireNumber(highestSe, 'highestSe', 0);
  requireLevel(level, 'level');
  const largest = Math.max(lowestSe, highestSe);
  if (largest === 0) return insufficient('both bounds have a standard error of 0');
  // Beyond 40 standard errors the first term is 1 to the last digit.
  const gap = Math.min(40, (highest - lowest) / largest);
  let low = normalQuantile(level);
  let high = -normalQuantile((1 - level) / 2);
  for (let step = 0; step < 200; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    // P(-C <= Z <= C + gap) through its tails, which keep their digits.
    if (normalCdf(-middle - gap) + normalCdf(-middle) > 1 - level) low = middle;
    else high = middle;
  }
  return {
    status: 'estimated',
    lowest,
    highest,
    lower: lowest - high * lowestSe,
    upper: highest + high * highestSe,
    level,
    method: 'bounds of Manski, interval of Imbens & Manski',
    critical: high,
  };
}

/**
 * Bounds of a mean whatever the missing values are, with an interval that covers the mean.
 *
 * @param units - independent units, values and classes of equal length; every class but `observed` is missing
 * @param range - lowest and highest possible value, min < max
 * @param level - 0 < level < 1
 * @returns bounds and interval within the range; without missing values the two-sided normal interval;
 *   `insufficient` for fewer than 2 units, no observed value, or no variation
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Manski 1989, J Hum Resour 24:343-360; Imbens & Manski 2004, Econometrica 72:1845-1857
 */
export function manskiMean(
  units: PartlyMissing,
  range: { readonly min: number; readonly max: number },
  level: number,
): PartialInterval | Insufficient {
  requireUnits(units, { min: range.min, max: range.max, charged: null });
  requireLevel(level, 'level');
  const n = units.values.length;
  if (n < 2) return insufficient(`bounds with an interval need at least 2 units, got ${n}`);
  if (units.missing.every((cause) => cause !== MISSING_CLASS.observed))
    return insufficient('no value was observed');
  const lowest = filled(units, range.min);
  const highest = filled(units, range.max);
  const interval = imbensManskiInterval(
    { lowest: lowest.mean, highest: highest.mean, lowestSe: lowest.se, highestSe: highest.se },
    level,
  );
  if (interval.status === 'insufficient') return insufficient('no variation between units');
  return {
    ...interval,
    lower: Math.max(range.min, interval.lower),
    upper: Math.min(range.max, interval.upper),
  };
}

/** Mean and standard error with every missing value set to one number. */
function filled(units: PartlyMissing, value: number): { readonly mean: number; readonly se: number } {
  const values = units.values.map((observed, i) =>
    idAt(units.missing, i) === MISSING_CLASS.observed ? observed : value,
  );
  const centre = mean(values);
  const squares = new CompensatedSum();
  for (let i = 0; i < values.length; i++) squares.add((floatAt(values, i) - centre) ** 2);
  return { mean: centre, se: Math.sqrt(squares.total / (values.length - 1) / values.length) };
}
