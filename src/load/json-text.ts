import type { FieldPath } from '../schema/fault.js';

/** A value of a JSON text with its place: offsets in UTF-16 units, 0-based. */
export interface JsonNode {
  readonly offset: number;
  /** Offset of the field's name; null for entries of lists and for the whole document. */
  readonly keyOffset: number | null;
  readonly children: ReadonlyMap<string | number, JsonNode>;
}

interface JsonDuplicate {
  readonly path: FieldPath;
  readonly first: number;
  readonly second: number;
}

export type JsonScan =
  | { readonly status: 'valid'; readonly root: JsonNode; readonly duplicates: readonly JsonDuplicate[] }
  | { readonly status: 'broken'; readonly offset: number; readonly expected: string };

interface Cursor {
  readonly text: string;
  readonly duplicates: JsonDuplicate[];
  offset: number;
  broken: { readonly offset: number; readonly expected: string } | null;
}

/** Deeper than any file of ours; a deeper one would exhaust the stack. */
const MAX_DEPTH = 200;
const NOTHING: ReadonlyMap<string | number, JsonNode> = new Map();
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where every value of a JSON text stands, which fields stand twice, and the first place that is not JSON. */
export function scanJson(text: string): JsonScan {
  const cursor: Cursor = { text, duplicates: [], offset: 0, broken: null };
  const root = scanValue(cursor, null, []);
  skipSpace(cursor);
  if (cursor.broken === null && cursor.offset < text.length) fail(cursor, 'the end of the line');
  return cursor.broken === null
    ? { status: 'valid', root, duplicates: cursor.duplicates }
    : { status: 'broken', ...cursor.broken };
}

/** The node at a path, or its nearest parent that is there. */
export function jsonNodeAt(root: JsonNode, path: FieldPath): JsonNode {
  let node = root;
  for (const part of path) {
    const child = node.children.get(part);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

function scanValue(cursor: Cursor, keyOffset: number | null, path: (string | number)[]): JsonNode {
  skipSpace(cursor);
  const { offset } = cursor;
  const leaf: JsonNode = { offset, keyOffset, children: NOTHING };
  if (path.length > MAX_DEPTH) {
    fail(cursor, `at most ${MAX_DEPTH} levels`);
    return leaf;
  }
  switch (cursor.text[offset]) {
    case '{':
      return { offset, keyOffset, children: scanObject(cursor, path) };
    case '[':
      return { offset, keyOffset, children: scanList(cursor, path) };
    case '"':
      scanString(cursor);
      return leaf;
    default:
      scanPlain(cursor);
      return leaf;
  }
}

function scanObject(cursor: Cursor, path: (string | number)[]): ReadonlyMap<string, JsonNode> {
  const children = new Map<string, JsonNode>();
  cursor.offset += 1;
  if (take(cursor, '}')) return children;
  while (cursor.broken === null) {
    skipSpace(cursor);
    const keyOffset = cursor.offset;
    if (cursor.text[keyOffset] !== '"') return failed(cursor, 'a field name in double quotes', children);
    scanString(cursor);
    if (cursor.broken !== null) break;
    const name = nameOf(cursor.text.slice(keyOffset, cursor.offset));
    if (!take(cursor, ':')) return failed(cursor, 'a colon after the field name', children);
    path.push(name);
    const first = children.get(name)?.keyOffset ?? null;
    if (first !== null) cursor.duplicates.push({ path: [...path], first, second: keyOffset });
    children.set(name, scanValue(cursor, keyOffset, path));
    path.pop();
    if (cursor.broken !== null || take(cursor, '}')) break;
    if (!take(cursor, ',')) return failed(cursor, 'a comma or } after the value', children);
  }
  return children;
}

function scanList(cursor: Cursor, path: (string | number)[]): ReadonlyMap<number, JsonNode> {
  const children = new Map<number, JsonNode>();
  cursor.offset += 1;
  if (take(cursor, ']')) return children;
  while (cursor.broken === null) {
    path.push(children.size);
    children.set(children.size, scanValue(cursor, null, path));
    path.pop();
    if (cursor.broken !== null || take(cursor, ']')) break;
    if (!take(cursor, ',')) return failed(cursor, 'a comma or ] after the value', children);
  }
  return children;
}

function scanString(cursor: Cursor): void {
  const { text } = cursor;
  cursor.offset += 1;
  for (;;) {
    const code = text.charCodeAt(cursor.offset);
    if (code === 0x22) break;
    if (code === 0x5c) {
      ESCAPE.lastIndex = cursor.offset;
      if (!ESCAPE.test(text)) {
        fail(cursor, 'an escape such as \\n or \\u00e9');
        return;
      }
      cursor.offset = ESCAPE.lastIndex;
    } else if (code >= 0x20) {
      cursor.offset += 1;
    } else {
      fail(cursor, cursor.offset < text.length ? 'control characters escaped' : 'a closing quote');
      return;
    }
  }
  cursor.offset += 1;
}

function scanPlain(cursor: Cursor): void {
  const { text, offset } = cursor;
  const word = ['true', 'false', 'null'].find((candidate) => text.startsWith(candidate, offset));
  NUMBER.lastIndex = offset;
  if (word !== undefined) cursor.offset += word.length;
  else if (NUMBER.test(text)) cursor.offset = NUMBER.lastIndex;
  else fail(cursor, 'a JSON value');
}

function take(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.offset] !== character) return false;
  cursor.offset += 1;
  return true;
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.offset);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    cursor.offset += 1;
  }
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function fail(cursor: Cursor, expected: string): void {
  cursor.broken ??= { offset: cursor.offset, expected };
}

function failed<T>(cursor: Cursor, expected: string, children: T): T {
  fail(cursor, expected);
  return children;
}
