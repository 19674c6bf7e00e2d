import { type Dispatcher, Pool } from 'undici';
import { PreceptorError } from '../../errors.js';
import { MAX_TIMER_MS } from '../limit/clock.js';
import { onAbort } from '../on-abort.js';
import { failedWith, type Outcome, TransportAnswer } from './transport-answer.js';
import { formatHeaders } from './transport-headers.js';

/** One request. `path` starts with a slash and stands behind the base URL's own path; `body` is JSON. */
export interface HttpExchange {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it. `latencyMs`: from the call to the answer's last byte. */
export type ExchangeResult = Timed<Outcome>;
type Timed<O> = O extends Outcome ? O & { readonly latencyMs: number } : never;

export interface Transport {
  /** Never rejects for what the network does. */
  exchange(request: HttpExchange, signal: AbortSignal): Promise<ExchangeResult>;
  /** Ends what is under way as `interrupted`. */
  close(): Promise<void>;
}

interface TransportOptions {
  /** Base URL, http or https, without a query. */
  readonly url: string;
  /** Connections open at once, >= 1; further exchanges wait, and their deadline runs meanwhile. */
  readonly connections: number;
  /** Of one exchange, from the call to the last byte. */
  readonly deadlineMs: number;
  /** Of a body, as sent and as decoded. Default: 8 MiB. */
  readonly maxBodyBytes?: number;
  /** Certificates to trust instead of the system's; PEM. */
  readonly ca?: string;
}

interface Endpoint {
  readonly pool: Pool;
  readonly base: URL;
  readonly deadlineMs: number;
  readonly maxBodyBytes: number;
  /** Aborts when the transport closes. */
  readonly closing: AbortSignal;
}

const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;
const CONNECT_DEADLINE_MS = 10_000;

/**
 * Opens connections to one endpoint, kept alive and with one request at a time on each. TLS certificates are always
 * verified, redirects never followed, proxies of the environment not used.
 *
 * @throws PreceptorError `INPUT_INVALID` for a URL that is neither http nor https
 */
export function openTransport(options: TransportOptions): Transport {
  const base = parseBase(options.url);
  const closing = new AbortController();
  const pool = new Pool(base.origin, {
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    // The deadline of the exchange covers both, and undici's own clock ticks in seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: Math.min(CONNECT_DEADLINE_MS, options.deadlineMs),
      rejectUnauthorized: true,
      // The pool forgets a connection that failed to open: closing it would miss its next sockets.
      signal: closing.signal,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
  });
  const endpoint: Endpoint = {
    pool,
    base,
    deadlineMs: Math.min(options.deadlineMs, MAX_TIMER_MS),
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    closing: closing.signal,
  };
  let closed: Promise<void> | null = null;
  return {
    exchange: (request, signal) => exchange(endpoint, request, signal),
    close() {
      closed ??= pool.destroy();
      closing.abort();
      return closed;
    },
  };
}

function parseBase(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base !== null && (base.protocol === 'http:' || base.protocol === 'https:')) return base;
  throw new PreceptorError(
    'INPUT_INVALID',
    'url: expected the base URL of an endpoint, found an address that is neither http nor https. ' +
      'Write it like https://gateway.example/v1.',
  );
}

function exchange(endpoint: Endpoint, request: HttpExchange, signal: AbortSignal): Promise<ExchangeResult> {
  const { closing, deadlineMs } = endpoint;
  if (closing.aborted) return Promise.resolve({ ...failedWith('interrupted', CLOSED), latencyMs: 0 });
  if (signal.aborted) return Promise.resolve({ ...failedWith('interrupted', INTERRUPTED), latencyMs: 0 });
  return new Promise((resolve) => {
    const startedAtMs = performance.now();
    let isSettled = false;
    const settle = (outcome: Outcome): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      leaveSignal();
      leaveClosing();
      resolve({ ...outcome, latencyMs: performance.now() - startedAtMs });
    };
    const answer = new TransportAnswer(endpoint.base, endpoint.maxBodyBytes, settle);
    // Settles first, so that what the connection says when it is torn down comes too late.
    const giveUp = (outcome: Outcome): void => {
      settle(outcome);
      answer.drop();
    };
    const leaveSignal = onAbort(signal, () => giveUp(failedWith('interrupted', INTERRUPTED)));
    const leaveClosing = onAbort(closing, () => giveUp(failedWith('interrupted', CLOSED)));
    const timer = setTimeout(() => giveUp(answer.late(deadlineMs)), deadlineMs);
    endpoint.pool.dispatch(formatRequest(endpoint.base, request), answer);
  });
}

const CLOSED = 'the client was closed';
const INTERRUPTED = 'the run was interrupted';

function formatRequest(base: URL, request: HttpExchange): Dispatcher.DispatchOptions {
  return {
    method: 'POST',
    path: `${base.pathname.replace(/\/+$/, '')}${request.path}`,
    headers: formatHeaders(request.headers),
    body: request.body,
  };
}
