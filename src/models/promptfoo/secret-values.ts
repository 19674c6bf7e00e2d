import { PreceptorError } from '../../errors.js';

/**
 * The declared variables, from this process’s environment.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE`, which names the variable that is not set
 */
export function readVariables(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const value = process.env[name]?.trim() ?? '';
      if (value !== '') return [name, value];
      throw new PreceptorError(
        'MODEL_UNAVAILABLE',
        `expected a secret in the environment variable ${name}; found none. Set it in the shell that runs preceptor.`,
      );
    }),
  );
}
