import type { MapSource } from '../domain/map-value.js';
import type { Fault } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';

export type MapPath = readonly (string | number)[];

/** What a place in the map may refer to. */
export interface MapContext {
  readonly source: MapSource;
  readonly eachNames: readonly string[];
  /** Look-up → the fields that it gives. */
  readonly lookups: ReadonlyMap<string, readonly string[]>;
  readonly mistake: (at: MapPath, expected: string, found: string, remedy: string) => void;
  /** `line 12 of x.map.yaml`, for messages about records. */
  readonly place: (at: MapPath) => string;
}

/** Reports what is wrong with one value of the map, and checks what it refers to. */
export interface MapMistakes {
  add(field: string, expected: string, found: string, remedy: string): void;
  needEach(field: string, name: string): void;
}

export function mistakesAt(context: MapContext, at: MapPath): MapMistakes {
  const add: MapMistakes['add'] = (field, expected, found, remedy) =>
    context.mistake(field === '' ? at : [...at, field], expected, found, remedy);
  return {
    add,
    needEach(field, name) {
      if (context.eachNames.includes(name)) return;
      const known = context.eachNames.length === 0 ? 'there are none here' : context.eachNames.join(', ');
      add(
        field,
        `the name of an \`each\` (${known})`,
        JSON.stringify(name),
        didYouMean(name, context.eachNames, 'Declare it with `each`.'),
      );
    },
  };
}

/** Passes on what the schema of a part of the map says of it. */
export function reportFaults(faults: readonly Fault[], at: MapPath, context: MapContext): void {
  for (const { path, expected, found, remedy } of faults) {
    context.mistake([...at, ...path], expected, found, remedy);
  }
}
