import { AsyncLocalStorage } from 'node:async_hooks';
import { isUtf8 } from 'node:buffer';
import type { FailureCause } from '../../domain/failure.js';
import { failureOf } from '../http/transport-failure.js';
import type { SeenResponse } from './thread-message.js';

/** One call of a provider, which may take several requests. */
export interface WatchedCall {
  /** Aborts where nobody waits any more. */
  readonly signal: AbortSignal;
  seen: SeenResponse | null;
  broken: { readonly cause: FailureCause; readonly detail: string } | null;
}

type Fetch = typeof globalThis.fetch;

const MOST_BYTES = 16 * 1024 * 1024;
/** A limit that is used up with this very answer: promptfoo would throw the answer away and pay for another. */
const USED_UP = ['x-ratelimit-remaining', 'x-ratelimit-remaining-requests', 'x-ratelimit-remaining-tokens'];

const calls = new AsyncLocalStorage<WatchedCall>();

/** Does something whose requests are watched, whoever sends them by {@link watchedFetch}. */
export function watched<T>(call: WatchedCall, use: () => Promise<T>): Promise<T> {
  return calls.run(call, use);
}

/**
 * A fetch that ends with its call, body included; follows no redirect; and asks no more in a call that has failed (429,
 * 5xx, no response): when to ask again is the limiter’s and the run’s to say. The last response of a call is kept.
 */
export function watchedFetch(fetch: Fetch): Fetch {
  return async (input, init) => {
    const call = calls.getStore();
    if (call === undefined) return fetch(input, init);
    if (isOver(call)) throw ended('the call has failed before');
    const own = init?.signal ?? null;
    const signal = own === null ? call.signal : AbortSignal.any([own, call.signal]);
    let phase: 'waiting' | 'receiving' = 'waiting';
    try {
      const response = await fetch(input, { ...init, signal, redirect: 'manual' });
      phase = 'receiving';
      const body = await bodyOf(response).catch((error: unknown) => {
        // Of an error its status says what happened, whatever becomes of its body.
        if (response.status < 400 || isEnded(error)) throw error;
        return new Uint8Array(0);
      });
      const headers = Object.fromEntries(response.headers);
      call.seen = { httpStatus: response.status, headers, body: new TextDecoder().decode(body) };
      if (response.status < 400 && !isUtf8(body)) {
        throw new Unreadable('expected a body in UTF-8, found bytes that are none');
      }
      if (response.status === 429) throw ended('rate limited');
      return copyOf(response, body);
    } catch (error) {
      if (!isEnded(error)) call.broken = brokenBy(error, phase);
      throw error;
    }
  };
}

function isOver({ seen, broken }: WatchedCall): boolean {
  return broken !== null || (seen !== null && (seen.httpStatus === 429 || seen.httpStatus >= 500));
}

/** promptfoo gives up at once on an error of this name. */
function ended(why: string): Error {
  return new DOMException(why, 'AbortError');
}

function isEnded(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Unreadable(`the answer is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Its message is made of fixed words. */
class Unreadable extends Error {}

function copyOf({ status, statusText, headers }: Response, body: Uint8Array): Response {
  const kept = new Headers(headers);
  // It was decoded on its way here.
  for (const name of ['content-encoding', 'content-length']) kept.delete(name);
  if (status < 400) for (const name of USED_UP) kept.delete(name);
  const isBodiless = status === 204 || status === 205 || status === 304;
  return new Response(isBodiless ? null : Buffer.from(body), { status, statusText, headers: kept });
}

function brokenBy(error: unknown, phase: 'waiting' | 'receiving'): NonNullable<WatchedCall['broken']> {
  if (error instanceof Unreadable) return { cause: 'malformed-response', detail: error.message };
  const fault = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (phase === 'waiting') return failureOf(fault, isConnecting(fault) ? 'connecting' : 'waiting');
  if (isCoding(fault)) {
    const detail = 'expected a body in its content-encoding, found bytes that are none or are cut short';
    return { cause: 'malformed-response', detail };
  }
  return failureOf(fault, 'receiving');
}

/** zlib’s codes for gzip and deflate, and Node’s for brotli and zstd. */
function isCoding(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^(?:Z_|ERR__ERROR_|ERR_BROTLI_|ERR_ZSTD_|ZSTD_)/.test(code);
}

/** Refused, unreachable, or of a certificate: before anything was sent. */
function isConnecting(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const syscall: unknown = error instanceof Error ? Reflect.get(error, 'syscall') : undefined;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (
    typeof code === 'string' && !/^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_(?!CONNECT_TIMEOUT))/.test(code)
  );
}
