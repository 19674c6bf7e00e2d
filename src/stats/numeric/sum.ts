import { PreceptorError } from '../../errors.js';
import { requireFinite, requireNumber } from './argument.js';

/** A running sum with Neumaier's correction; it keeps what large terms would swallow. */
export class CompensatedSum {
  #sum = 0;
  #correction = 0;

  add(term: number): void {
    const next = this.#sum + term;
    this.#correction +=
      Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }

  get total(): number {
    return this.#sum + this.#correction;
  }
}

/**
 * Compensated sum.
 *
 * @param values - any length, finite; an empty array sums to 0
 * @returns the sum, exact to about one rounding unless terms cancel beyond 1e16
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first element that is not finite, or where the sum overflows
 * @source Neumaier 1974, Z Angew Math Mech 54:39-51
 */
export function sum(values: Float64Array): number {
  requireFinite(values, 'values');
  const total = new CompensatedSum();
  for (const value of values) total.add(value);
  requireNumber(total.total, 'sum of the values');
  return total.total;
}

/**
 * Arithmetic mean by the compensated sum.
 *
 * @param values - at least one element, finite
 * @returns sum / n
 * @throws PreceptorError `STATS_BAD_LENGTH` for an empty array, `STATS_BAD_VALUE` as `sum`
 */
export function mean(values: Float64Array): number {
  if (values.length === 0) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'values: expected at least one element, got 0');
  }
  return sum(values) / values.length;
}
