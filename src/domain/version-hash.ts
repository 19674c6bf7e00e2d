import { type Hash, hashOf } from './hash.js';
import type { ModelVersion } from './model-version.js';

/** Of an endpoint: how fast it is asked, how long is waited for it, and where its secret is found. */
const HOW_IT_IS_ASKED = {
  concurrency: undefined,
  requests_per_minute: undefined,
  tokens_per_minute: undefined,
  deadline_ms: undefined,
  credential: undefined,
  env: undefined,
};
const VARIABLE = /\{\{\s*env\.\w+\s*\}\}/g;

/**
 * The hash by which a model version is approved, compared and found in the cache.
 *
 * Of an endpoint (`http`, `promptfoo`) it leaves out what changes no answer, so that an approval outlives a change of it:
 * the pace (`concurrency`, `requests_per_minute`, `tokens_per_minute`), `deadline_ms`, and where the secret is found
 * (`credential`; promptfoo’s `env`, and the names of its variables in `config` and `settings`). How long the use waits for
 * an answer is `deployment.answer_time_ms`, which stays in, and so does `price`: it is declared with the version. Of a
 * program nothing is left out: its `deadline_ms` decides what is an answer.
 */
export function versionHash(version: ModelVersion): Hash {
  const { client, settings } = version;
  switch (client.kind) {
    case 'http':
      return hashOf({ ...version, client: { ...client, ...HOW_IT_IS_ASKED } });
    case 'promptfoo': {
      const asked = { ...client, ...HOW_IT_IS_ASKED, config: unnamed(client.config) };
      return hashOf({ ...version, client: asked, settings: unnamed(settings) });
    }
    default:
      return hashOf(version);
  }
}

/** The same, with one name for all variables. */
function unnamed(config: object | undefined): unknown {
  return config === undefined ? undefined : JSON.parse(JSON.stringify(config).replace(VARIABLE, '{{env}}'));
}
