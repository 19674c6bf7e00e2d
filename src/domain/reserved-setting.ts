import type { HttpApi } from './model-version.js';
import type { SettingFault } from './setting.js';

/** What a chat’s request says itself, and `n`: of several answers all are paid for and one is read. */
const CHAT = ['model', 'messages', 'stream', 'n'];
/** What no setting may say, for each API: the request does, or asks for one answer alone. */
const RESERVED_SETTINGS: Readonly<Record<HttpApi, readonly string[]>> = {
  'openai-chat': CHAT,
  'azure-openai': CHAT,
  'azure-inference': CHAT,
  'openai-responses': ['model', 'input', 'stream'],
  anthropic: ['model', 'messages', 'system', 'stream'],
  // Settings are fields of the generation config, in either of the spellings that the API takes.
  gemini: ['candidateCount', 'candidate_count', 'generationConfig', 'generation_config'],
};

/**
 * The first setting that the request itself decides.
 *
 * @returns null where there is none
 */
export function reservedFault(
  api: HttpApi,
  settings: Readonly<Record<string, unknown>>,
): SettingFault | null {
  const reserved = RESERVED_SETTINGS[api];
  const taken = reserved.find((name) => Object.hasOwn(settings, name));
  if (taken === undefined) return null;
  return {
    path: [taken],
    expected: 'a setting of the model',
    found: `a field that the request itself decides (${reserved.join(', ')})`,
    remedy: 'Remove it: each request asks for one answer, in one piece.',
  };
}
