import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { PreceptorError } from '../errors.js';

/** `sha256:` and 64 hexadecimal digits: the identity of a parsed object or of a file's bytes. */
export type Hash = string & { readonly __hash: never };

export function hashOfBytes(bytes: string | Uint8Array): Hash {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Hash;
}

/** Hash of the canonical JSON (RFC 8785) of a parsed object: layout, key order and comments do not count. */
export function hashOf(value: unknown): Hash {
  const text = canonicalize(value);
  if (text === undefined) throw new PreceptorError('INTERNAL', 'hashOf: the value has no JSON form');
  return hashOfBytes(text);
}

/** First 12 hexadecimal digits: for people and file names, never for identity. */
export function shortHash(hash: Hash): string {
  return hash.slice('sha256:'.length, 'sha256:'.length + 12);
}

/** The first 32 bits of SHA-256 over the parts: the seed rule of every interval and of every random answer. */
export function seedOf(...parts: readonly string[]): number {
  return createHash('sha256').update(parts.join('\u0000')).digest().readUInt32BE(0);
}
