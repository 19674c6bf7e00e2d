import type { ErrorObject } from 'ajv/dist/2020.js';
import { expectationOf, keyExpectation, oneOf } from './expectation.js';
import { type Fault, type FieldPath, showValue } from './fault.js';
import { didYouMean } from './nearest-name.js';
import type { SchemaNode } from './schema-node.js';
import { narrowUnion } from './union.js';
import { validatorOf } from './validator.js';

/** More faults of one object help nobody, and an object may have millions. */
const FAULTS_SHOWN = 100;

/** What is wrong with a value, one fault a field; of a union only the faults of the member that was meant. */
export function faultsOf(schema: SchemaNode, value: unknown, base: FieldPath = []): readonly Fault[] {
  const errors = validatorOf(schema)(value);
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const outer = errors.filter((error) => !unions.some((union) => isInside(error, union)));
  const faults: Fault[] = [];
  for (const error of outer) {
    if (faults.length >= FAULTS_SHOWN) break;
    const path = [...base, ...pathOf(error.instancePath, value)];
    if (error.keyword === 'anyOf') {
      faults.push(...narrowUnion(schemaOf(error).anyOf ?? [], error.data, path, faultsOf));
    } else {
      faults.push(faultOf(error, path));
    }
  }
  return uniqueFaults(faults);
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error !== union &&
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`))
  );
}

function faultOf(error: ErrorObject, path: FieldPath): Fault {
  const schema = schemaOf(error);
  switch (error.keyword) {
    case 'required':
      return missingFault(schema, String(error.params.missingProperty), error.data, path);
    case 'additionalProperties':
      return unknownFault(schema, String(error.params.additionalProperty), path);
    case 'enum':
      return enumFault(schema, error.data, path);
    default:
      return {
        path,
        at: 'value',
        expected: expectationOf(schema),
        found: showValue(error.data),
        remedy: remedyOf(schema, error.data),
      };
  }
}

function missingFault(schema: SchemaNode, name: string, data: unknown, path: FieldPath): Fault {
  const wanted = schema.properties?.[name];
  return {
    path: [...path, name],
    at: 'value',
    expected: wanted === undefined ? `the field ${name}` : expectationOf(wanted),
    found: `no such field${fieldsOf(data)}`,
    remedy: `Add ${name}.`,
  };
}

function unknownFault(schema: SchemaNode, name: string, path: FieldPath): Fault {
  const known = Object.keys(schema.properties ?? {});
  const isRecord = schema.patternProperties !== undefined;
  const meant = didYouMean(name, known, 'Remove it, or write it where it belongs.');
  return {
    path: [...path, name],
    at: 'key',
    expected: isRecord ? keyExpectation(schema) : `no such field; known fields are ${known.join(', ')}`,
    found: showValue(name),
    remedy: isRecord ? 'Rename it.' : meant,
  };
}

function enumFault(schema: SchemaNode, data: unknown, path: FieldPath): Fault {
  const known = (schema.enum ?? []).map(String);
  return {
    path,
    at: 'value',
    expected: oneOf(known),
    found: showValue(data),
    remedy: typeof data === 'string' ? didYouMean(data, known, 'Take one of these.') : 'Take one of these.',
  };
}

function remedyOf(schema: SchemaNode, data: unknown): string {
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  if (schema.type === 'string' && isScalar) return `Put it in quotes: "${data}".`;
  const isNumeric = schema.type === 'number' || schema.type === 'integer';
  if (isNumeric && typeof data === 'string' && data.trim() !== '' && Number.isFinite(Number(data))) {
    return 'Write it without quotes.';
  }
  if (schema.type === 'array' && !Array.isArray(data))
    return 'Write a list: [ … ], or lines that start with "- ".';
  return 'Change the value.';
}

function fieldsOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const fields = Object.keys(data);
  return fields.length === 0 ? '' : ` in ${showValue(data)}`;
}

function schemaOf(error: ErrorObject): SchemaNode {
  return error.parentSchema as SchemaNode;
}

/** A JSON pointer as a path; a part is an index where the value has a list there. */
function pathOf(pointer: string, value: unknown): FieldPath {
  const path: (string | number)[] = [];
  let current = value;
  for (const raw of pointer.split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(current) ? Number(name) : name);
    current = typeof current === 'object' && current !== null ? Reflect.get(current, name) : undefined;
  }
  return path;
}

function uniqueFaults(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify([fault.path, fault.at, fault.expected]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
