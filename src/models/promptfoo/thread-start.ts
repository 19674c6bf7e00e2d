import { hostUrl } from '../../domain/endpoint.js';
import type { ModelVersion, PromptfooClient } from '../../domain/model-version.js';
import { hostOf } from '../egress/host.js';
import type { ThreadStart } from './thread-message.js';

/**
 * What promptfoo would do of itself, turned off: repeat requests (that is the run’s to say), send settings that nobody
 * declared, put the model’s reasoning into its answer.
 */
const DEFAULTS = { omitDefaults: true, showThinking: false, maxRetries: 0 } as const;

/** The configuration with the settings of the version in it. */
export function configOf(
  { config }: PromptfooClient,
  { settings }: Pick<ModelVersion, 'settings'>,
): ThreadStart['config'] {
  return { ...DEFAULTS, ...config, ...settings };
}

/** @throws PreceptorError `INPUT_INVALID` for what is no host */
export function declaredHosts({ hosts }: Pick<PromptfooClient, 'hosts'>): ThreadStart['hosts'] {
  return hosts.map((host) => hostOf(hostUrl(host)));
}

interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  /** Where promptfoo keeps its files. */
  readonly folder: string;
  readonly concurrency: number;
  readonly deadlineMs: number;
}

/**
 * The thread’s environment: variables of the shell would send other vendors’ keys, or settings that stand in no model
 * version. So would the files of the user’s home, in place of which a declared variable or the private folder stands.
 * Certificates are verified, which promptfoo does not do of itself.
 */
export function threadEnvironment({
  variables,
  folder,
  concurrency,
  deadlineMs,
}: Environment): Readonly<Record<string, string>> {
  return {
    HOME: folder,
    USERPROFILE: folder,
    ...variables,
    PROMPTFOO_INSECURE_SSL: 'false',
    PROMPTFOO_FETCH_CONNECTIONS: String(concurrency),
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
    PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
    PROMPTFOO_DISABLE_SHARING: '1',
    PROMPTFOO_CACHE_ENABLED: 'false',
    PROMPTFOO_CONFIG_DIR: folder,
    METADATA_SERVER_DETECTION: 'none',
    LOG_LEVEL: 'error',
    // Ours comes first; this one frees the connection.
    REQUEST_TIMEOUT_MS: String(deadlineMs + 1_000),
  };
}
