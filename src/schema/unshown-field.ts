import type { Fault, FieldPath } from './fault.js';

/** Fields of a model’s file in which keys were found by mistake, and what belongs there instead. */
const UNSHOWN: readonly { readonly path: FieldPath; readonly expected: string }[] = [
  {
    path: ['client', 'url'],
    expected: 'the base URL without user, password or query, such as https://gateway.example/v1',
  },
  { path: ['client', 'credential'], expected: '{env: NAME} or {command: [program, argument, …]}' },
  {
    path: ['client', 'hosts'],
    expected:
      'a list of hosts without user, path or query, such as https://api.vendor.example or gateway.example:8443',
  },
  { path: ['client', 'env'], expected: 'a list of names of environment variables' },
  { path: ['deployment', 'gateway'], expected: 'the gateway’s name, without user, password or query' },
];
const NOT_SHOWN = 'something else (not shown)';
/** For the one who may have written a key there. */
export const KEY_REMEDY =
  'Put a key into an environment variable and name that in client.credential; change the key if it was stored here.';

/**
 * The faults of a model version without what was found in the fields where a key may stand: it would be shown and stored
 * wherever the message is.
 *
 * @param value - the whole, which is no valid model version
 */
export function withoutKeys(faults: readonly Fault[], value: unknown): readonly Fault[] {
  const kept = new Map<string, Fault>();
  for (const fault of faults.map((each) => withoutKey(each, value))) {
    kept.set(JSON.stringify([fault.path, fault.at, fault.expected]), fault);
  }
  return [...kept.values()];
}

function withoutKey(fault: Fault, value: unknown): Fault {
  const [first, second, third] = fault.path;
  const unshown = UNSHOWN.find(({ path }) => path[0] === first && path[1] === second);
  const isText = typeof valueAt(value, fault.path) === 'string';
  // A text in the place of the object that should hold these fields.
  if (fault.path.length === 1 && isText && UNSHOWN.some(({ path }) => path[0] === first)) {
    return { ...fault, found: NOT_SHOWN };
  }
  if (unshown === undefined || valueAt(value, unshown.path) === undefined) return fault;
  const path = typeof third === 'number' ? [...unshown.path, third] : unshown.path;
  return { path, at: 'value', expected: unshown.expected, found: NOT_SHOWN, remedy: KEY_REMEDY };
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}
