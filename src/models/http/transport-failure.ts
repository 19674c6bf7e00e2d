import type { FailureCause } from '../../domain/failure.js';
import { PreceptorError } from '../../errors.js';

interface TransportFailure {
  readonly cause: FailureCause;
  readonly detail: string;
}

/** How far an exchange had come when it failed. */
export type Phase = 'connecting' | 'waiting' | 'receiving';

const UNREACHED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
  EHOSTDOWN: 'the host is down',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'this machine has no free address or port to connect from',
  EACCES: 'this machine does not permit the connection',
  EPERM: 'this machine does not permit the connection',
  EMFILE: 'this process has too many open files',
  ENFILE: 'this machine has too many open files',
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
};

const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate in its chain is signed by itself and not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is not trusted or not sent',
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is not trusted or not sent',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not trusted or not sent',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  CERT_UNTRUSTED: 'it is not trusted',
  CERT_REJECTED: 'it is not trusted',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  HOSTNAME_MISMATCH: 'it is for another host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host',
};

const LOST: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);
const SHOUTED = /^[A-Z][A-Z0-9_]{1,60}$/;

/**
 * What an error of the network says about an exchange. The detail is made of fixed words and the error's code: what
 * an error tells beside them (names in certificates, headers, paths) may come from the other side or hold a secret.
 */
export function failureOf(error: unknown, phase: Phase): TransportFailure {
  if (error instanceof PreceptorError) return { cause: 'connection', detail: error.message };
  const code = codeOf(error);
  const suffix = code === '' ? '' : ` (${code})`;
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return { cause: 'interrupted', detail: 'the client was closed' };
  }
  if (isLookup(error, code))
    return { cause: 'name-lookup', detail: `the host’s name was not found${suffix}` };
  if (isCut(error, code)) return { cause: 'reset', detail: `the answer ended before its last byte${suffix}` };
  if (code === 'UND_ERR_INVALID_ARG') {
    return {
      cause: 'client-crash',
      detail: 'the request was not sent: its path or a header holds characters that HTTP does not allow',
    };
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { cause: 'malformed-response', detail: `the answer’s headers are too large${suffix}` };
  }
  if (isNoHttp(error)) {
    return { cause: 'malformed-response', detail: `the answer is no HTTP/1.1${suffix}` };
  }
  if (LOST.has(code)) return { cause: 'reset', detail: `${LOST_WHILE[phase]}${suffix}` };
  if (phase !== 'connecting') return { cause: 'reset', detail: `${LOST_WHILE[phase]}${suffix}` };
  return { cause: 'connection', detail: `${describeUnconnected(error, code)}${suffix}` };
}

const LOST_WHILE = {
  connecting: 'the connection was closed before it was ready',
  waiting: 'the connection was closed before an answer came',
  receiving: 'the connection was closed in the middle of the answer',
} as const satisfies Record<Phase, string>;

function describeUnconnected(error: unknown, code: string): string {
  const certificate = Object.hasOwn(CERTIFICATE, code) ? CERTIFICATE[code] : undefined;
  if (certificate !== undefined) return `the certificate was not accepted: ${certificate}`;
  if (code.startsWith('CERT_') || code.startsWith('ERR_TLS_CERT') || code.startsWith('UNABLE_TO_')) {
    return 'the certificate was not accepted';
  }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO') {
    return 'no TLS connection could be agreed on; does the port speak TLS?';
  }
  const unreached = Object.hasOwn(UNREACHED, code) ? UNREACHED[code] : undefined;
  if (unreached !== undefined) return unreached;
  return code === 'ETIMEDOUT' || propertyOf(error, 'syscall') === 'connect'
    ? 'no connection was made'
    : 'no connection could be opened';
}

function isLookup(error: unknown, code: string): boolean {
  const syscall = propertyOf(error, 'syscall');
  return code === 'ENOTFOUND' || code.startsWith('EAI_') || syscall === 'getaddrinfo';
}

/** undici’s errors of its parser have no code, and its words are all that tells this one. */
function isCut(error: unknown, code: string): boolean {
  return (
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
    (isParserError(error) && error.message.includes('Invalid EOF state'))
  );
}

/** Also an answer that is a switch of protocols, or that nobody asked for. */
function isNoHttp(error: unknown): boolean {
  if (isParserError(error)) return true;
  return error instanceof Error && (error.message === 'bad upgrade' || error.message === 'bad response');
}

function isParserError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'HTTPParserError';
}

/** An error over several addresses has the code of its first. */
function codeOf(error: unknown): string {
  const own = propertyOf(error, 'code');
  if (typeof own === 'string' && SHOUTED.test(own)) return own;
  return error instanceof AggregateError && error.errors.length > 0 ? codeOf(error.errors[0]) : '';
}

function propertyOf(error: unknown, name: 'code' | 'syscall'): unknown {
  if (!(error instanceof Error)) return undefined;
  if (name === 'code') return 'code' in error ? error.code : undefined;
  return 'syscall' in error ? error.syscall : undefined;
}

/**
 * Where a redirect points, by its host alone: paths and queries of such addresses hold tokens.
 *
 * @param base - the address that was asked
 */
export function describeRedirect(httpStatus: number, location: string | undefined, base: URL): string {
  const target = location !== undefined && URL.canParse(location, base.href) ? new URL(location, base) : null;
  const where =
    target === null || target.host === ''
      ? 'without an address that can be read'
      : `to ${target.protocol}//${target.host.slice(0, 260)}`;
  return `the endpoint redirects (${httpStatus}) ${where}; redirects are not followed: give the final address as url`;
}
