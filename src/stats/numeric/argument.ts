import { PreceptorError } from '../../errors.js';

/** Requires an integer in [min, max]; throws `STATS_BAD_COUNT`. */
export function requireCount(value: number, name: string, min = 0, max = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new PreceptorError(
      'STATS_BAD_COUNT',
      `${name}: expected an integer in [${min}, ${max}], got ${value}`,
    );
  }
}

/** Requires 0 < value < 1; throws `STATS_BAD_LEVEL`. Used for levels, alphas and powers. */
export function requireLevel(value: number, name: string): void {
  if (!(value > 0 && value < 1)) {
    throw new PreceptorError(
      'STATS_BAD_LEVEL',
      `${name}: expected a number strictly between 0 and 1, got ${value}`,
    );
  }
}

/** Requires 0 < alpha < 0.5, a one-sided error rate; throws `STATS_BAD_LEVEL`. */
export function requireAlpha(value: number, name: string): void {
  if (!(value > 0 && value < 0.5)) {
    throw new PreceptorError(
      'STATS_BAD_LEVEL',
      `${name}: expected a one-sided error rate strictly between 0 and 0.5, got ${value}`,
    );
  }
}

/** Requires a finite number in [min, max]; throws `STATS_BAD_VALUE`. */
export function requireNumber(value: number, name: string, min = -Number.MAX_VALUE, max = Number.MAX_VALUE) {
  if (!(value >= min && value <= max)) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `${name}: expected a finite number in [${min}, ${max}], got ${value}`,
    );
  }
}

/** Requires a finite number > 0; throws `STATS_BAD_VALUE`. */
export function requirePositive(value: number, name: string): void {
  if (!(value > 0 && value <= Number.MAX_VALUE)) {
    throw new PreceptorError('STATS_BAD_VALUE', `${name}: expected a finite number above 0, got ${value}`);
  }
}

/** Requires every element finite; throws `STATS_BAD_VALUE` with the first index that is not. */
export function requireFinite(values: Float64Array, name: string): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `${name}[${index}]: expected a finite number, got ${values[index]}; remove missing units beforehand`,
    );
  }
}

/** Requires equal lengths; throws `STATS_BAD_LENGTH`. */
export function requireLength(length: number, expected: number, name: string): void {
  if (length !== expected) {
    throw new PreceptorError('STATS_BAD_LENGTH', `${name}: expected ${expected} elements, got ${length}`);
  }
}

/** Reads an element that the caller's loop keeps in range. */
export function at(values: ArrayLike<number>, index: number): number {
  return present(values[index], index);
}

/** `at` for one kind of array: a hot loop stays fast only where the engine sees a single kind. */
export function floatAt(values: Float64Array, index: number): number {
  return present(values[index], index);
}

/** `at` for cluster ids, as `floatAt`. */
export function idAt(ids: Int32Array, index: number): number {
  return present(ids[index], index);
}

function present(value: number | undefined, index: number): number {
  if (value === undefined) throw new PreceptorError('INTERNAL', `index ${index} lies outside its array`);
  return value;
}
