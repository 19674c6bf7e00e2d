import type { PromptfooClient } from '../../domain/model-version.js';
import { PreceptorError } from '../../errors.js';
import type { ParsedClient } from '../model-context.js';

/** A provider needs the hosts that it may reach: it is declared in a file and hashed as a whole. */
export async function parsePromptfoo(rest: string): Promise<ParsedClient<PromptfooClient>> {
  throw new PreceptorError(
    'USAGE',
    `promptfoo:${rest}: a provider is declared, with the hosts that it may reach, in a file of its own, models/<name>.model.yaml, and named --model <name>.`,
  );
}
