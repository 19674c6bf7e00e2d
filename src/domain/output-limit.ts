import type { ModelVersion } from './model-version.js';

/** The settings under which the APIs limit the tokens of one answer. */
const OUTPUT_LIMITS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxOutputTokens'];

/** The most tokens that one answer may have; null: the settings say nothing of it. */
export function outputLimit(settings: ModelVersion['settings']): number | null {
  const limits = OUTPUT_LIMITS.flatMap((name) => {
    const value = settings[name];
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? [value] : [];
  });
  return limits.length === 0 ? null : Math.max(...limits);
}
