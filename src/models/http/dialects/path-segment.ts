import { PreceptorError } from '../../../errors.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A name as one segment of a path, or as a value of a query.
 *
 * @param field - where the name stands, for the message
 * @throws PreceptorError `INPUT_INVALID` for ".", ".." (no encoding keeps them from being read as folders) and for text
 *   that is no Unicode
 */
export function pathSegment(name: string, field: string): string {
  if (name === '' || name === '.' || name === '..' || LONE_SURROGATE.test(name)) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `${field}: expected a name that can stand in a URL, found ${JSON.stringify(name.slice(0, 60))}. ` +
        'Give the name as the endpoint lists it.',
    );
  }
  return encodeURIComponent(name);
}
