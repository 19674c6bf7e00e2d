/**
 * How the values of units become one figure.
 *
 * A unit is one number (`mean`), or two: numerator and denominator (`ratio`), forecast in [0, 1] and outcome 0 or 1
 * (`auroc`, `calibration-slope`, `calibration-error`), reference and assigned level (`quadratic-kappa`).
 */
export type UnitFigure =
  | { readonly by: 'mean' }
  | { readonly by: 'ratio' }
  | { readonly by: 'auroc' }
  /** Forecasts are clipped to [clip, 1 - clip]. */
  | { readonly by: 'calibration-slope'; readonly clip: number }
  /** Over so many bins of equal width. */
  | { readonly by: 'calibration-error'; readonly bins: number }
  | { readonly by: 'quadratic-kappa' };

/** The numbers of units, one or two each. */
export interface FigureNumbers {
  readonly values: Float64Array;
  /** The second number of each; null where units are one number. */
  readonly seconds: Float64Array | null;
}

/** Units with the cluster of each; arrays of equal length. */
export interface FigureUnits extends FigureNumbers {
  readonly clusters: Int32Array;
}

/** The same units under two models; arrays of equal length. */
export interface PairedFigureUnits {
  readonly newNumbers: FigureNumbers;
  readonly oldNumbers: FigureNumbers;
  readonly clusters: Int32Array;
}
