/** Amounts of one currency; `most` null: nothing limits it. */
export interface CostRange {
  readonly currency: string;
  readonly least: number;
  readonly most: number | null;
}

/** What a plan would ask of one model version; every token is an estimate, retries are left out. */
export interface ModelEstimate {
  readonly model: string;
  readonly trials: number;
  /** null: it answers in this process, or from a recording. */
  readonly inputTokens: number | null;
  /** The limit of the settings times the trials; null: its settings have none, or it takes no tokens. */
  readonly outputTokensAtMost: number | null;
  /** null: it has no price. */
  readonly cost: CostRange | null;
}

export interface PlanEstimate {
  readonly models: readonly ModelEstimate[];
  /** Of all priced model versions, by currency. */
  readonly costs: readonly CostRange[];
}
