import { UnreadableFile } from './foreign-record.js';

/** What the parser says of the text, piece by piece. */
export type JsonToken =
  | { readonly name: 'startObject' | 'endObject' | 'startArray' | 'endArray' }
  | { readonly name: 'keyValue' | 'stringValue' | 'numberValue'; readonly value: string }
  | { readonly name: 'trueValue' | 'falseValue' | 'nullValue'; readonly value: boolean | null };

const MAX_DEPTH = 200;

interface Open {
  readonly container: Map<string, unknown> | unknown[];
  key: string;
}

/** Puts one value together from its tokens. `add` says whether it is complete. */
export interface ValueBuilder {
  add(token: JsonToken): boolean;
  value(): unknown;
}

/** @throws UnreadableFile where the value is nested deeper than 200 levels */
export function valueBuilder(): ValueBuilder {
  const open: Open[] = [];
  let result: unknown;

  function put(value: unknown): boolean {
    const parent = open.at(-1);
    if (parent === undefined) result = value;
    else if (Array.isArray(parent.container)) parent.container.push(value);
    else parent.container.set(parent.key, value);
    return parent === undefined;
  }
  function begin(container: Open['container']): boolean {
    if (open.length >= MAX_DEPTH) throw tooDeep();
    open.push({ container, key: '' });
    return false;
  }
  function end(): boolean {
    const closed = open.pop()?.container;
    // `fromEntries` defines fields, so that one called __proto__ is a field like any other.
    return put(closed instanceof Map ? Object.fromEntries(closed) : closed);
  }

  return {
    add(token) {
      switch (token.name) {
        case 'startObject':
          return begin(new Map());
        case 'startArray':
          return begin([]);
        case 'endObject':
        case 'endArray':
          return end();
        case 'keyValue': {
          const parent = open.at(-1);
          if (parent !== undefined) parent.key = token.value;
          return false;
        }
        case 'numberValue':
          return put(Number(token.value));
        case 'stringValue':
        case 'trueValue':
        case 'falseValue':
        case 'nullValue':
          return put(token.value);
      }
    },
    value: () => result,
  };
}

function tooDeep(): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: `values nested at most ${MAX_DEPTH} levels deep`,
    found: 'deeper nesting',
    remedy: 'Flatten the records.',
  });
}
