import type { HttpClient } from '../../domain/model-version.js';
import { PreceptorError } from '../../errors.js';
import type { ParsedClient } from '../model-context.js';

/** An endpoint has more to it than fits on a command line: it is declared in a file and hashed as a whole. */
export async function parseHttp(rest: string): Promise<ParsedClient<HttpClient>> {
  throw new PreceptorError(
    'USAGE',
    `http:${rest}: an endpoint is declared in a file of its own, models/<name>.model.yaml, and named --model <name>.`,
  );
}
