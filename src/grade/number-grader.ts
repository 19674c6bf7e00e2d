import type { NumberGrader } from '../domain/grader.js';
import type { NumberTruth } from '../domain/key.js';
import { PreceptorError } from '../errors.js';
import { type GraderClient, met, noKey, ruleGrader } from './grader.js';
import { parseQuantity } from './quantity.js';

/** Decimal fractions have no exact double: limits are widened by this share of themselves. */
const ROUNDING = 1e-9;

/**
 * The value in the key's unit, against the key's own limits or the grader's tolerance around the key. A unit that the
 * grader does not know leaves the answer ungraded; a missing one is wrong, unless the grader takes it as the key's.
 */
export function numberGrader(grader: NumberGrader): GraderClient {
  return ruleGrader((answer, key, judged) => {
    const truth = key.number;
    if (truth === undefined) return noKey(judged);
    const quantity = parseQuantity(answer);
    if (quantity === null) return met(false, `"${answer}" is not one number with a unit`);
    if (quantity.unit === '' && grader.no_unit !== 'key') return met(false, `${quantity.value} has no unit`);
    const keyFactor = factorOf(grader, truth.unit);
    if (keyFactor === null) {
      throw new PreceptorError(
        'INPUT_INVALID',
        `grader ${grader.grader}: expected the key's unit among its units; found ${truth.unit} in the key of case ${key.case}. Add it to \`units\`.`,
      );
    }
    const factor = quantity.unit === '' ? keyFactor : factorOf(grader, quantity.unit);
    if (factor === null) {
      return {
        status: 'ungraded',
        cause: 'unknown-unit',
        detail: `unit "${quantity.unit}" is not one of ${Object.keys(grader.units).join(', ')}`,
      };
    }
    const value = (quantity.value * factor) / keyFactor;
    if (!Number.isFinite(value)) return met(false, `"${answer}" is not a finite number of ${truth.unit}`);
    const { lower, upper } = limitsOf(truth, grader.tolerance);
    return {
      status: 'graded',
      finding: { kind: 'number', value, lower, upper, unit: truth.unit },
      evidence: `${value} ${truth.unit}; accepted ${lower} to ${upper}`,
    };
  });
}

/** By spelling, then by compatibility form: the micro sign and the Greek letter are one unit. */
function factorOf({ units }: NumberGrader, unit: string): number | null {
  if (Object.hasOwn(units, unit)) return units[unit] ?? null;
  const folded = unit.normalize('NFKC');
  return Object.entries(units).find(([spelling]) => spelling.normalize('NFKC') === folded)?.[1] ?? null;
}

function limitsOf(truth: NumberTruth, tolerance: NumberGrader['tolerance']) {
  const around = toleranceAround(truth.value, tolerance);
  const lower = truth.lower ?? truth.value - around;
  const upper = truth.upper ?? truth.value + around;
  return { lower: lower - ROUNDING * Math.abs(lower), upper: upper + ROUNDING * Math.abs(upper) };
}

/** The wider of the declared tolerances; exact where none is declared. */
function toleranceAround(value: number, { absolute, relative }: NumberGrader['tolerance']): number {
  const widths = [absolute, relative === undefined ? undefined : relative * Math.abs(value)];
  return Math.max(0, ...widths.filter((width) => width !== undefined));
}
