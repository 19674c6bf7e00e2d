import { type Hash, hashOfBytes } from '../domain/hash.js';
import type { ModelResponse } from '../domain/response.js';
import { hasFields } from './stored-value.js';

/** A response as it lies in the cache; `digest` binds it to its key, so that a damaged or misplaced one shows. */
export interface StoredResponse {
  readonly body: string;
  readonly digest: Hash;
}

export function storeResponse(key: Hash, response: ModelResponse): StoredResponse {
  const body = JSON.stringify(response);
  return { body, digest: digestOf(key, body) };
}

/** @returns the response with its origin changed to `cache`; null: it is not what was stored under this key */
export function restoreResponse(key: Hash, body: unknown, digest: unknown): ModelResponse | null {
  if (typeof body !== 'string' || digestOf(key, body) !== digest) return null;
  const parsed: unknown = JSON.parse(body);
  return isResponse(parsed) ? { ...parsed, origin: 'cache' } : null;
}

function digestOf(key: Hash, body: string): Hash {
  return hashOfBytes(`${key}\n${body}`);
}

function isResponse(value: unknown): value is ModelResponse {
  if (!hasFields(value, 'status', 'latencyMs', 'service', 'raw') || !('status' in value)) return false;
  return value.status === 'answered'
    ? hasFields(value, 'text', 'logProbability')
    : value.status === 'failed' && hasFields(value, 'cause', 'detail');
}
