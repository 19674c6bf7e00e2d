import { PreceptorError } from '../../errors.js';

/** Requires every element 0 or 1; throws `STATS_BAD_VALUE` with the first index that is neither. */
export function requireBinary(values: Float64Array, name: string): void {
  const index = values.findIndex((value) => value !== 0 && value !== 1);
  if (index >= 0) {
    throw new PreceptorError('STATS_BAD_VALUE', `${name}[${index}]: expected 0 or 1, got ${values[index]}`);
  }
}
