import { type Insufficient, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireCount,
  requireFinite,
  requireLength,
  requireNumber,
  requirePositive,
} from '../numeric/argument.js';

/** Why a unit has no value, as it stands in an array: who is charged with it. */
export const MISSING_CLASS = {
  /** The value was observed. */
  observed: 0,
  /** The model or its deployment: truncated, empty, filtered, refused, unreadable, too late. */
  model: 1,
  /** Name lookup, connection, server error, unresolved rate limit: not the model's. */
  infrastructure: 2,
  /** Budget, interruption: the run is incomplete. */
  run: 3,
  /** The answer exists, its grade does not. */
  grader: 4,
} as const;

/**
 * What is done with missing values: `ite` (intention to evaluate) charges the model with its own, `complete` drops
 * all, `best` and `worst` set all to the end of the scale that favours or harms.
 */
export const MISSING_RULES = ['ite', 'complete', 'best', 'worst'] as const;

export type MissingRule = (typeof MISSING_RULES)[number];

/** One value per unit, or the reason why there is none. */
export interface PartlyMissing {
  /** One per unit; finite where observed, not read where missing. */
  readonly values: Float64Array;
  /** A number of `MISSING_CLASS` per unit. */
  readonly missing: Int32Array;
}

/** What missing values may be set to. */
export interface MissingScale {
  readonly min: number;
  readonly max: number;
  readonly better: 'higher' | 'lower';
  /**
   * What `ite` sets the model's own missing values to (wrong by the suite's rule);
   * null where they are a class of their own that enters no figure, as "no output" of a harm is.
   */
  readonly charged: number | null;
}

/** Units without a value, by who is charged. */
export interface MissingCounts {
  readonly observed: number;
  readonly model: number;
  readonly infrastructure: number;
  readonly run: number;
  readonly grader: number;
}

/** The values that enter a figure. */
export interface Entered {
  readonly status: 'entered';
  readonly values: Float64Array;
  /** The index in the input of each value that entered, rising. */
  readonly units: Int32Array;
  /** How many of them were set by the rule. */
  readonly set: number;
}

/** The pairs that enter a comparison. */
export interface EnteredPairs {
  readonly status: 'entered';
  readonly newValues: Float64Array;
  readonly oldValues: Float64Array;
  /** The index in the input of each pair that entered, rising. */
  readonly units: Int32Array;
  /** How many single values were set by the rule. */
  readonly set: number;
}

/**
 * How many units miss a value, by who is charged.
 *
 * @param missing - a number of `MISSING_CLASS` per unit
 * @returns the counts; they add up to the units
 * @throws PreceptorError `STATS_BAD_COUNT` for a number that is no class
 */
export function countMissing(missing: Int32Array): MissingCounts {
  const counts = [0, 0, 0, 0, 0];
  missing.forEach((cause, index) => {
    requireCount(cause, `missing[${index}]`, 0, MISSING_CLASS.grader);
    counts[cause] = (counts[cause] ?? 0) + 1;
  });
  const [observed = 0, model = 0, infrastructure = 0, run = 0, grader = 0] = counts;
  return { observed, model, infrastructure, run, grader };
}

/**
 * The values that enter a figure under a rule.
 *
 * `ite`: observed values, and the model's own missing ones as `charged`; infrastructure and grader never change a
 * model's figure, so their units stay out (and are counted). `complete`: observed values alone. `best`, `worst`:
 * every unit.
 *
 * @param rule - one of `MISSING_RULES`
 * @param units - values and classes, of equal length
 * @param scale - the ends of the scale, min < max, which of them is better, and `charged` within them
 * @returns values and their units; `insufficient` where no value enters or, but for `best` and `worst`, the run is
 *   incomplete
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` (no class) or `STATS_BAD_VALUE` (an observed value
 *   that is not finite or off the scale, a scale that is none)
 * @source Little & Rubin 2019, Statistical Analysis with Missing Data; the classes are those of the design
 */
export function enterUnits(
  rule: MissingRule,
  units: PartlyMissing,
  scale: MissingScale,
): Entered | Insufficient {
  requireUnits(units, scale);
  const run = incomplete(rule, [units]);
  if (run !== null) return run;
  const fill = fillOf(rule, scale);
  const kept: number[] = [];
  const values: number[] = [];
  let set = 0;
  for (let i = 0; i < units.values.length; i++) {
    const value = enteringValue(units, i, fill);
    if (value === null) continue;
    kept.push(i);
    values.push(value);
    if (idAt(units.missing, i) !== MISSING_CLASS.observed) set += 1;
  }
  if (kept.length === 0) return insufficient('no unit has a value that enters');
  return { status: 'entered', values: Float64Array.from(values), units: Int32Array.from(kept), set };
}

