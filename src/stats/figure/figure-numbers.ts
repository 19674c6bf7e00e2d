import { PreceptorError } from '../../errors.js';
import type { FigureNumbers } from './unit-figure.js';

/** The second numbers, of a figure that needs them; throws `STATS_BAD_LENGTH` where there are none. */
export function secondsOf({ values, seconds }: FigureNumbers): Float64Array {
  if (seconds !== null && seconds.length === values.length) return seconds;
  throw new PreceptorError(
    'STATS_BAD_LENGTH',
    `seconds: expected ${values.length} elements, got ${seconds === null ? 'none' : seconds.length}`,
  );
}
