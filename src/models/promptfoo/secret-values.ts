import { PreceptorError } from '../../errors.js';
import { SHORTEST_SECRET } from '../secret-text.js';

/**
 * The declared variables, from this process’s environment.
 *
 * @param secrets - those of them that hold a secret
 * @throws PreceptorError `MODEL_UNAVAILABLE`, which names the variable that is not set, or whose secret is too short to be
 *   kept out of texts
 */
export function readVariables(
  names: readonly string[],
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const value = process.env[name]?.trim() ?? '';
      if (value === '') {
        throw unavailable(
          `client.env: expected a secret in the environment variable ${name}; found none. Set it in the shell that runs preceptor.`,
        );
      }
      if (secrets.includes(name) && value.length < SHORTEST_SECRET) {
        throw unavailable(
          `client.env: expected a secret of at least ${SHORTEST_SECRET} characters in the environment variable ${name}, as a shorter one cannot be told from ordinary text and kept out of what is stored; found a shorter one. Give the vendor’s endpoint a longer key.`,
        );
      }
      return [name, value];
    }),
  );
}

function unavailable(message: string): PreceptorError {
  return new PreceptorError('MODEL_UNAVAILABLE', message);
}
