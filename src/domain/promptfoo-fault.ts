import { isSecretText, SECRET_FIELDS } from './secret-field.js';
import { type SettingFault, settingFault } from './setting.js';
import { isVariableName } from './variable-name.js';

/**
 * Vendors whose chat providers were seen to send the messages as messages, and to run nothing that a configuration
 * holds but what {@link promptfooFault} refuses. Others of promptfoo’s start programs, load code or take one text.
 */
export const PROMPTFOO_VENDORS: readonly string[] = [
  'abliteration',
  'ai21',
  'aimlapi',
  'alibaba',
  'anthropic',
  'atlascloud',
  'azure',
  'bedrock',
  'cerebras',
  'cloudera',
  'cloudflare-ai',
  'cohere',
  'cometapi',
  'databricks',
  'deepseek',
  'docker',
  'envoy',
  'f5',
  'fireworks',
  'github',
  'google',
  'groq',
  'helicone',
  'huggingface',
  'hyperbolic',
  'jfrog',
  'litellm',
  'llamaapi',
  'localai',
  'meta',
  'minimax',
  'mistral',
  'moonshot',
  'novita',
  'nscale',
  'nvidia',
  'ollama',
  'openai',
  'openrouter',
  'orcarouter',
  'perplexity',
  'portkey',
  'snowflake',
  'togetherai',
  'truefoundry',
  'vercel',
  'vertex',
  'xai',
];
/** Of a vendor with providers of several kinds, those that chat. */
const CHAT_KINDS: Readonly<Record<string, readonly string[]>> = {
  openai: ['chat', 'responses'],
  azure: ['chat', 'responses'],
  anthropic: ['messages'],
  huggingface: ['chat'],
  ollama: ['chat'],
  localai: ['chat'],
  llamaapi: ['chat'],
  'cloudflare-ai': ['chat'],
};
/** Kinds of provider that are not asked in a chat, or that start programs. */
const OTHER_KIND =
  /^(?:image|imagegen|video|audio|speech|tts|transcription|embeddings?|completion|moderation|rerank|realtime|live|assistant|agents?|foundry-agent|chatkit|codex.*|kb|knowledge-base|nova-sonic|nova-reel|luma\..*)$/;
const ID = /^[a-z0-9-]+(?::[A-Za-z0-9@][A-Za-z0-9._/@+-]*)+$/;

/** Fields of a configuration that hold code, start programs, reach other hosts or change what comes back. */
const REFUSED_FIELDS =
  /^(?:functionToolCallbacks|functionToolStatefulApi|mcp|basePath|linkedTargetId|transform.*|.*(?:Parser|Transform|Validator|Script)|maxRetries|cacheKey)$/i;
/** They change how Node and promptfoo work: certificates, proxies, what is written where. */
const REFUSED_VARIABLES =
  /^(?:NODE_.*|PROMPTFOO_.*|npm_.*|.*_PROXY|LOG_LEVEL|REQUEST_TIMEOUT_MS|METADATA_SERVER_DETECTION)$/i;
