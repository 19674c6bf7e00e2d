import { type Hash, hashOf } from './hash.js';
import type { ModelVersion } from './model-version.js';
import { SECRET_FIELDS } from './secret-field.js';

/** Of an endpoint: how fast it is asked, how long is waited for it, and where its secret is found. */
const HOW_IT_IS_ASKED = {
  concurrency: undefined,
  requests_per_minute: undefined,
  tokens_per_minute: undefined,
  deadline_ms: undefined,
  credential: undefined,
};
const VARIABLE = /\{\{\s*env\.(\w+)\s*\}\}/g;

/**
 * The hash by which a model version is approved, compared and found in the cache.
 *
 * Of an endpoint (`http`, `promptfoo`) it leaves out what changes no answer, so that an approval outlives a change of it:
 * the pace (`concurrency`, `requests_per_minute`, `tokens_per_minute`), `deadline_ms`, and where the secret is found
 * (`credential`; the names of promptfoo’s variables that stand in fields for a secret). How long the use waits for an answer
 * is `deployment.answer_time_ms`, which stays in, and so does `price`: it is declared with the version. Of a program nothing
 * is left out: its `deadline_ms` decides what is an answer.
 */
export function versionHash(version: ModelVersion): Hash {
  const { client } = version;
  if (client.kind === 'http') return hashOf({ ...version, client: { ...client, ...HOW_IT_IS_ASKED } });
  if (client.kind !== 'promptfoo') return hashOf(version);
  const secrets = new Set<string>();
  const config = withoutNames(client.config, secrets);
  const settings = withoutNames(version.settings, secrets);
  // The others may say who asks, as whom a service may serve something else.
  const env = (client.env ?? []).filter((name) => !secrets.has(name)).sort();
  return hashOf({ ...version, settings, client: { ...client, ...HOW_IT_IS_ASKED, config, env } });
}

/** The same, with one name for all variables that stand in fields for a secret; these are added to `secrets`. */
function withoutNames(value: unknown, secrets: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => withoutNames(inner, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => {
    if (typeof inner !== 'string' || !SECRET_FIELDS.test(name)) return [name, withoutNames(inner, secrets)];
    for (const [, variable = ''] of inner.matchAll(VARIABLE)) secrets.add(variable);
    return [name, inner.replace(VARIABLE, '{{env}}')];
  });
  return Object.fromEntries(fields);
}