/**
 * The pairs that enter a comparison under a rule: pairs of which both values enter.
 *
 * `best` and `worst` are those of the new model: its missing values are set to the end that favours or harms it, the
 * old model's to the opposite end.
 *
 * @param rule - one of `MISSING_RULES`
 * @param newUnits - the new model's values and classes
 * @param oldUnits - the old model's, for the same units in the same order
 * @param scale - as in `enterUnits`
 * @returns both columns and their units; `insufficient` as `enterUnits`
 * @throws PreceptorError as `enterUnits`
 * @source as `enterUnits`
 */
export function enterPairs(
  rule: MissingRule,
  newUnits: PartlyMissing,
  oldUnits: PartlyMissing,
  scale: MissingScale,
): EnteredPairs | Insufficient {
  requireUnits(newUnits, scale);
  requireUnits(oldUnits, scale);
  requireLength(oldUnits.values.length, newUnits.values.length, 'oldUnits.values');
  const run = incomplete(rule, [newUnits, oldUnits]);
  if (run !== null) return run;
  const newFill = fillOf(rule, scale);
  const oldFill = fillOf(rule === 'best' ? 'worst' : rule === 'worst' ? 'best' : rule, scale);
  const kept: number[] = [];
  const newValues: number[] = [];
  const oldValues: number[] = [];
  let set = 0;
  for (let i = 0; i < newUnits.values.length; i++) {
    const newValue = enteringValue(newUnits, i, newFill);
    const oldValue = enteringValue(oldUnits, i, oldFill);
    if (newValue === null || oldValue === null) continue;
    kept.push(i);
    newValues.push(newValue);
    oldValues.push(oldValue);
    for (const units of [newUnits, oldUnits]) if (idAt(units.missing, i) !== MISSING_CLASS.observed) set += 1;
  }
  if (kept.length === 0) return insufficient('no pair has two values that enter');
  return {
    status: 'entered',
    newValues: Float64Array.from(newValues),
    oldValues: Float64Array.from(oldValues),
    units: Int32Array.from(kept),
    set,
  };
}

/** What a rule sets the model's own and all other missing values to; null leaves them out. */
interface Fill {
  readonly model: number | null;
  readonly other: number | null;
}

function fillOf(rule: MissingRule, scale: MissingScale): Fill {
  const isHigh = scale.better === 'higher';
  const best = isHigh ? scale.max : scale.min;
  const worst = isHigh ? scale.min : scale.max;
  return {
    ite: { model: scale.charged, other: null },
    complete: { model: null, other: null },
    best: { model: best, other: best },
    worst: { model: worst, other: worst },
  }[rule];
}

function enteringValue(units: PartlyMissing, index: number, fill: Fill): number | null {
  const cause = idAt(units.missing, index);
  if (cause === MISSING_CLASS.observed) return floatAt(units.values, index);
  return cause === MISSING_CLASS.model ? fill.model : fill.other;
}

function incomplete(rule: MissingRule, columns: readonly PartlyMissing[]): Insufficient | null {
  if (rule === 'best' || rule === 'worst') return null;
  const run = columns.reduce((total, units) => total + countMissing(units.missing).run, 0);
  return run === 0 ? null : insufficient(`the run is incomplete: ${run} values were never asked for`);
}

/** Requires classes, a scale, and observed values on it. */
export function requireUnits(units: PartlyMissing, scale: Omit<MissingScale, 'better'>): void {
  requireFinite(Float64Array.of(scale.min, scale.max), 'scale');
  requirePositive(scale.max - scale.min, 'scale.max - scale.min');
  if (scale.charged !== null) requireNumber(scale.charged, 'scale.charged', scale.min, scale.max);
  requireLength(units.missing.length, units.values.length, 'missing');
  countMissing(units.missing);
  units.missing.forEach((cause, i) => {
    if (cause === MISSING_CLASS.observed)
      requireNumber(floatAt(units.values, i), `values[${i}]`, scale.min, scale.max);
  });
}
