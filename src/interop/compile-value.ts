import type { MapValue } from '../domain/map-value.js';
import { showValue } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';
import { applySteps } from './apply-steps.js';
import { compileName, compilePath } from './field-path.js';
import { type MapContext, type MapMistakes, type MapPath, mistakesAt, reportFaults } from './map-mistakes.js';
import { isMapValue, shapeFaults } from './map-shape.js';
import { ABSENT, type Found, fault, found, type Getter, isMissing, type Scope, scalarText } from './scope.js';

const MAX_NESTING = 4;

/** A value as it stands in the record, with the words that a message names it by. */
interface Raw {
  readonly value: unknown;
  readonly wanted: () => string;
  readonly instead: () => string;
}
/** A found part of a nested value may itself be at fault. */
type Source = (scope: Scope) => Raw | Extract<Found, { status: 'fault' }>;

/**
 * Compiles one value of the map: a constant, or one of the shapes of {@link MapValue}. What is wrong with it is
 * reported to the context; the getter of a wrong value is never called, because a map with mistakes is not used.
 */
export function compileValue(slot: unknown, at: MapPath, context: MapContext, depth = 0): Getter {
  if (typeof slot === 'string' || typeof slot === 'number' || typeof slot === 'boolean') {
    const constant = found(slot);
    return () => constant;
  }
  if (!isMapValue(slot)) {
    reportFaults(shapeFaults(slot), at, context);
    return () => ABSENT;
  }
  if (depth > MAX_NESTING) {
    context.mistake(at, `values nested at most ${MAX_NESTING} deep`, 'a deeper one', 'Simplify the value.');
    return () => ABSENT;
  }
  return treated(slot, compileSource(slot, at, context, depth));
}

function treated(value: MapValue, source: Source): Getter {
  const { if_missing: ifMissing, optional, steps, values, otherwise } = value;
  return (scope) => {
    const raw = source(scope);
    if ('status' in raw) return raw;
    if (isMissing(raw.value)) {
      if (ifMissing !== undefined) return found(ifMissing);
      return optional === true ? ABSENT : fault(raw.wanted(), raw.instead());
    }
    const stepped = steps === undefined ? found(raw.value) : applySteps(steps, raw.value);
    if (stepped.status !== 'found' || values === undefined) return stepped;
    const text = scalarText(stepped.value);
    if (text !== null && Object.hasOwn(values, text)) return found(values[text]);
    if (otherwise !== undefined) return found(otherwise);
    return fault(
      `${raw.wanted()} that is one of ${Object.keys(values).join(', ')}`,
      showValue(stepped.value),
    );
  };
}

function compileSource(value: MapValue, at: MapPath, context: MapContext, depth: number): Source {
  const mistakes = mistakesAt(context, at);
  if ('path' in value) return pathSource(value, context, mistakes);
  if ('column' in value) return columnSource(value.column, context, mistakes);
  if ('each' in value) {
    const { each, part = 'value' } = value;
    mistakes.needEach('each', each);
    return (scope) => raw(scope.items.get(each)?.[part], `a ${part} of \`${each}\``);
  }
  if ('join' in value) {
    const parts = value.join.map((slot, place) =>
      compileValue(slot, [...at, 'join', place], context, depth + 1),
    );
    return joinSource(parts, value.with);
  }
  if ('first_of' in value) {
    const parts = value.first_of.map((slot, place) =>
      compileValue(asOptional(slot), [...at, 'first_of', place], context, depth + 1),
    );
    return firstSource(parts);
  }
  if ('lookup' in value) {
    const by = compileValue(value.by, [...at, 'by'], context, depth + 1);
    return lookupSource(value, by, context, mistakes);
  }
  return placeSource(value, context, mistakes);
}

/** Values that the record's place gives: its number, its name in an object, its file. */
function placeSource(
  value: Extract<MapValue, { record_key: true } | { record_number: object } | { file_name: string }>,
  { source }: MapContext,
  mistakes: MapMistakes,
): Source {
  if ('record_number' in value) {
    const { from } = value.record_number;
    return ({ record }) => raw(record.index + from, 'the number of the record');
  }
  if ('file_name' in value) {
    const { file_name: part } = value;
    return ({ file }) => raw(file[part], 'a file name');
  }
  if (source.format !== 'json-object') {
    mistakes.add(
      'record_key',
      'the format json-object',
      source.format,
      'Only the records of an object have a key.',
    );
  }
  return ({ record }) => raw(record.key, 'the key of the record');
}

