import type { Money } from '../domain/price.js';

/** How far one model version is at the start of a stage. */
export interface ProgressTotal {
  readonly name: string;
  readonly total: number;
  /** Trials that have their response, failed ones among them. */
  readonly done: number;
  readonly failed: number;
  /** What it has cost so far; left out where it has no price. */
  readonly spent?: Money;
}

/** What a run says while it works; the command line draws it. */
export interface Progress {
  begin(stage: string, totals: readonly ProgressTotal[]): void;
  advance(name: string, isGood: boolean): void;
  end(): void;
}

/** Takes costs, too. */
export interface CostProgress extends Progress {
  /** What one request of a priced model version cost, in its currency. */
  spend(name: string, amount: number): void;
}
