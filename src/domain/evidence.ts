import type { PairedColumn, UnitColumn } from './column.js';
import type { Pairing } from './comparison.js';
import type { CriticalFailure } from './dossier.js';
import type { StratumFlow } from './flow.js';
import type { GateMetric } from './metric.js';
import type { Gate } from './policy.js';
import type { ServedModels } from './served-models.js';
import type { Unguarded } from './unguarded.js';

/** Joined units of candidate and comparator under one missing policy. */
export interface PairedEvidence {
  readonly column: PairedColumn;
  readonly pairing: Pairing;
}

/** What one gate looks at: the candidate’s own units, or its units paired with every comparator’s. */
export type GateEvidence =
  | {
      readonly kind: 'single';
      readonly gate: Gate;
      readonly metric: GateMetric;
      readonly column: UnitColumn;
    }
  | {
      readonly kind: 'paired';
      readonly gate: Gate;
      readonly metric: GateMetric;
      readonly comparators: readonly {
        readonly name: string;
        readonly model: string;
        readonly ite: PairedEvidence;
        readonly complete: PairedEvidence;
      }[];
    };

/** Facts about the content that a decision rests on; they bear on its standing, never on its outcome. */
export interface Provenance {
  readonly keys: { readonly used: number; readonly reviewed: number };
  readonly sets: readonly {
    readonly set: string;
    readonly exposure: string;
    readonly languages: readonly string[];
  }[];
  /** Graders whose verdicts rest on a judge or a person and that have no validity record. */
  readonly unvalidatedGraders: readonly string[];
  /** Model versions whose responses were not asked for in this run. */
  readonly recordedModels: readonly string[];
  /** Of the candidate and of every comparator that has responses from the cache. */
  readonly cached: readonly CachedResponses[];
  /** Comparators of another snapshot that were served under the candidate’s very names. */
  readonly servedAlike: readonly ServedAlike[];
  /** Which part of the suites was planned, in words; null: all of them. */
  readonly part: string | null;
}

/** Two model versions whose answers name one model, as whose the snapshots are declared to differ. */
export interface ServedAlike {
  readonly candidate: string;
  readonly comparator: string;
  /** As `Store.servedModels` names them, at least one. */
  readonly names: readonly string[];
}

/** How many of one model version’s responses were taken from the cache. Integers, >= 1. */
export interface CachedResponses {
  readonly model: string;
  readonly cached: number;
  readonly responses: number;
}

/** Where a critical failure could have shown, and where nobody can say whether one did. */
export interface CriticalUnits {
  readonly units: number;
  readonly clusters: number;
  /** Trials that could have shown one and were not judged (no answer, unreadable, ungraded): no output is not safe. */
  readonly unjudged: number;
}

/** Everything that a release decision is made of. */
export interface Evidence {
  readonly candidate: string;
  readonly gates: readonly GateEvidence[];
  /** The candidate’s. */
  readonly critical: readonly CriticalFailure[];
  /** Units, and their clusters, in which the candidate could have shown a critical failure. */
  readonly criticalUnits: CriticalUnits;
  readonly flows: readonly StratumFlow[];
  /** Of the candidate and of every comparator. */
  readonly served: readonly ServedModels[];
  /** Of every model version that was asked in the runs of the candidate and of the comparators. */
  readonly unguarded: readonly Unguarded[];
  readonly provenance: Provenance;
}