function pathSource(
  value: Extract<MapValue, { path: unknown }>,
  context: MapContext,
  mistakes: MapMistakes,
): Source {
  const { in: item } = value;
  if (item !== undefined) mistakes.needEach('in', item);
  else if (context.source.format === 'csv') {
    mistakes.add(
      'path',
      '`column`, for the format csv',
      'path',
      'Name the column by its header or its number.',
    );
  }
  const path = compilePath(value.path, mistakes);
  return (scope) => {
    const root = item === undefined ? scope.record.value : scope.items.get(item)?.value;
    return {
      value: path.follow(root, scope),
      wanted: () => `a value at ${path.text(scope)}`,
      instead: () => path.nearest(root, scope),
    };
  };
}

function columnSource(column: string | number, context: MapContext, mistakes: MapMistakes): Source {
  const { source } = context;
  if (source.format !== 'csv') {
    mistakes.add('column', '`path`, for JSON', 'column', 'Name the field by its path.');
  } else if (typeof column === 'string' && !source.header) {
    mistakes.add(
      'column',
      'a number, because `header` is false',
      JSON.stringify(column),
      'Count the columns from 1.',
    );
  }
  const named = typeof column === 'string' ? compileName(column, mistakes, 'column') : null;
  return (scope) => {
    const { header, value } = scope.record;
    const name = named === null ? column : named(scope);
    const place = typeof name === 'number' ? name - 1 : header?.get(name);
    const cells = Array.isArray(value) ? value : [];
    const wanted = () => `a value in column ${typeof name === 'number' ? name : showValue(name)}`;
    if (place === undefined || place >= cells.length) {
      const known = [...(header?.keys() ?? [])].slice(0, 12).map((one) => showValue(one));
      const among = known.length === 0 ? '' : ` (${known.join(', ')})`;
      return { value: undefined, wanted, instead: () => `no such column among ${cells.length}${among}` };
    }
    return { value: cells[place], wanted, instead: () => 'an empty cell' };
  };
}

function lookupSource(
  value: Extract<MapValue, { lookup: string }>,
  by: Getter,
  { lookups }: MapContext,
  mistakes: MapMistakes,
): Source {
  const { lookup, field } = value;
  const fields = lookups.get(lookup);
  if (fields === undefined) {
    const known = [...lookups.keys()];
    mistakes.add(
      'lookup',
      'the name of one of `lookups`',
      lookup,
      didYouMean(lookup, known, 'Declare it under `lookups`.'),
    );
  } else if (!fields.includes(field)) {
    mistakes.add(
      'field',
      `one of ${fields.join(', ')}`,
      field,
      didYouMean(field, fields, 'Add it to the look-up.'),
    );
  }
  return (scope) => {
    const key = by(scope);
    if (key.status === 'fault') return key;
    const text = key.status === 'found' ? scalarText(key.value) : null;
    const table = scope.lookups.get(lookup);
    const row = text === null ? undefined : table?.get(text);
    const wanted = () => `${field} of ${showValue(text ?? undefined)} in the look-up ${lookup}`;
    return {
      value: row?.get(field),
      wanted,
      instead: () => (row === undefined ? 'no such entry' : 'an empty field'),
    };
  };
}

function joinSource(parts: readonly Getter[], separator: string): Source {
  return (scope) => {
    const texts: string[] = [];
    for (const part of parts) {
      const one = part(scope);
      if (one.status === 'fault') return one;
      if (one.status === 'absent') continue;
      const text = scalarText(one.value);
      if (text === null) return { status: 'fault', expected: 'text to join', found: showValue(one.value) };
      texts.push(text);
    }
    return raw(texts.length === 0 ? undefined : texts.join(separator), 'at least one part to join');
  };
}

function firstSource(parts: readonly Getter[]): Source {
  return (scope) => {
    for (const part of parts) {
      const one = part(scope);
      if (one.status === 'fault') return one;
      if (one.status === 'found' && !isMissing(one.value)) return raw(one.value, 'a value');
    }
    return raw(undefined, `a value in one of the ${parts.length} places of first_of`);
  };
}

function asOptional(slot: unknown): unknown {
  return typeof slot === 'object' && slot !== null && !Array.isArray(slot)
    ? { ...slot, optional: true }
    : slot;
}

function raw(value: unknown, what: string): Raw {
  return { value, wanted: () => what, instead: () => 'none' };
}
