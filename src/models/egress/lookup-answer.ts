import { normaliseHost } from './host.js';
import type { Call } from './patches.js';

/** The addresses in what a lookup gave: one, a list, or a list of records; in their one spelling. */
export function addressesIn(answer: unknown): readonly string[] {
  const records: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return records.flatMap((record) => {
    const text: unknown =
      typeof record === 'object' && record !== null ? Reflect.get(record, 'address') : record;
    const address = normaliseHost(text);
    return address === null ? [] : [address];
  });
}

/** A function of unknown make, to be called with any arguments; null for what is none. */
export function callable(value: unknown): Call | null {
  return typeof value === 'function' ? (self, args) => Reflect.apply(value, self, args) : null;
}

/**
 * A client's own lookup, whose answer `check` sees before it is used.
 *
 * @param check - for the name that was asked and an address: null, or why it may not be reached
 */
export function checkedLookup(
  lookup: Call,
  check: (name: string | null, address: string | null) => Error | null,
): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const callback = callable(args.at(-1));
    if (callback === null) return lookup(undefined, args);
    const answered = (error: unknown, answer: unknown, ...rest: readonly unknown[]): unknown => {
      if (error !== null && error !== undefined) return callback(undefined, [error]);
      const name = normaliseHost(args[0]);
      // A copy of strings: what was checked is what is used.
      const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
      const found = given.map(addressRecord);
      const refusal = found.reduce<Error | null>(
        (first, record) => first ?? check(name, normaliseHost(record.address)),
        null,
      );
      if (refusal !== null) return callback(undefined, [refusal]);
      return callback(undefined, [null, Array.isArray(answer) ? found : found[0]?.address, ...rest]);
    };
    return lookup(undefined, [...args.slice(0, -1), answered]);
  };
}

function addressRecord(value: unknown): { readonly address: unknown; readonly family?: unknown } {
  if (typeof value !== 'object' || value === null) return { address: value };
  return { address: Reflect.get(value, 'address'), family: Reflect.get(value, 'family') };
}
