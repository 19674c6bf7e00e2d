/** A number with its two-sided (or, where the method says so, one-sided) confidence interval. */
export interface Interval {
  readonly status: 'estimated';
  /** Point estimate, in the unit of the input. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Coverage, 0 < level < 1; of a one-sided bound, its one-sided coverage. */
  readonly level: number;
  /** The method in words, fit to print. */
  readonly method: string;
  /** Degrees of freedom of the t reference distribution, where the method has one. */
  readonly df?: number;
  /** Standard error, where the method has one. */
  readonly se?: number;
}

/** No interval can be given; the reason is fit to print. */
export interface Insufficient {
  readonly status: 'insufficient';
  readonly reason: string;
}

export type IntervalOrInsufficient = Interval | Insufficient;

/** Says why no interval can be given. */
export function insufficient(reason: string): Insufficient {
  return { status: 'insufficient', reason };
}
