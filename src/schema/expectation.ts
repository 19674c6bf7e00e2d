import { NAME_PATTERN } from '../domain/name.js';
import type { SchemaNode } from './schema-node.js';

const PATTERNS: Readonly<Record<string, string>> = {
  [NAME_PATTERN]:
    'a name of letters, digits, dots, underscores and hyphens that starts with a letter or digit (at most 128)',
  '^\\d{4}-\\d{2}-\\d{2}$': 'a date, YYYY-MM-DD',
  '\\S': 'text that is not empty',
  '^[0-9a-f]{64}$': '64 hexadecimal digits in lower case',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** What a schema expects, in words: "a number > 0 and <= 0.2", "one of public, dev, sealed". */
export function expectationOf(schema: SchemaNode): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(expectationOf).join(', or ');
  if (schema.enum !== undefined) return oneOf(schema.enum.map(String));
  if ('const' in schema) return String(schema.const);
  switch (schema.type) {
    case 'string':
      return textExpectation(schema);
    case 'number':
    case 'integer':
      return `${TYPES[schema.type]}${limits(schema)}`;
    case 'array':
      return (schema.minItems ?? 0) > 0 ? `a list with at least ${entries(schema.minItems)}` : 'a list';
    case 'object':
      return objectExpectation(schema);
    default:
      return TYPES[schema.type ?? ''] ?? 'another value';
  }
}

/** What a record's keys have to be. */
export function keyExpectation(schema: SchemaNode): string {
  const pattern = Object.keys(schema.patternProperties ?? {})[0] ?? '';
  return PATTERNS[pattern] ?? `a name that matches ${pattern}`;
}

export function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}

function textExpectation({ pattern, minLength }: SchemaNode): string {
  if (pattern !== undefined) return PATTERNS[pattern] ?? `text that matches ${pattern}`;
  return (minLength ?? 0) > 0 ? 'text that is not empty' : 'text';
}

function limits(schema: SchemaNode): string {
  const parts = [
    ['>', schema.exclusiveMinimum],
    ['>=', schema.minimum],
    ['<', schema.exclusiveMaximum],
    ['<=', schema.maximum],
  ].flatMap(([sign, limit]) => (limit === undefined ? [] : [`${sign} ${limit}`]));
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

function objectExpectation({ properties, minProperties, maxProperties }: SchemaNode): string {
  if (properties !== undefined) return `an object with ${Object.keys(properties).join(', ')}`;
  if (minProperties !== undefined && minProperties === maxProperties) {
    return `an object with ${entries(minProperties)}`;
  }
  return minProperties === undefined ? 'an object' : `an object with at least ${entries(minProperties)}`;
}

function entries(count: number | undefined): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
