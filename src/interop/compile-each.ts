import type { MapEach } from '../domain/map-value.js';
import { showValue } from '../schema/fault.js';
import { type Condition, compileCondition } from './compile-condition.js';
import { compilePath } from './field-path.js';
import { type MapContext, type MapPath, mistakesAt, reportFaults } from './map-mistakes.js';
import { eachFaults, isMapEach } from './map-shape.js';
import { type EachItem, type Found, isMissing, type Scope } from './scope.js';

type Fault = Extract<Found, { status: 'fault' }>;
type Items = (scope: Scope) => readonly EachItem[] | Fault;

/** Many scopes from one: one for every combination, the last `each` varying fastest. */
export interface Expansion {
  /** As the context was, with the names that the eaches declare. */
  readonly context: MapContext;
  expand(scope: Scope): Generator<Scope | Fault>;
}

/** Compiles `each` and `skip_if` of one place of the map. */
export function compileExpansion(
  part: { readonly each?: readonly object[]; readonly skip_if?: object },
  at: MapPath,
  context: MapContext,
): Expansion {
  let inner = context;
  const levels: { readonly name: string; readonly items: Items }[] = [];
  for (const [place, each] of (part.each ?? []).entries()) {
    const here = [...at, 'each', place];
    if (!isMapEach(each)) {
      reportFaults(eachFaults(each), here, context);
      continue;
    }
    if (inner.eachNames.includes(each.as)) {
      context.mistake([...here, 'as'], 'a name that no other `each` has', each.as, 'Rename it.');
    }
    levels.push({ name: each.as, items: compileItems(each, here, inner) });
    inner = { ...inner, eachNames: [...inner.eachNames, each.as] };
  }
  const skips = part.skip_if === undefined ? null : compileCondition(part.skip_if, [...at, 'skip_if'], inner);
  return { context: inner, expand: (scope) => expandFrom(levels, skips, 0, scope) };
}

function* expandFrom(
  levels: readonly { readonly name: string; readonly items: Items }[],
  skips: Condition | null,
  depth: number,
  scope: Scope,
): Generator<Scope | Fault> {
  const level = levels[depth];
  if (level === undefined) {
    const isSkipped = skips === null ? false : skips(scope);
    if (typeof isSkipped !== 'boolean') yield isSkipped;
    else if (!isSkipped) yield scope;
    return;
  }
  const items = level.items(scope);
  if ('status' in items) {
    yield items;
    return;
  }
  for (const item of items) {
    const inside = { ...scope, items: new Map(scope.items).set(level.name, item) };
    yield* expandFrom(levels, skips, depth + 1, inside);
  }
}

function compileItems(each: MapEach, at: MapPath, context: MapContext): Items {
  if ('list' in each) return constantItems(each.list);
  if ('range' in each) {
    const { from, to } = each.range;
    if (to < from) context.mistake([...at, 'range'], 'from <= to', `${from} to ${to}`, 'Change the limits.');
    return constantItems(Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place));
  }
  const mistakes = mistakesAt(context, at);
  if (each.in !== undefined) mistakes.needEach('in', each.in);
  else if (context.source.format === 'csv') {
    mistakes.add('path', '`list` or `range`, for the format csv', 'path', 'A CSV cell holds no list.');
  }
  const path = compilePath(each.path, mistakes);
  return (scope) => {
    const root = each.in === undefined ? scope.record.value : scope.items.get(each.in)?.value;
    const value = path.follow(root, scope);
    if (isMissing(value) && each.optional === true) return [];
    if (Array.isArray(value)) return value.map((item: unknown, key) => ({ key, value: item }));
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).map(([key, item]: [string, unknown]) => ({ key, value: item }));
    }
    const what = value === undefined ? path.nearest(root, scope) : showValue(value);
    return asFault(`a list or object at ${path.text(scope)}`, what);
  };
}

function constantItems(values: readonly (string | number | boolean)[]): Items {
  const items = values.map((value, key) => ({ key, value }));
  return () => items;
}

function asFault(expected: string, what: string): Fault {
  return { status: 'fault', expected, found: what };
}
