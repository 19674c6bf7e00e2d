import { compileCondition } from './compile-condition.js';
import { compileObject } from './compile-object.js';
import type { MapContext, MapPath } from './map-mistakes.js';
import type { RecordFault } from './record-fault.js';
import type { Scope } from './scope.js';

interface Rule {
  readonly when: object;
  readonly cause: string;
  readonly detail?: unknown;
}

/** The cause and detail of the first rule that holds, or null: the record has a real answer or verdict. */
export type Outcome = (scope: Scope, faults: RecordFault[]) => Readonly<Record<string, unknown>> | null;

/** Compiles the rules under which a record has no answer (`failed`) or no verdict (`ungraded`). */
export function compileOutcome(
  rules: readonly Rule[] | undefined,
  at: MapPath,
  context: MapContext,
): Outcome {
  const compiled = (rules ?? []).map((rule, place) => {
    const here = [...at, place];
    return {
      here,
      cause: rule.cause,
      holds: compileCondition(rule.when, [...here, 'when'], context),
      detail: compileObject(rule, { detail: 'text' }, here, context),
    };
  });
  return (scope, faults) => {
    for (const { here, cause, holds, detail } of compiled) {
      const result = holds(scope);
      const name = String(at.at(-1));
      if (typeof result !== 'boolean') {
        faults.push({ field: name, expected: result.expected, found: result.found, at: [...here, 'when'] });
      } else if (result) {
        return { cause, ...detail(scope, faults, name) };
      }
    }
    return null;
  };
}
