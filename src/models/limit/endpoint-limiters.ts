import { hostUrl, isEndpoint } from '../../domain/endpoint.js';
import { DEADLINE_MS, type ModelVersion } from '../../domain/model-version.js';
import { concurrencyOf } from '../bounds.js';
import type { ModelContext } from '../model-context.js';
import type { EndpointBounds } from './endpoint-gate.js';
import { createLimiter, type Limiter } from './limiter.js';
import { refusalOf } from './refusal.js';

/** The limiter of the endpoint that a model version is asked at. */
export type LimiterOf = (version: ModelVersion) => Limiter;

interface Limits {
  /** Requests that the run keeps under way at most at one endpoint; left out: as `bounds.ts` has it. */
  readonly concurrency?: number | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

/**
 * One limiter for each endpoint, shared by all model versions that are asked there: what one of them learns of its pace,
 * its pauses and its outages holds for the others, and the strictest bound that one of them declares holds for them
 * together.
 */
export function createEndpointLimiters(versions: readonly ModelVersion[], limits: Limits): LimiterOf {
  const shared = new Map<string, Limiter>();
  return (version) => {
    const endpoint = endpointOf(version);
    const known = shared.get(endpoint);
    if (known !== undefined) return known;
    const others = versions.filter((other) => other !== version && endpointOf(other) === endpoint);
    const together = [version, ...others];
    const names = together.map(({ model }) => model).join(', ');
    const asked = { name: nameOf(version.client), deadlineMs: Math.max(...together.map(deadlineOf)) };
    const limiter = createLimiter({
      ...strictestOf(together, limits),
      onPause: (message) => limits.warn?.(`${names}: ${message}`),
      refuse: (state, nowMs) => refusalOf(state, nowMs, asked),
    });
    shared.set(endpoint, limiter);
    return limiter;
  };
}

/** The endpoint’s own, where the run has none for it. */
export function limiterOf(context: ModelContext, version: ModelVersion): Limiter {
  const of = context.limiterOf ?? createEndpointLimiters([version], context);
  return of(version);
}

/** By what services set their limits: an address with a deployment, and a credential. */
function endpointOf({ client }: ModelVersion): string {
  switch (client.kind) {
    case 'http':
      return JSON.stringify([plainUrl(client.url), client.deployment, client.credential]);
    case 'promptfoo':
      return JSON.stringify([
        client.hosts.map((host) => plainUrl(hostUrl(host))).sort(),
        [...(client.env ?? [])].sort(),
      ]);
    default:
      return JSON.stringify(client);
  }
}

/** One spelling: hosts in lower case, no default port, no slash at the end. */
function plainUrl(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

function nameOf(client: ModelVersion['client']): string {
  if (client.kind === 'http') return new URL(client.url).host;
  return client.kind === 'promptfoo' ? client.hosts.join(', ') : client.kind;
}

function deadlineOf({ client }: ModelVersion): number {
  return isEndpoint(client) ? (client.deadline_ms ?? DEADLINE_MS) : DEADLINE_MS;
}

function strictestOf(versions: readonly ModelVersion[], limits: Limits): EndpointBounds {
  const bounds = versions.map(({ client }) => declaredBounds(client));
  const requestsPerMinute = leastOf(bounds.map((one) => one.requests_per_minute));
  const tokensPerMinute = leastOf(bounds.map((one) => one.tokens_per_minute));
  return {
    concurrency: Math.min(...bounds.map((one) => concurrencyOf(one, limits))),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
  };
}

interface DeclaredBounds {
  readonly concurrency?: number;
  readonly requests_per_minute?: number;
  readonly tokens_per_minute?: number;
}

function declaredBounds(client: ModelVersion['client']): DeclaredBounds {
  return isEndpoint(client) ? client : {};
}

function leastOf(numbers: readonly (number | undefined)[]): number | undefined {
  const declared = numbers.filter((number) => number !== undefined);
  return declared.length === 0 ? undefined : Math.min(...declared);
}
