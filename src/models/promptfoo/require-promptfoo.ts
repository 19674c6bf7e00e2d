import type { ModelVersion, PromptfooClient } from '../../domain/model-version.js';
import { promptfooFault, secretVariables } from '../../domain/promptfoo-fault.js';
import { PreceptorError } from '../../errors.js';
import { fieldText } from '../../schema/fault.js';
import { requireInstalled } from './installed.js';
import { readVariables } from './secret-values.js';
import { declaredHosts } from './thread-start.js';

/**
 * Whether a provider can be asked, as far as that shows without a request.
 *
 * @returns the declared variables with their values
 * @throws PreceptorError `INPUT_INVALID` for a provider or configuration that may not be used, `MODEL_UNAVAILABLE` where
 *   promptfoo is not installed in the declared version or a variable is not set
 */
export function requirePromptfoo(
  spec: PromptfooClient,
  { settings }: Pick<ModelVersion, 'settings'>,
): Readonly<Record<string, string>> {
  const fault = promptfooFault(spec, settings);
  if (fault !== null) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `${fieldText(fault.path)}: expected ${fault.expected}; found ${fault.found}. ${fault.remedy}`,
    );
  }
  declaredHosts(spec);
  requireInstalled(spec.promptfoo);
  return readVariables(spec.env ?? [], secretVariables(spec, settings));
}
