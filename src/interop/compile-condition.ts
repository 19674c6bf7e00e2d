import type { MapTest } from '../domain/map-value.js';
import { compileValue } from './compile-value.js';
import { type MapContext, type MapPath, reportFaults } from './map-mistakes.js';
import { conditionFaults, isMapCondition } from './map-shape.js';
import { type Found, isEmpty, isMissing, type Scope, scalarText } from './scope.js';

type ConditionResult = boolean | Extract<Found, { status: 'fault' }>;
export type Condition = (scope: Scope) => ConditionResult;

/** Compiles a condition; numbers and true/false are compared as text, so that `-1` also holds for "-1". */
export function compileCondition(condition: object, at: MapPath, context: MapContext): Condition {
  if (!isMapCondition(condition)) {
    reportFaults(conditionFaults(condition), at, context);
    return () => false;
  }
  if (!('all' in condition)) return compileTest(condition, at, context);
  const tests = condition.all.map((test, place) => compileTest(test, [...at, 'all', place], context));
  return (scope) => {
    for (const test of tests) {
      const result = test(scope);
      if (result !== true) return result;
    }
    return true;
  };
}

function compileTest(condition: MapTest, at: MapPath, context: MapContext): Condition {
  const { value } = condition;
  const slot = typeof value === 'object' ? { ...value, optional: true } : value;
  const get = compileValue(slot, [...at, 'value'], context);
  const holds = testOf(condition);
  return (scope) => {
    const one = get(scope);
    if (one.status === 'fault') return one;
    return holds(one.status === 'found' ? one.value : undefined);
  };
}

function testOf(condition: MapTest): (value: unknown) => boolean {
  if ('equals' in condition) return (value) => scalarText(value) === String(condition.equals);
  if ('one_of' in condition) {
    const known = new Set(condition.one_of.map(String));
    return (value) => known.has(scalarText(value) ?? '');
  }
  switch (condition.is) {
    case 'missing':
      return isMissing;
    case 'empty':
      return isEmpty;
    case 'present':
      return (value) => !isMissing(value);
  }
}
