import type { Coverage } from './measurement.js';
import type { Correction, MissingPolicy } from './result-set.js';

/** A value never stands without its interval, level, method, n and clusters. */
export type Estimate =
  | {
      readonly status: 'estimated';
      readonly value: number;
      readonly lower: number;
      readonly upper: number;
      /** Two-sided coverage, 0..1. */
      readonly level: number;
      readonly method: string;
      /** Units (cases under one protocol) with a value. */
      readonly n: number;
      readonly clusters: number;
      readonly warnings: readonly string[];
    }
  | {
      readonly status: 'insufficient';
      readonly reason: string;
      readonly n: number;
      readonly clusters: number;
    };

/** The stratum of a figure; null is the whole suite. */
export interface Stratum {
  readonly name: string;
  readonly value: string;
}

/** Everything that tells one figure from every other. */
export interface FigureAddress {
  readonly metric: string;
  readonly suite: string;
  readonly protocol: string;
  readonly stratum: Stratum | null;
  readonly reading: string;
  readonly grading: string;
  readonly missing: MissingPolicy;
  readonly correction: Correction;
  /** Hash of the keys that were used. */
  readonly keys: string;
}

/** `proportion`: 0..1, and differences of such; `score`: a number in a scale of its own. */
export type FigureUnit = 'proportion' | 'score';

export interface Result extends FigureAddress {
  readonly unit: FigureUnit;
  readonly run: string;
  readonly model: string;
  readonly estimate: Estimate;
  readonly coverage: Coverage;
  /** Trials that meet the criterion: met / coverage.graded is the raw share. Only of accuracy under `complete`. */
  readonly met: number | null;
}
