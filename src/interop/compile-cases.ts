import type { Case } from '../domain/case.js';
import type { CaseMap } from '../domain/import-map.js';
import type { Key } from '../domain/key.js';
import { showValue } from '../schema/fault.js';
import { safeParse } from '../schema/parse.js';
import { compileExpansion } from './compile-each.js';
import { compileObject, type ObjectShape } from './compile-object.js';
import type { Emitter, Row } from './emitter.js';
import type { MapContext } from './map-mistakes.js';
import { fromSchema, type RecordFault } from './record-fault.js';
import type { Scope } from './scope.js';

const CASE: ObjectShape = {
  id: 'text',
  cluster: 'text',
  title: 'text',
  turns: { list: { role: 'text', text: 'text', at: 'text' } },
  options: { list: { id: 'text', text: 'text' } },
  criteria: {
    list: {
      id: 'text',
      text: 'text',
      points: 'number',
      grader: 'text',
      harm: 'text',
      critical: 'text',
      tags: 'values',
    },
  },
  primary: 'text',
  strata: 'record',
  source: { object: { cite: 'text', locator: 'text' } },
};

const KEY: ObjectShape = {
  criterion: 'text',
  accept: 'values',
  number: { object: { value: 'number', unit: 'text', lower: 'number', upper: 'number' } },
  status: 'text',
  version: 'number',
  raters: { list: { id: 'text', role: 'text', method: 'text' } },
  jurisdiction: 'text',
  valid_from: 'text',
  review_by: 'text',
  cite: 'text',
  rationale: 'text',
};

/** What a map of cases makes of a record: one case and its keys, for the folder of the set. */
export function compileCases(map: CaseMap, folder: string, context: MapContext): Emitter {
  const readCase = compileObject(map.case, CASE, ['case'], context);
  const keys = map.keys.map((part, place) => {
    const at = ['keys', place];
    const expansion = compileExpansion(part, at, context);
    return { at, expansion, read: compileObject(part, KEY, at, expansion.context) };
  });

  function readKeys(scope: Scope, aCase: Case, faults: RecordFault[]): readonly Row[] {
    const rows: Row[] = [];
    for (const { at, expansion, read } of keys) {
      for (const inside of expansion.expand(scope)) {
        const name = `keys[${rows.length}]`;
        if ('status' in inside) {
          faults.push({ field: name, expected: inside.expected, found: inside.found, at });
          continue;
        }
        const before = faults.length;
        const key = read(inside, faults, name);
        if (faults.length > before) continue;
        const parsed = safeParse('key', { case: aCase.id, ...key, raters: key.raters ?? [] });
        if (parsed.status === 'invalid') faults.push(...parsed.faults.map((fault) => fromSchema(fault, at)));
        else if (fitsCase(parsed.value, aCase, name, at, faults)) {
          const identity = `${aCase.id}, criterion ${parsed.value.criterion}`;
          rows.push({
            file: `${folder}/keys.jsonl`,
            identity,
            at: [...at, 'criterion'],
            value: parsed.value,
          });
        }
      }
    }
    return rows;
  }

  return (scope, faults) => {
    const built = readCase(scope, faults, '');
    if (faults.length > 0) return [];
    const parsed = safeParse('case', built);
    if (parsed.status === 'invalid') {
      faults.push(...parsed.faults.map((fault) => fromSchema(fault, ['case'])));
      return [];
    }
    const aCase = parsed.value;
    if (!isConsistent(aCase, faults)) return [];
    const row: Row = { file: `${folder}/cases.jsonl`, identity: aCase.id, at: ['case', 'id'], value: aCase };
    return [row, ...readKeys(scope, aCase, faults)];
  };
}

/** What the schema cannot say of a case: ids that come once, a primary that is one of the criteria. */
function isConsistent(aCase: Case, faults: RecordFault[]): boolean {
  const before = faults.length;
  for (const field of ['options', 'criteria'] as const) {
    const ids = (aCase[field] ?? []).map(({ id }) => id);
    const twice = ids.find((id, place) => ids.indexOf(id) !== place);
    if (twice !== undefined) {
      faults.push({
        field,
        expected: 'ids that come once',
        found: `${showValue(twice)} twice`,
        at: ['case', field],
      });
    }
  }
  const criteria = aCase.criteria.map(({ id }) => id);
  if (!criteria.includes(aCase.primary)) {
    const found = showValue(aCase.primary);
    faults.push({
      field: 'primary',
      expected: `one of ${criteria.join(', ')}`,
      found,
      at: ['case', 'primary'],
    });
  }
  return faults.length === before;
}

/** A key of a choice names options of its case: a letter that is no option would count every answer as wrong. */
function fitsCase(
  key: Key,
  aCase: Case,
  name: string,
  at: readonly (string | number)[],
  faults: RecordFault[],
): boolean {
  const before = faults.length;
  const criterion = aCase.criteria.find(({ id }) => id === key.criterion);
  if (criterion === undefined) {
    const expected = `one of ${aCase.criteria.map(({ id }) => id).join(', ')}`;
    faults.push({
      field: `${name}.criterion`,
      expected,
      found: showValue(key.criterion),
      at: [...at, 'criterion'],
    });
  }
  if ((key.accept === undefined) === (key.number === undefined)) {
    const found = key.accept === undefined ? 'neither' : 'both';
    faults.push({ field: name, expected: 'either accept or number', found, at });
  }
  const options = aCase.options?.map(({ id }) => id);
  const stray = key.accept?.find((answer) => options?.includes(answer) === false);
  if (criterion?.grader === 'choice' && options !== undefined && stray !== undefined) {
    const expected = `options of the case (${options.join(', ')})`;
    faults.push({ field: `${name}.accept`, expected, found: showValue(stray), at: [...at, 'accept'] });
  }
  return faults.length === before;
}