/** They say who asks. What else a provider reads from its environment is a setting. */
const KEPT_VARIABLES = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|(?:KEY|CLIENT|TENANT)_ID)$/i;
const REFERENCE = /\{\{\s*env\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

interface Declared {
  readonly provider: string;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly env?: readonly string[] | undefined;
}

/**
 * What keeps a provider of promptfoo from being used: a kind that is none of a chat with a vendor, a configuration that
 * holds code, a file’s content or a secret.
 *
 * @param settings - of the model version; they are merged into the configuration
 * @returns the first fault, its path beginning with `client` or `settings`; null where there is none. No value that may be
 *   a secret stands in it
 */
export function promptfooFault(
  { provider, config = {}, env = [] }: Declared,
  settings: Readonly<Record<string, unknown>>,
): SettingFault | null {
  const early =
    providerFault(provider) ?? variableFault(env, [...referredIn(config), ...referredIn(settings)]);
  if (early !== null) return early;
  const deep = settingFault(config);
  if (deep !== null) return { ...deep, path: ['client', 'config', ...deep.path] };
  return faultIn(['client', 'config'], config, env) ?? faultIn(['settings'], settings, env);
}

function providerFault(provider: string): SettingFault | null {
  const path = ['client', 'provider'];
  const [vendor = '', kind = '', name = ''] = provider.split(':');
  const found = ID.test(provider) ? provider : 'something else';
  if (!ID.test(provider) || !PROMPTFOO_VENDORS.includes(vendor)) {
    return {
      path,
      expected: `an id of promptfoo’s that begins with one of ${PROMPTFOO_VENDORS.join(', ')}, such as mistral:mistral-large-2411`,
      found,
      remedy: 'Correct it, or let a program call the model (command:).',
    };
  }
  const kinds = Object.hasOwn(CHAT_KINDS, vendor) ? CHAT_KINDS[vendor] : undefined;
  const fits = kinds === undefined ? !OTHER_KIND.test(kind) : kinds.includes(kind) && name !== '';
  if (fits) return null;
  const form =
    kinds === undefined ? 'a chat model' : kinds.map((each) => `${vendor}:${each}:<model>`).join(' or ');
  return { path, expected: form, found, remedy: 'Only models that take messages can be asked.' };
}

/** @param secrets - variables that stand in fields for a secret: these hold one, whatever they are called */
function variableFault(env: readonly string[], secrets: readonly string[]): SettingFault | null {
  const isKept = (name: string) => secrets.includes(name) || KEPT_VARIABLES.test(name);
  const at = env.findIndex((name) => !isVariableName(name) || REFUSED_VARIABLES.test(name) || !isKept(name));
  if (at === -1) return null;
  const path = ['client', 'env', at];
  const name = env[at] ?? '';
  if (isVariableName(name)) {
    const expected =
      'a variable with a secret (such as …_KEY, …_TOKEN, …_SECRET), or one of a field for a secret';
    const found = REFUSED_VARIABLES.test(name)
      ? `${name}, which changes how requests are made`
      : `${name}: what it holds may change what is asked, and no other version would show it`;
    return fault(path, expected, found, 'Write what it sets into config or settings, and remove it here.');
  }
  return fault(
    path,
    'the name of an environment variable (letters, digits, underscore)',
    'something else, perhaps the key itself (not shown)',
    'Put the key into an environment variable and name that; change the key if it was stored here.',
  );
}

function faultIn(path: SettingFault['path'], value: unknown, env: readonly string[]): SettingFault | null {
  if (typeof value === 'string') return textFault(path, value, env);
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const at = [...path, name];
    if (REFUSED_FIELDS.test(name)) {
      return fault(at, 'no such field', 'one that promptfoo runs, or that is set here', 'Remove it.');
    }
    if (SECRET_FIELDS.test(name) && typeof inner === 'string' && inner.replace(REFERENCE, '') === inner) {
      const remedy =
        'Name the variable in env and write "{{env.NAME}}" here; change the key if it was stored.';
      return fault(at, 'a reference to an environment variable', 'a text of its own (not shown)', remedy);
    }
    const found = faultIn(at, inner, env);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The declared variables that hold a secret, as far as that can be told: those that stand in a field for one, and those that
 * are called so. Others may be settings that the provider reads.
 */
export function secretVariables(
  { config = {}, env = [] }: Omit<Declared, 'provider'>,
  settings: Readonly<Record<string, unknown>>,
): readonly string[] {
  const referred = [...referredIn(config), ...referredIn(settings)];
  return env.filter((name) => referred.includes(name) || SECRET_FIELDS.test(name.replaceAll('_', '-')));
}

function referredIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner !== 'string' || !SECRET_FIELDS.test(name)) return referredIn(inner);
    return [...inner.matchAll(REFERENCE)].map(([, variable = '']) => variable);
  });
}

/** promptfoo reads files that a text names, and takes what stands in braces for a template: code. */
function textFault(path: SettingFault['path'], text: string, env: readonly string[]): SettingFault | null {
  const unknown = [...text.matchAll(REFERENCE)].find(([, name = '']) => !env.includes(name));
  if (unknown !== undefined) {
    return fault(
      path,
      'variables that env names',
      isVariableName(unknown[1] ?? '') ? `${unknown[1]}` : 'what is no name, perhaps a key (not shown)',
      'Add it to client.env, or correct the name.',
    );
  }
  if (isSecretText(text)) {
    return fault(
      path,
      'no secret',
      'a text that is or may be one (not shown)',
      'Name a variable in env and write "{{env.NAME}}" here; change the key if it was stored.',
    );
  }
  if (/file:\/\//i.test(text)) {
    return fault(
      path,
      'the content itself',
      'a reference to a file',
      'Write what it holds: it is part of the version.',
    );
  }
  if (/\{[{%#]/.test(text.replace(REFERENCE, ''))) {
    return fault(path, 'no template but {{env.NAME}}', 'another one', 'Write what it stands for.');
  }
  return null;
}

function fault(path: SettingFault['path'], expected: string, found: string, remedy: string): SettingFault {
  return { path, expected, found, remedy };
}
