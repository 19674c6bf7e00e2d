import { PreceptorError } from '../errors.js';
import { faultsOf } from './explanation.js';
import { type Fault, fieldText } from './fault.js';
import { closedSchema, type SchemaNode } from './schema-node.js';
import { type Parsed, SCHEMAS, type SchemaName } from './schemas.js';
import { withoutKeys } from './unshown-field.js';
import { validatorOf } from './validator.js';

export type ParseResult<T> =
  | { readonly status: 'valid'; readonly value: T }
  | { readonly status: 'invalid'; readonly faults: readonly Fault[] };

const FAULTS_IN_MESSAGE = 5;
const closed = new Map<SchemaName, SchemaNode>();

/** The JSON Schema that values of this name are held to, as it is published. */
export function schemaNamed(name: SchemaName): SchemaNode {
  const known = closed.get(name);
  if (known !== undefined) return known;
  const schema = closedSchema(SCHEMAS[name]);
  closed.set(name, schema);
  return schema;
}

/**
 * Holds a value from outside against the schema of this name.
 *
 * @returns the same value, typed; or every fault with its field, what was expected, what was found and what to do
 */
export function safeParse<N extends SchemaName>(name: N, value: unknown): ParseResult<Parsed<N>> {
  const schema = schemaNamed(name);
  if (validatorOf(schema)(value).length === 0) return { status: 'valid', value: value as Parsed<N> };
  const faults = faultsOf(schema, value);
  return { status: 'invalid', faults: name === 'model-version' ? withoutKeys(faults, value) : faults };
}

/**
 * As {@link safeParse}, for callers who cannot go on without the value.
 *
 * @param where - the file (and line) that the value came from
 * @throws PreceptorError `INPUT_INVALID` with the first five faults
 */
export function parse<N extends SchemaName>(name: N, value: unknown, where: string): Parsed<N> {
  const result = safeParse(name, value);
  if (result.status === 'valid') return result.value;
  const shown = result.faults.slice(0, FAULTS_IN_MESSAGE).map(faultText);
  const rest = result.faults.length - shown.length;
  const more = rest > 0 ? [`… and ${rest} more.`] : [];
  throw new PreceptorError('INPUT_INVALID', [`${where}: not a valid ${name}.`, ...shown, ...more].join('\n'));
}

function faultText({ path, expected, found, remedy }: Fault): string {
  const field = fieldText(path);
  return `${field === '' ? '' : `${field}: `}expected ${expected}; found ${found}. ${remedy}`;
}
