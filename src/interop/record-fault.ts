import type { Fault } from '../schema/fault.js';
import { fieldText } from '../schema/fault.js';
import type { MapPath } from './map-mistakes.js';

/** Something that keeps a foreign record from becoming one of ours. */
export interface RecordFault {
  /** Our field. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  /** Where the map speaks of the field. */
  readonly at: MapPath;
}

/** What the schema says of an object that a map has built. */
export function fromSchema(fault: Fault, base: MapPath): RecordFault {
  const [first] = fault.path;
  return {
    field: fieldText(fault.path),
    expected: fault.expected,
    found: fault.found,
    at: first === undefined ? base : [...base, first],
  };
}
