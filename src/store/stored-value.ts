import type { Hash } from '../domain/hash.js';
import { corrupt } from './store-fault.js';

/** Turns what SQLite gives back into domain values; what the format does not allow is `STORE_CORRUPT`. */
export interface StoredValues {
  /** One of the listed words. */
  word<T extends string>(words: readonly T[], value: string | null, where: string): T;
  text(value: string | null, where: string): string;
  number(value: number | null, where: string): number;
  hash(value: string, where: string): Hash;
  json<T>(value: string | null, is: (parsed: unknown) => parsed is T, where: string): T;
  /** Brands an identifier after its form was checked. */
  id<T extends string>(value: string, is: (text: string) => text is T, where: string): T;
}

/** @param file - named in the message */
export function storedValues(file: string): StoredValues {
  const fault = (where: string, found: unknown): never => {
    throw corrupt(file, `${where} holds ${JSON.stringify(found)?.slice(0, 80)}`);
  };
  return {
    word: (words, value, where) => words.find((word) => word === value) ?? fault(where, value),
    text: (value, where) => value ?? fault(where, value),
    number: (value, where) => value ?? fault(where, value),
    hash: (value, where) => (isHash(value) ? value : fault(where, value)),
    json(value, is, where) {
      const parsed = parse(value ?? '');
      return is(parsed) ? parsed : fault(where, value);
    },
    id: (value, is, where) => (is(value) ? value : fault(where, value)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHash(text: string): text is Hash {
  return text.length === 71 && text.startsWith('sha256:');
}

/** An object that has all of these fields. */
export function hasFields(value: unknown, ...fields: readonly string[]): value is object {
  return typeof value === 'object' && value !== null && fields.every((field) => field in value);
}
