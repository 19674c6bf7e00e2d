import type { Hash } from './hash.js';
import type { ConfidenceSource } from './protocol.js';

/** One unit's value for one metric. A unit is a case's trials (its repeats) under one protocol by one model version. */
export type UnitValue =
  | { readonly kind: 'mean'; readonly y: number; readonly weight: number }
  | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'forecast'; readonly f: number; readonly o: 0 | 1; readonly source: ConfidenceSource }
  | { readonly kind: 'ordinal'; readonly reference: number; readonly assigned: number | null }
  | { readonly kind: 'events'; readonly events: number; readonly trials: number }
  | {
      readonly kind: 'series';
      readonly times: readonly number[];
      readonly values: readonly number[];
      readonly eventTime: number | null;
    };

/** The unit has no value under this missing policy. */
export interface Missing {
  readonly kind: 'missing';
  readonly reason: 'infrastructure' | 'run' | 'grader' | 'model' | 'not-applicable';
}

/** Trials of a unit by where they ended: the coverage of every figure is a sum of these. */
export interface Coverage {
  readonly planned: number;
  readonly answered: number;
  readonly read: number;
  readonly graded: number;
}

/** What must be equal for two measurements to be of the same thing. */
export interface UnitIdentity {
  readonly set: string;
  readonly caseId: string;
  readonly variant: string;
  readonly step: number;
  readonly protocol: string;
}

export interface Measurement {
  readonly unit: UnitIdentity;
  readonly model: string;
  readonly modelHash: Hash;
  readonly cluster: string;
  readonly caseHash: Hash;
  readonly protocolHash: Hash;
  /** Criterion, grader and key that were used for this unit. */
  readonly gradingHash: Hash;
  readonly value: UnitValue | Missing;
  readonly coverage: Coverage;
}

/** One string per identity: the join key, and the order in which measurements are stored and merged. */
export function unitKey(unit: UnitIdentity): string {
  return [unit.protocol, unit.set, unit.caseId, unit.variant, String(unit.step)].join('\u001f');
}

/** The numbers that a figure is made of; `second` is null where a unit is one number. Null: it is none of the two. */
export function unitNumbers(
  value: UnitValue | Missing,
): { readonly first: number; readonly second: number | null } | null {
  switch (value.kind) {
    case 'mean':
      return { first: value.y, second: null };
    case 'ratio':
      return { first: value.numerator, second: value.denominator };
    case 'forecast':
      return { first: value.f, second: value.o };
    case 'ordinal':
      return value.assigned === null ? null : { first: value.reference, second: value.assigned };
    case 'events':
    case 'series':
    case 'missing':
      return null;
  }
}
