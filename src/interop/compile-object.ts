import { assertNever } from '../errors.js';
import { showValue } from '../schema/fault.js';
import { compileExpansion, type Expansion } from './compile-each.js';
import { compileValue } from './compile-value.js';
import type { MapContext, MapPath } from './map-mistakes.js';
import type { RecordFault } from './record-fault.js';
import { type Getter, type Scope, scalarText } from './scope.js';

/** The kind of one of our fields; `values` is a flat list of texts, `record` has the names that the map gives. */
type FieldKind =
  | 'text'
  | 'number'
  | 'flag'
  | 'values'
  | 'record'
  | { readonly object: ObjectShape }
  | { readonly list: ObjectShape };
export type ObjectShape = Readonly<Record<string, FieldKind>>;

/** Reads one of our fields, or undefined where it has no value; what fails is added to the faults. */
type Reader = (scope: Scope, faults: RecordFault[], name: string) => unknown;
/** Reads an object without the fields that have no value. `name`: what a message calls it; empty for a whole record. */
export type ObjectReader = (
  scope: Scope,
  faults: RecordFault[],
  name: string,
) => Readonly<Record<string, unknown>>;

/** Compiles one object of the map, field by field, after the shape of ours. */
export function compileObject(
  part: object,
  shape: ObjectShape,
  at: MapPath,
  context: MapContext,
): ObjectReader {
  const readers = Object.entries(shape).flatMap(([field, kind]) => {
    const slot: unknown = Reflect.get(part, field);
    return slot === undefined ? [] : [[field, compileField(slot, kind, [...at, field], context)] as const];
  });
  return (scope, faults, name) => {
    const entries: [string, unknown][] = [];
    for (const [field, read] of readers) {
      const value = read(scope, faults, name === '' ? field : `${name}.${field}`);
      if (value !== undefined) entries.push([field, value]);
    }
    return Object.fromEntries(entries);
  };
}

function compileField(slot: unknown, kind: FieldKind, at: MapPath, context: MapContext): Reader {
  if (kind === 'values') return compileValues(asParts(slot), at, context);
  if (kind === 'record') {
    const names = Object.keys(Object(slot));
    return compileObject(Object(slot), Object.fromEntries(names.map((name) => [name, 'text'])), at, context);
  }
  if (typeof kind === 'object') {
    if ('list' in kind) return compileList(asParts(slot), kind.list, at, context);
    return compileObject(Object(slot), kind.object, at, context);
  }
  return scalarReader(compileValue(slot, at, context), kind, at);
}

interface Part {
  readonly each?: readonly object[];
  readonly skip_if?: object;
  readonly value?: unknown;
}

/** The schema of the map has said what stands here; this only gives it back its type. */
function asParts(slot: unknown): readonly Part[] {
  return Array.isArray(slot) ? slot : [];
}

/** A list of ours: the objects that its parts give, each part as often as its `each` says. */
function compileList(parts: readonly Part[], shape: ObjectShape, at: MapPath, context: MapContext): Reader {
  const compiled = parts.map((part, place) => {
    const expansion = compileExpansion(part, [...at, place], context);
    return {
      expansion,
      at: [...at, place],
      read: compileObject(part, shape, [...at, place], expansion.context),
    };
  });
  return (scope, faults, name) => {
    const list: unknown[] = [];
    for (const part of compiled) {
      for (const inside of scopesOf(part.expansion, scope, faults, name, part.at)) {
        list.push(part.read(inside, faults, `${name}[${list.length}]`));
      }
    }
    return list.length === 0 ? undefined : list;
  };
}

function compileValues(parts: readonly Part[], at: MapPath, context: MapContext): Reader {
  const compiled = parts.map((part, place) => {
    const expansion = compileExpansion(part, [...at, place], context);
    const here = [...at, place, 'value'];
    return {
      expansion,
      at: here,
      read: scalarReader(compileValue(part.value, here, expansion.context), 'text', here),
    };
  });
  return (scope, faults, name) => {
    const list: unknown[] = [];
    for (const part of compiled) {
      for (const inside of scopesOf(part.expansion, scope, faults, name, part.at)) {
        const value = part.read(inside, faults, `${name}[${list.length}]`);
        if (value !== undefined) list.push(value);
      }
    }
    return list.length === 0 ? undefined : list;
  };
}

function* scopesOf(
  expansion: Expansion,
  scope: Scope,
  faults: RecordFault[],
  name: string,
  at: MapPath,
): Generator<Scope> {
  for (const inside of expansion.expand(scope)) {
    if ('status' in inside) faults.push({ field: name, expected: inside.expected, found: inside.found, at });
    else yield inside;
  }
}

const EXPECTED = { text: 'text', number: 'a number', flag: 'true or false' } as const;

function scalarReader(get: Getter, kind: keyof typeof EXPECTED, at: MapPath): Reader {
  return (scope, faults, name) => {
    const one = get(scope);
    if (one.status === 'absent') return undefined;
    if (one.status === 'fault') {
      faults.push({ field: name, expected: one.expected, found: one.found, at });
      return undefined;
    }
    const value = scalarOf(one.value, kind);
    if (value === null)
      faults.push({ field: name, expected: expectation(one.value, kind), found: showValue(one.value), at });
    return value ?? undefined;
  };
}

function expectation(value: unknown, kind: keyof typeof EXPECTED): string {
  if (kind !== 'text') return EXPECTED[kind];
  if (typeof value === 'number') return 'text, or a whole number below 2^53, of which JSON keeps every digit';
  return 'text (name a field within it, or add the step json_text)';
}

const DECIMAL = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?\s*$/;

function scalarOf(value: unknown, kind: keyof typeof EXPECTED): string | number | boolean | null {
  switch (kind) {
    case 'text':
      // A whole number beyond 2^53 has lost its last digits when JSON was read: it is no identifier any more.
      if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return null;
      return scalarText(value);
    case 'number':
      if (typeof value === 'number') return value;
      return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : null;
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    default:
      return assertNever(kind, 'field kind');
  }
}
