import type { FigureUnit } from './estimate.js';

export type Outcome = 'pass' | 'fail' | 'inconclusive' | 'invalid' | 'blocked';
export type Standing = 'binding' | 'advisory';
export type GateFamily = 'confirmatory' | 'override' | 'advisory';

/** Outcome × standing of one gate. */
export interface GateDecision {
  readonly gate: string;
  readonly family: GateFamily;
  readonly test: string;
  /** Of value, limits and bound; a test of a difference has the difference of such. */
  readonly unit: FigureUnit | 'count';
  readonly outcome: Outcome;
  readonly standing: Standing;
  readonly standingReasons: readonly string[];
  /** The requirement in words with its numbers: "lower limit of the difference > −0.05". */
  readonly requirement: string;
  /** Why this outcome, with the unrounded numbers that show it. */
  readonly because: string;
  readonly next: string | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly limit: number | null;
  readonly n: number;
  readonly clusters: number;
  readonly method: string;
}

/** The decision of the whole policy. */
export interface ReleaseDecision {
  readonly policy: string;
  readonly policyHash: string;
  readonly purpose: 'screen' | 'release' | 'research';
  readonly outcome: Outcome;
  readonly standing: Standing;
  readonly standingReasons: readonly string[];
  /** Which rule of the precedence decided. */
  readonly because: string;
  readonly next: string | null;
  readonly gates: readonly GateDecision[];
  /** What `preceptor gate` exits with. */
  readonly exitCode: 0 | 1 | 3 | 4;
}
