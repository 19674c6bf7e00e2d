import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Hash, hashOf } from '../domain/hash.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import type { ModelClient, ModelRequest } from '../domain/ports/model-client.js';
import { isOfTheModel, type ModelResponse } from '../domain/response.js';
import { reachOf } from '../domain/usage.js';
import { openResponseCache, type ResponseCache } from '../store/response-cache.js';

/** Goes into every key: raise it when the same request is sent to an endpoint in another form. */
const REQUEST_FORM = 1;

/** What a run may do with the cache; responses that it asks for are kept in any case. */
export type CacheUse =
  /** No model version is an endpoint: there is nothing to keep. */
  | { readonly status: 'none' }
  | { readonly status: 'reads' }
  | { readonly status: 'asks-afresh'; readonly because: string };

/** The one place that says whether responses of other runs may stand in for those of this one. */
export function mayUseCache(plan: Pick<Plan, 'models'>, policy: Policy | null, fresh: boolean): CacheUse {
  if (plan.models.every(({ version }) => reachOf(version.client) !== 'network')) return { status: 'none' };
  if (policy?.purpose === 'release') {
    return { status: 'asks-afresh', because: `policy ${policy.policy} decides a release` };
  }
  return fresh ? { status: 'asks-afresh', because: 'the run was started with --fresh' } : { status: 'reads' };
}

export function cacheFile(root: string): string {
  return join(root, 'cache', 'responses.sqlite');
}

/** The cache as one run uses it. */
export interface RunCache {
  /** The client itself where its responses are not kept. */
  wrap(model: PlannedModel, client: ModelClient): ModelClient;
  close(): void;
}

/**
 * Opens the workspace’s cache for a run. It never fails: without it the run asks.
 *
 * @param warn - told what is wrong with the cache, and that a run under a release policy takes nothing from it
 */
export function openRunCache(
  root: string,
  plan: Pick<Plan, 'models' | 'sets'>,
  use: CacheUse,
  warn: (message: string) => void,
): RunCache {
  if (use.status === 'none') return { wrap: (_model, client) => client, close: () => undefined };
  const file = cacheFile(root);
  if (use.status === 'asks-afresh' && existsSync(file)) {
    warn(`${use.because}: every response is asked for this run, none is taken from the cache.`);
  }
  const contents = new Map(plan.sets.map(({ set, content }) => [set, content]));
  let cache: ResponseCache | null = null;
  return {
    wrap(model, client) {
      if (reachOf(model.version.client) !== 'network') return client;
      cache ??= openResponseCache(file, warn);
      return cachedClient(client, cache, {
        reads: use.status === 'reads',
        model,
        contentOf: (set) => contents.get(set) ?? 'phi',
      });
    },
    close: () => cache?.close(),
  };
}

interface CacheRule {
  readonly reads: boolean;
  readonly model: PlannedModel;
  readonly contentOf: (set: string) => Plan['sets'][number]['content'];
}

/** Asks the cache before the client, and keeps what the client’s model said. */
export function cachedClient(client: ModelClient, cache: ResponseCache, rule: CacheRule): ModelClient {
  const { reads, model, contentOf } = rule;
  return {
    ...client,
    async ask(request, signal, stop) {
      const key = cacheKey(request);
      const content = contentOf(request.trial.set);
      const known = reads ? cache.get(key, content) : null;
      if (known !== null) return known;
      const response = await client.ask(request, signal, stop);
      if (response !== null && isKept(response)) {
        const { version, hash: modelHash } = model;
        cache.put({ key, content, model: version.model, modelHash, askedAtMs: Date.now(), response });
      }
      return response;
    },
  };
}

/**
 * The trial’s identity and everything that is sent for it. The identity holds the repeat, so that repeats stay draws of
 * their own, and the case, so that two cases with the same text never share an answer; and the model version, also of it
 * what never reaches the request (price, region): then a change of it asks again, which is never wrong.
 */
export function cacheKey({ trial, messages, options, format }: ModelRequest): Hash {
  return hashOf([REQUEST_FORM, trial.id, messages, options, format]);
}

/**
 * Answers, and failures that are the model’s own: were only good answers kept, the bad ones alone would get a second
 * chance. What the infrastructure or the run lost says nothing of the model and is asked again.
 */
function isKept(response: ModelResponse): boolean {
  return response.origin === 'live' && isOfTheModel(response);
}
