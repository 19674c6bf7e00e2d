import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What a body says once its coding and its characters are undone. */
type DecodedBody =
  | { readonly status: 'text'; readonly text: string }
  | { readonly status: 'unreadable'; readonly detail: string };

/** Bytes in the order in which they came; holds at most twice as much memory as they are long. */
interface BodyBuffer {
  /** False, and nothing is added, where the bytes would be more than the limit. */
  append(chunk: Uint8Array): boolean;
  bytes(): Uint8Array;
}

const FIRST_BYTES = 16 * 1024;
const MAX_RAW_BYTES = 16 * 1024;

/**
 * Collects a body in one growing block: a list of the chunks would cost a hundred times a body that comes in
 * pieces of one byte. A body that comes in one piece, as most do, is that piece.
 *
 * @param maxBytes - of the whole body
 */
export function openBodyBuffer(maxBytes: number): BodyBuffer {
  let block: Uint8Array = new Uint8Array(0);
  let length = 0;
  return {
    append(chunk) {
      const needed = length + chunk.length;
      if (needed > maxBytes) return false;
      if (length === 0) {
        block = chunk;
        length = needed;
        return true;
      }
      if (needed > block.length) {
        const grown = new Uint8Array(Math.min(maxBytes, Math.max(FIRST_BYTES, needed, 2 * block.length)));
        grown.set(block.subarray(0, length));
        block = grown;
      }
      block.set(chunk, length);
      length = needed;
      return true;
    },
    bytes: () => block.subarray(0, length),
  };
}

type Inflate = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

const CODINGS: Readonly<Record<string, Inflate>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  // Servers send "deflate" with and without zlib’s header; its first byte tells which.
  deflate: (bytes, options) =>
    ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options),
};

export const ACCEPTED_CODINGS = 'gzip, deflate, br';

/**
 * Undoes the content coding and decodes UTF-8 (a byte order mark is dropped). Never throws.
 *
 * @param coding - the content-encoding header; '' where there is none
 * @param maxBytes - of the decoded body
 * @param strict - whether a byte that is not UTF-8 makes the body unreadable; else it becomes U+FFFD
 */
export function decodeBody(
  bytes: Uint8Array,
  coding: string,
  limits: { readonly maxBytes: number; readonly strict: boolean },
): DecodedBody {
  const plain = uncompress(bytes, coding.trim().toLowerCase(), limits.maxBytes);
  if (plain.status === 'unreadable') return plain;
  try {
    return { status: 'text', text: new TextDecoder('utf-8', { fatal: limits.strict }).decode(plain.bytes) };
  } catch {
    return unreadable('expected a body in UTF-8, found bytes that are none');
  }
}

type Uncompressed =
  | { readonly status: 'bytes'; readonly bytes: Uint8Array }
  | Extract<DecodedBody, { status: 'unreadable' }>;

function uncompress(bytes: Uint8Array, coding: string, maxBytes: number): Uncompressed {
  if (coding === '' || coding === 'identity' || bytes.length === 0) return { status: 'bytes', bytes };
  const inflate = Object.hasOwn(CODINGS, coding) ? CODINGS[coding] : undefined;
  if (inflate === undefined) {
    return unreadable(
      `expected content-encoding ${ACCEPTED_CODINGS}; found ${JSON.stringify(coding.slice(0, 40))}`,
    );
  }
  try {
    return { status: 'bytes', bytes: inflate(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE'
      ? unreadable(describeTooLarge(maxBytes))
      : unreadable(`expected a body in ${coding}, found bytes that are none or are cut short`);
  }
}

/** The first 16 KiB, for the eyes of a person; null where there are none. */
export function startOf(bytes: Uint8Array): string | null {
  return bytes.length === 0 ? null : new TextDecoder().decode(bytes.subarray(0, MAX_RAW_BYTES));
}

export function describeTooLarge(maxBytes: number): string {
  return `expected a body of at most ${maxBytes} bytes, found a longer one`;
}

function unreadable(detail: string): Extract<DecodedBody, { status: 'unreadable' }> {
  return { status: 'unreadable', detail };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
