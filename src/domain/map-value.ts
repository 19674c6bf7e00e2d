import { type Static, Type } from 'typebox';
import { CLOSED, Text } from './name.js';

export const Word = Type.String({
  pattern: '^[a-z][a-z0-9_]{0,63}$',
  description: 'A name inside the map: small letters, digits and underscore.',
});
const Constant = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

/** A place for a {@link MapValue}; what stands there is held against that schema when the map is compiled. */
export const ValueSlot = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Object(
    {},
    {
      description:
        'A value: path, column, record_key, record_number, file_name, each, join, lookup or first_of.',
    },
  ),
]);

/** A place for a {@link MapCondition}, held against that schema when the map is compiled. */
export const ConditionSlot = Type.Object(
  {},
  { description: 'A condition: value with is, equals or one_of; or all, a list of such.' },
);

/** A place for a list of {@link MapEach}, each held against that schema when the map is compiled. */
export const EachSlots = Type.Array(Type.Object({}, { description: 'as with list, range or path.' }), {
  minItems: 1,
  maxItems: 8,
});

/** Where a field stands: `a.b.0.c`, with `{name}` for an `each` value; or a list of names taken as they are. */
const FieldNames = Type.Union([
  Type.String({ minLength: 1, maxLength: 500 }),
  Type.Array(Text, { minItems: 1, maxItems: 32 }),
]);

export const MapStep = Type.Union([
  Type.Enum(['trim', 'lower', 'upper', 'collapse_space', 'name', 'json_text']),
  Type.Object({ strip_prefix: Text }, CLOSED),
  Type.Object({ strip_suffix: Text }, CLOSED),
  Type.Object({ pad: Type.Integer({ minimum: 1, maximum: 20, description: 'Zeros to the left.' }) }, CLOSED),
  Type.Object({ replace: Text, by: Type.String() }, CLOSED),
]);
export type MapStep = Static<typeof MapStep>;

/** What is done with a value, in this order: `if_missing` or `optional`, `steps`, `values` with `otherwise`. */
const treatment = {
  if_missing: Type.Optional(Constant),
  optional: Type.Optional(Type.Boolean()),
  steps: Type.Optional(Type.Array(MapStep, { minItems: 1, maxItems: 16 })),
  values: Type.Optional(Type.Record(Type.String(), Constant, { minProperties: 1 })),
  otherwise: Type.Optional(Constant),
};

const ColumnName = Type.Union([Text, Type.Integer({ minimum: 1, description: 'From 1.' })]);
const Origin01 = Type.Object({ from: Type.Enum([0, 1]) }, CLOSED);
const Slots = Type.Array(ValueSlot, { minItems: 1, maxItems: 32 });

/** A value that is taken from the foreign record: one of these shapes and nothing else. */
export const MapValue = Type.Union([
  Type.Object({ path: FieldNames, in: Type.Optional(Word), ...treatment }, CLOSED),
  Type.Object({ column: ColumnName, ...treatment }, CLOSED),
  Type.Object({ record_key: Type.Literal(true), ...treatment }, CLOSED),
  Type.Object({ record_number: Origin01, ...treatment }, CLOSED),
  Type.Object({ file_name: Type.Enum(['whole', 'stem']), ...treatment }, CLOSED),
  Type.Object({ each: Word, part: Type.Optional(Type.Enum(['key', 'value'])), ...treatment }, CLOSED),
  Type.Object({ join: Slots, with: Type.String(), ...treatment }, CLOSED),
  Type.Object({ lookup: Word, by: ValueSlot, field: Word, ...treatment }, CLOSED),
  Type.Object({ first_of: Slots, ...treatment }, CLOSED),
]);
export type MapValue = Static<typeof MapValue>;

const tests = [
  Type.Object({ value: ValueSlot, is: Type.Enum(['missing', 'empty', 'present']) }, CLOSED),
  Type.Object({ value: ValueSlot, equals: Constant }, CLOSED),
  Type.Object({ value: ValueSlot, one_of: Type.Array(Constant, { minItems: 1 }) }, CLOSED),
] as const;
const MapTest = Type.Union([...tests]);
export type MapTest = Static<typeof MapTest>;

/** `missing`: not there, null, or blank. `empty`: missing, or a list or object with nothing in it. */
export const MapCondition = Type.Union([
  ...tests,
  Type.Object({ all: Type.Array(MapTest, { minItems: 1, maxItems: 8 }) }, CLOSED),
]);
export type MapCondition = Static<typeof MapCondition>;

const Bound = Type.Integer({ minimum: 0, maximum: 10_000 });

/** Many from one: a list of constants, a range of whole numbers (`to` inclusive), or the items of a list or object. */
export const MapEach = Type.Union([
  Type.Object({ as: Word, list: Type.Array(Constant, { minItems: 1, maxItems: 10_000 }) }, CLOSED),
  Type.Object({ as: Word, range: Type.Object({ from: Bound, to: Bound }, CLOSED) }, CLOSED),
  Type.Object(
    { as: Word, path: FieldNames, in: Type.Optional(Word), optional: Type.Optional(Type.Boolean()) },
    CLOSED,
  ),
]);
export type MapEach = Static<typeof MapEach>;

const Within = Type.Array(Text, {
  minItems: 1,
  maxItems: 16,
  description: 'The names that lead to the records; left out: the whole document.',
});

/** How the foreign file is read; gzip is recognised by its first bytes. */
export const MapSource = Type.Union(
  [
    Type.Object({ format: Type.Literal('json-lines') }, CLOSED),
    Type.Object({ format: Type.Literal('json-list'), at: Type.Optional(Within) }, CLOSED),
    Type.Object({ format: Type.Literal('json-object'), at: Type.Optional(Within) }, CLOSED),
    Type.Object(
      {
        format: Type.Literal('csv'),
        header: Type.Boolean({ description: 'Whether the first row names the columns.' }),
        delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'])),
      },
      CLOSED,
    ),
  ],
  { title: 'Source' },
);
export type MapSource = Static<typeof MapSource>;

/** A second file, held in memory by its key: strata, keys or texts that the records do not carry. */
export const MapLookup = Type.Object(
  {
    file: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,254}$',
      description: 'File name without a folder: it stands beside the first imported file.',
    }),
    source: MapSource,
    key: ValueSlot,
    fields: Type.Record(Word, ValueSlot, { minProperties: 1 }),
  },
  CLOSED,
);
export type MapLookup = Static<typeof MapLookup>;
