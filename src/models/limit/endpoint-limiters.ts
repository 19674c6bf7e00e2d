import { isEndpoint } from '../../domain/endpoint.js';
import type { ModelVersion } from '../../domain/model-version.js';
import { concurrencyOf } from '../bounds.js';
import type { ModelContext } from '../model-context.js';
import type { EndpointBounds } from './endpoint-gate.js';
import { createLimiter, type Limiter } from './limiter.js';

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
    const together = versions.filter((other) => endpointOf(other) === endpoint);
    const names = (together.length === 0 ? [version] : together).map(({ model }) => model).join(', ');
    const limiter = createLimiter({
      ...strictestOf([version, ...together], limits),
      onPause: (message) => limits.warn?.(`${names}: ${message}`),
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
      return JSON.stringify([client.url.replace(/\/+$/, ''), client.deployment, client.credential]);
    case 'promptfoo':
      return JSON.stringify([[...client.hosts].sort(), [...(client.env ?? [])].sort()]);
    default:
      return JSON.stringify(client);
  }
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
