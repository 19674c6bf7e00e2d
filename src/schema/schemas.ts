import type { Static, TSchema } from 'typebox';
import { Case } from '../domain/case.js';
import { CaseSet } from '../domain/case-set.js';
import { Grader } from '../domain/grader.js';
import { ImportMap } from '../domain/import-map.js';
import { Key } from '../domain/key.js';
import { ModelVersion } from '../domain/model-version.js';
import { OutputDocument } from '../domain/output.js';
import { Policy } from '../domain/policy.js';
import { Protocol } from '../domain/protocol.js';
import { RecordedResponse, RecordedVerdict } from '../domain/recorded.js';
import { Suite } from '../domain/suite.js';
import { Waivers } from '../domain/waiver.js';

/** Every kind of object that comes from a file or goes out as one, by the name of its published schema. */
export const SCHEMAS = {
  set: CaseSet,
  case: Case,
  waivers: Waivers,
  key: Key,
  suite: Suite,
  protocol: Protocol,
  grader: Grader,
  policy: Policy,
  'model-version': ModelVersion,
  'recorded-response': RecordedResponse,
  'recorded-verdict': RecordedVerdict,
  map: ImportMap,
  output: OutputDocument,
} as const satisfies Record<string, TSchema>;

export type SchemaName = keyof typeof SCHEMAS;
export type Parsed<N extends SchemaName> = Static<(typeof SCHEMAS)[N]>;
