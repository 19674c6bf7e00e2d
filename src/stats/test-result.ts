/** A test of a hypothesis: its statistic and p-value. An effect with its interval belongs beside it. */
export interface TestResult {
  readonly status: 'estimated';
  /** In the scale that the method names. */
  readonly statistic: number;
  /** 0..1; two-sided unless the method says otherwise. */
  readonly p: number;
  /** Degrees of freedom of the reference distribution, where the method has them. */
  readonly df?: number;
  /** The method in words, fit to print. */
  readonly method: string;
}
