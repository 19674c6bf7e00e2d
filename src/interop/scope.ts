import type { ForeignFile, ForeignRecord } from './foreign-record.js';
import type { LookupTable } from './lookup.js';

/** What an `each` stands at: the item, and its place in the list or its name in the object. */
export interface EachItem {
  readonly key: string | number;
  readonly value: unknown;
}

/** Everything that a value of the map may be taken from. */
export interface Scope {
  readonly file: ForeignFile;
  readonly record: ForeignRecord;
  readonly items: ReadonlyMap<string, EachItem>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
}

/** What a value of the map came to. `absent`: missing, and declared optional. */
export type Found =
  | { readonly status: 'found'; readonly value: unknown }
  | { readonly status: 'absent' }
  | { readonly status: 'fault'; readonly expected: string; readonly found: string };

export type Getter = (scope: Scope) => Found;

export const ABSENT: Found = { status: 'absent' };

export function found(value: unknown): Found {
  return { status: 'found', value };
}

export function fault(expected: string, what: string): Found {
  return { status: 'fault', expected, found: what };
}

/** Not there, null, or text without a character that can be seen. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export function isEmpty(value: unknown): boolean {
  if (isMissing(value)) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A scalar as the text that it is compared by; null for lists and objects. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
