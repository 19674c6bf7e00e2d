import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What a body says once its coding and its characters are undone. */
type DecodedBody =
  | { readonly status: 'text'; readonly text: string }
  | { readonly status: 'unreadable'; readonly detail: string };

const FIRST_BYTES = 16 * 1024;
const MAX_RAW_BYTES = 16 * 1024;
const EMPTY: Uint8Array = new Uint8Array(0);

/**
 * Bytes in the order in which they came, in one growing block: a list of the chunks would cost a hundred times a body that
 * comes in pieces of one byte. Holds at most twice as much memory as they are long, or 16 KiB; a body that comes in one piece, as most
 * do, is that piece.
 */
export class BodyBuffer {
  readonly #maxBytes: number;
  #block = EMPTY;
  #length = 0;

  /** @param maxBytes - of the whole body */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** False, and nothing is added, where the bytes would be more than the limit. */
  append(chunk: Uint8Array): boolean {
    const needed = this.#length + chunk.length;
    if (needed > this.#maxBytes) return false;
    if (this.#length === 0) {
      this.#block = chunk;
      this.#length = needed;
      return true;
    }
    const block = this.#block;
    if (needed > block.length) {
      const size = Math.min(this.#maxBytes, Math.max(FIRST_BYTES, needed, 2 * block.length));
      this.#block = new Uint8Array(size);
      this.#block.set(block.subarray(0, this.#length));
    }
    this.#block.set(chunk, this.#length);
    this.#length = needed;
    return true;
  }

  bytes(): Uint8Array {
    return this.#block.subarray(0, this.#length);
  }
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
