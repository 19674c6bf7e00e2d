import { type Dispatcher, Pool } from 'undici';
import type { FailureCause } from '../../domain/failure.js';
import { PreceptorError } from '../../errors.js';
import { MAX_TIMER_MS } from '../limit/clock.js';
import { onAbort } from '../on-abort.js';
import { decodeBody, describeTooLarge, openBodyBuffer, startOf } from './transport-body.js';
import { describeRedirect, failureOf, type Phase } from './transport-failure.js';
import { flattenHeaders, formatHeaders } from './transport-headers.js';

/** One request. `path` starts with a slash and stands behind the base URL's own path; `body` is JSON. */
export interface HttpExchange {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it; any status but a redirect is `received`. Names of headers are in lower case. */
export type ExchangeResult =
  | {
      readonly status: 'received';
      readonly httpStatus: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      /** From the call to the answer's last byte. */
      readonly latencyMs: number;
    }
  | {
      readonly status: 'failed';
      readonly cause: FailureCause;
      readonly detail: string;
      readonly latencyMs: number;
      /** The start of a body that was cut short or is no UTF-8, at most 16 KiB; null where there is none to read. */
      readonly raw: string | null;
    };

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

type Answer<R> = R extends ExchangeResult ? Omit<R, 'latencyMs'> : never;
type Outcome = Answer<ExchangeResult>;

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
  if (closing.aborted) return Promise.resolve({ ...fail('interrupted', CLOSED), latencyMs: 0 });
  if (signal.aborted) return Promise.resolve({ ...fail('interrupted', INTERRUPTED), latencyMs: 0 });
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
    const answer = openAnswer(endpoint, settle);
    // Settles first, so that what the connection says when it is torn down comes too late.
    const giveUp = (outcome: Outcome): void => {
      settle(outcome);
      answer.drop();
    };
    const leaveSignal = onAbort(signal, () => giveUp(fail('interrupted', INTERRUPTED)));
    const leaveClosing = onAbort(closing, () => giveUp(fail('interrupted', CLOSED)));
    const timer = setTimeout(() => giveUp(answer.late(deadlineMs)), deadlineMs);
    endpoint.pool.dispatch(formatRequest(endpoint.base, request), answer.handler);
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

interface OpenAnswer {
  readonly handler: Dispatcher.DispatchHandler;
  /** Destroys the connection; one that is not open yet is left before anything is sent. */
  drop(): void;
  /** What became of it where its deadline comes first. */
  late(deadlineMs: number): Outcome;
}

/** Takes in one answer and settles it: at its last byte, or at the first fault. */
function openAnswer(endpoint: Endpoint, settle: (outcome: Outcome) => void): OpenAnswer {
  const { base, maxBodyBytes: maxBytes } = endpoint;
  const body = openBodyBuffer(maxBytes);
  let connection: Dispatcher.DispatchController | null = null;
  let phase: Phase = 'connecting';
  let isDropped = false;
  let httpStatus = 0;
  let headers: Readonly<Record<string, string>> = {};
  const drop = (): void => {
    isDropped = true;
    connection?.abort(new Error(INTERRUPTED));
  };
  const reject = (detail: string): void => {
    settle(fail('malformed-response', detail));
    drop();
  };
  const isPlain = (): boolean => headers['content-encoding'] === undefined;
  /** Of an error its status and headers say what happened, whatever becomes of its body. */
  const errorSoFar = (): Outcome | null => {
    if (httpStatus < 400) return null;
    const text = isPlain() ? (startOf(body.bytes()) ?? '') : '';
    return { status: 'received', httpStatus, headers, text };
  };
  const tooLarge = (): void => {
    settle(errorSoFar() ?? fail('malformed-response', describeTooLarge(maxBytes)));
    drop();
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      connection = controller;
      phase = 'waiting';
      if (isDropped) drop();
    },
    onResponseStart(_controller, status, received) {
      // 1xx only announces the answer.
      if (status < 200) return;
      phase = 'receiving';
      httpStatus = status;
      headers = flattenHeaders(received);
      if (status < 400 && status >= 300) reject(describeRedirect(status, headers.location, base));
      else if (Number(headers['content-length'] ?? 0) > maxBytes) tooLarge();
    },
    onResponseData(_controller, chunk) {
      if (!isDropped && !body.append(chunk)) tooLarge();
    },
    onResponseEnd() {
      if (!isDropped) settle(read(httpStatus, headers, body.bytes(), maxBytes));
    },
    onResponseError(_controller, error) {
      const { cause, detail } = failureOf(error, phase);
      settle(errorSoFar() ?? fail(cause, detail, isPlain() ? startOf(body.bytes()) : null));
    },
  };
  const late = (deadlineMs: number): Outcome => {
    if (phase === 'connecting') return fail('connection', `no connection was made within ${deadlineMs} ms`);
    return errorSoFar() ?? fail('client-timeout', `no whole answer within ${deadlineMs} ms`);
  };
  return { handler, drop, late };
}

function read(
  httpStatus: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
  maxBytes: number,
): Outcome {
  const coding = headers['content-encoding'] ?? '';
  // Of an error its status says what happened: a page in another character set must not hide it.
  const decoded = decodeBody(bytes, coding, { maxBytes, strict: httpStatus < 400 });
  if (decoded.status === 'text') return { status: 'received', httpStatus, headers, text: decoded.text };
  if (httpStatus >= 400) return { status: 'received', httpStatus, headers, text: '' };
  return fail('malformed-response', decoded.detail, coding === '' ? startOf(bytes) : null);
}

function fail(
  cause: FailureCause,
  detail: string,
  raw: string | null = null,
): Extract<Outcome, { status: 'failed' }> {
  return { status: 'failed', cause, detail, raw };
}
