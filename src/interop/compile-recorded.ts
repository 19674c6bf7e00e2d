import type { ResponseMap, VerdictMap } from '../domain/import-map.js';
import { NAME_PATTERN } from '../domain/name.js';
import { showValue } from '../schema/fault.js';
import { safeParse } from '../schema/parse.js';
import { compileObject, type ObjectReader, type ObjectShape } from './compile-object.js';
import { compileOutcome } from './compile-outcome.js';
import type { Emitter, Row } from './emitter.js';
import type { MapContext, MapPath } from './map-mistakes.js';
import { fromSchema, type RecordFault } from './record-fault.js';
import type { Scope } from './scope.js';

const ADDRESS: ObjectShape = {
  set: 'text',
  case: 'text',
  variant: 'text',
  step: 'number',
  protocol: 'text',
  repeat: 'number',
};
const RESPONSE: ObjectShape = {
  ...ADDRESS,
  served_model: 'text',
  latency_ms: 'number',
  log_probability: 'number',
  raw: 'text',
};
const VERDICT: ObjectShape = { ...ADDRESS, model: 'text', criterion: 'text', evidence: 'text' };
const NAME = new RegExp(NAME_PATTERN);

/** What a user says of every record, instead of what the map says. */
export interface Given {
  readonly set?: string;
  readonly model?: string;
}

/** What a map of responses makes of a record: one line in the file of its model. */
export function compileResponses(map: ResponseMap, instead: Given, context: MapContext): Emitter {
  const part = replaced(map.response, instead);
  const at = ['response'];
  const readModel = compileObject(part, { model: 'text' }, at, context);
  const read = compileObject(part, RESPONSE, at, context);
  const readText = compileObject(part, { text: 'text' }, at, context);
  const failed = compileOutcome(part.failed, [...at, 'failed'], context);
  return (scope, faults) => {
    const model = fileName(readModel, 'model', scope, faults, at);
    const head = read(scope, faults, '');
    const failure = failed(scope, faults);
    const outcome = failure === null ? readText(scope, faults, '') : { failed: failure };
    if (model === null || faults.length > 0) return [];
    const parsed = safeParse('recorded-response', { ...head, ...outcome });
    if (parsed.status === 'invalid') {
      faults.push(...parsed.faults.map((fault) => fromSchema(fault, at)));
      return [];
    }
    return [rowOf(`responses/${model}.jsonl`, parsed.value, [...at, 'case'])];
  };
}

/** What a map of verdicts makes of a record: one line in the file of its grader. */
export function compileVerdicts(map: VerdictMap, instead: Given, context: MapContext): Emitter {
  const part = replaced(map.verdict, instead);
  const at = ['verdict'];
  const readGrader = compileObject(part, { grader: 'text' }, at, context);
  const read = compileObject(part, VERDICT, at, context);
  const readMet = compileObject(part, { met: 'flag' }, at, context);
  const ungraded = compileOutcome(part.ungraded, [...at, 'ungraded'], context);
  return (scope, faults) => {
    const grader = fileName(readGrader, 'grader', scope, faults, at);
    const head = read(scope, faults, '');
    const gap = ungraded(scope, faults);
    const outcome = gap === null ? readMet(scope, faults, '') : { ungraded: gap };
    if (grader === null || faults.length > 0) return [];
    const parsed = safeParse('recorded-verdict', { ...head, ...outcome });
    if (parsed.status === 'invalid') {
      faults.push(...parsed.faults.map((fault) => fromSchema(fault, at)));
      return [];
    }
    const row = rowOf(`verdicts/${grader}.jsonl`, parsed.value, [...at, 'case']);
    const { model, criterion } = parsed.value;
    return [{ ...row, identity: `${row.identity}, model ${model}, criterion ${criterion}` }];
  };
}

function replaced<T extends object>(part: T, { set, model }: Given): T {
  return { ...part, ...(set === undefined ? {} : { set }), ...(model === undefined ? {} : { model }) };
}

/** A name that becomes part of a path: it has to be a Name before anything else is done with it. */
function fileName(
  read: ObjectReader,
  field: string,
  scope: Scope,
  faults: RecordFault[],
  at: MapPath,
): string | null {
  const before = faults.length;
  const name = read(scope, faults, '')[field];
  if (typeof name === 'string' && NAME.test(name)) return name;
  if (faults.length === before) {
    const expected = `a ${field} name of letters, digits, dots, underscores and hyphens`;
    faults.push({ field, expected, found: showValue(name), at: [...at, field] });
  }
  return null;
}

interface Address {
  readonly set?: string;
  readonly case: string;
  readonly variant?: string;
  readonly step?: number;
  readonly protocol?: string;
  readonly repeat?: number;
}

function rowOf(file: string, value: Address, at: MapPath): Row {
  const { set, case: caseId, variant, step, protocol, repeat } = value;
  const parts = [
    set === undefined ? caseId : `${set}/${caseId}`,
    variant === undefined ? '' : `variant ${variant}`,
    step === undefined ? '' : `step ${step}`,
    protocol === undefined ? '' : `protocol ${protocol}`,
    repeat === undefined ? '' : `repeat ${repeat}`,
  ];
  return { file, identity: parts.filter((part) => part !== '').join(', '), at, value };
}
