import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type Binning, type Bins, binForecasts } from './bins.js';

/** The squared calibration error with the noise of the observed shares taken off. */
export interface SquaredCalibrationError {
  readonly status: 'estimated';
  /** The debiased squared error; unbiased for the binned forecasts, so it may be negative. */
  readonly raw: number;
  /** sqrt(max(0, raw)), in the unit of a probability. */
  readonly root: number;
  /** Bins that hold a case. */
  readonly realised: number;
  /** Cases alone in their bin: they add nothing, for one outcome says nothing about its own noise. */
  readonly singletons: number;
}

/**
 * Expected calibration error: the mean gap of mean forecast and observed share over bins, weighted by cases.
 *
 * sum of n_k / N |fbar_k - obar_k|. It is biased upwards: a perfectly calibrated model with forecasts of evenly spread
 * certainty does not score 0. Read it beside `calibrationErrorNull`, and gate on `squaredCalibrationError` instead.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width (the usual definition has 10) or equal mass
 * @returns a number in [0, 1], lower is better; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Naeini, Cooper & Hauskrecht 2015, Proc AAAI 29:2901-2907; Guo et al. 2017, Proc ICML 70:1321-1330;
 *   equal mass: Nixon et al. 2019, Proc CVPR Workshops
 */
export function expectedCalibrationError(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
): number | Insufficient {
  const bins = binForecasts(forecasts, outcomes, binning);
  return bins.n === 0 ? insufficient('no cases') : weightedGap(bins, bins.events);
}

/**
 * Maximum calibration error: the largest gap of mean forecast and observed share over the bins that hold a case.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width or equal mass
 * @returns a number in [0, 1], lower is better; one case alone in a bin can decide it; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Naeini, Cooper & Hauskrecht 2015, Proc AAAI 29:2901-2907
 */
export function maximumCalibrationError(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
): number | Insufficient {
  const bins = binForecasts(forecasts, outcomes, binning);
  if (bins.n === 0) return insufficient('no cases');
  let most = 0;
  for (let k = 0; k < bins.counts.length; k++) {
    const count = floatAt(bins.counts, k);
    if (count > 0) most = Math.max(most, gap(bins, bins.events, k) / count);
  }
  return most;
}

/**
 * Debiased squared calibration error of binned forecasts.
 *
 * sum of n_k / N [(fbar_k - obar_k)^2 - obar_k (1 - obar_k) / (n_k - 1)] over the bins of two cases or more.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width or equal mass
 * @returns the raw value, which a well calibrated model makes negative half of the time, and its root;
 *   `insufficient` for no cases or where no bin holds two
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Kumar, Liang & Ma 2019, Adv Neural Inf Process Syst 32
 */
export function squaredCalibrationError(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
): SquaredCalibrationError | Insufficient {
  const bins = binForecasts(forecasts, outcomes, binning);
  if (bins.n === 0) return insufficient('no cases');
  const { raw, singletons } = debiasedSquares(bins);
  if (singletons === bins.n) return insufficient('no bin holds two cases');
  return {
    status: 'estimated',
    raw,
    root: Math.sqrt(Math.max(0, raw)),
    realised: bins.realised,
    singletons,
  };
}

/** The debiased squared error of what was added up by bin, and the cases alone in theirs; 0 where all are. */
export function debiasedSquares(bins: Pick<Bins, 'n' | 'counts' | 'forecasts' | 'events'>): {
  readonly raw: number;
  readonly singletons: number;
} {
  const total = new CompensatedSum();
  let singletons = 0;
  for (let k = 0; k < bins.counts.length; k++) {
    const count = floatAt(bins.counts, k);
    if (count === 1) singletons++;
    if (count < 2) continue;
    const share = floatAt(bins.events, k) / count;
    const distance = Math.abs(floatAt(bins.forecasts, k) - floatAt(bins.events, k)) / count;
    total.add(count * (distance * distance - (share * (1 - share)) / (count - 1)));
  }
  return { raw: total.total / bins.n, singletons };
}

/** The expected calibration error of bins whose events are given apart. */
export function weightedGap(bins: Bins, events: Float64Array): number {
  const total = new CompensatedSum();
  for (let k = 0; k < bins.counts.length; k++) total.add(gap(bins, events, k));
  return total.total / bins.n;
}

/** n_k |fbar_k - obar_k|. */
function gap(bins: Bins, events: Float64Array, k: number): number {
  return Math.abs(floatAt(bins.forecasts, k) - floatAt(events, k));
}
