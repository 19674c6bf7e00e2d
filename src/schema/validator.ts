import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import type { SchemaNode } from './schema-node.js';

export type Validator = (value: unknown) => readonly ErrorObject[];

const require = createRequire(import.meta.url);
const compiled = new WeakMap<SchemaNode, Validator>();
let ajv: Ajv2020 | null = null;

/**
 * Compiles a schema when it is first needed: a command that reads no file never loads ajv.
 *
 * @returns a function that gives every error of a value, and none where it is valid
 */
export function validatorOf(schema: SchemaNode): Validator {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validate = loadAjv().compile(schema);
  const validator: Validator = (value) => (validate(value) ? [] : [...(validate.errors ?? [])]);
  compiled.set(schema, validator);
  return validator;
}

function loadAjv(): Ajv2020 {
  if (ajv !== null) return ajv;
  const module = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  // The schemas are our own and a test holds them against the meta-schema: checking them again would cost the start.
  ajv = new module.Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    meta: false,
    validateSchema: false,
    // Optimising the generated code costs a short command more than it saves.
    code: { optimize: false },
  });
  return ajv;
}
