import { PreceptorError } from '../../errors.js';
import { floatAt, idAt } from '../numeric/argument.js';
import type { FigureNumbers } from './unit-figure.js';

/** The second numbers, of a figure that needs them; throws `STATS_BAD_LENGTH` where there are none. */
export function secondsOf({ values, seconds }: FigureNumbers): Float64Array {
  if (seconds !== null && seconds.length === values.length) return seconds;
  throw new PreceptorError(
    'STATS_BAD_LENGTH',
    `seconds: expected ${values.length} elements, got ${seconds === null ? 'none' : seconds.length}`,
  );
}

/** The values of the rows, as often as they are named. */
export function gathered(values: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = floatAt(values, idAt(rows, i));
  return found;
}
