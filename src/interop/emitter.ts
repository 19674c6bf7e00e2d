import type { MapPath } from './map-mistakes.js';
import type { RecordFault } from './record-fault.js';
import type { Scope } from './scope.js';

/** One line of one of our files. */
export interface Row {
  /** Relative to the workspace. */
  readonly file: string;
  /** What may come only once in this file, in words that a person can read. */
  readonly identity: string;
  /** Where the map speaks of the identity. */
  readonly at: MapPath;
  readonly value: object;
}

/** What the map makes of one record. */
export type Emitter = (scope: Scope, faults: RecordFault[]) => readonly Row[];
