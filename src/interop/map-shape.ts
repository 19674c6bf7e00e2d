import { MapCondition, MapEach, MapValue } from '../domain/map-value.js';
import { faultsOf } from '../schema/explanation.js';
import { type Fault, showValue } from '../schema/fault.js';
import { nearestName } from '../schema/nearest-name.js';
import { closedSchema } from '../schema/schema-node.js';
import { validatorOf } from '../schema/validator.js';

const schema = closedSchema(MapValue);
const condition = closedSchema(MapCondition);
const each = closedSchema(MapEach);
/** The word that makes a shape what it is, such as `path` → the shape. */
const SHAPES = new Map((schema.anyOf ?? []).map((shape) => [shape.required?.[0] ?? '', shape]));

export function isMapValue(value: unknown): value is MapValue {
  return validatorOf(schema)(value).length === 0;
}

export function isMapCondition(value: unknown): value is MapCondition {
  return validatorOf(condition)(value).length === 0;
}

export function conditionFaults(value: unknown): readonly Fault[] {
  return faultsOf(condition, value);
}

export function isMapEach(value: unknown): value is MapEach {
  return validatorOf(each)(value).length === 0;
}

export function eachFaults(value: unknown): readonly Fault[] {
  return faultsOf(each, value);
}

/** What is wrong with a value of the map: that it is no shape, or two, or what its one shape does not allow. */
export function shapeFaults(value: unknown): readonly Fault[] {
  const fields = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const [word, second] = fields.filter((field) => SHAPES.has(field));
  const shape = word === undefined ? undefined : SHAPES.get(word);
  if (shape !== undefined && second === undefined) return faultsOf(shape, value);
  const meant = fields.map((field) => nearestName(field, SHAPES.keys())).find((name) => name !== null);
  const remedy = meant === undefined ? 'Name where the value comes from.' : `Did you mean ${meant}?`;
  return [
    {
      path: [],
      at: 'value',
      expected: `a constant, or exactly one of ${[...SHAPES.keys()].join(', ')}`,
      found: second === undefined ? showValue(value) : `${word} and ${second}`,
      remedy: second === undefined ? remedy : 'Keep one of them.',
    },
  ];
}
