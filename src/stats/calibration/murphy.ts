import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt } from '../numeric/argument.js';
import { CompensatedSum, mean } from '../numeric/sum.js';
import { type Binning, binForecasts } from './bins.js';
import { brierTerms } from './brier.js';
import { tallyForecasts } from './forecasts.js';

/** The components of a Brier score. */
export interface BrierComponents {
  /** Mean squared gap of forecast and observed share; 0 is best. */
  readonly reliability: number;
  /** Mean squared gap of the observed shares and their mean; large is good. */
  readonly resolution: number;
  /** obar (1 - obar). */
  readonly uncertainty: number;
}

/** A Brier score taken apart over groups of cases. */
export interface BrierDecomposition extends BrierComponents {
  readonly status: 'estimated';
  /** The Brier score of the forecasts themselves. */
  readonly brier: number;
  /** Mean squared deviation of the forecasts from their group's mean; 0 where the groups are the distinct forecasts. */
  readonly withinVariance: number;
  /** Twice the mean product of that deviation with the outcome's; 0 where the groups are the distinct forecasts. */
  readonly withinCovariance: number;
  /**
   * The components without the bias from the noise of the observed shares; reliability - resolution + uncertainty
   * is unchanged. Reliability and resolution may be negative.
   */
  readonly corrected: BrierComponents;
  readonly n: number;
  /** Groups that hold a case. */
  readonly groups: number;
  /** Groups of one case, whose noise cannot be estimated: they are not corrected. */
  readonly singletons: number;
}

/**
 * Murphy's decomposition of the Brier score over the distinct forecasts: BS = REL - RES + UNC, exactly.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns the components and their corrected values; `insufficient` for fewer than 2 cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Murphy 1973, J Appl Meteorol 12:595-600; Ferro & Fricker 2012, Q J R Meteorol Soc 138:1954-1960
 */
export function murphyDecomposition(
  forecasts: Float64Array,
  outcomes: Float64Array,
): BrierDecomposition | Insufficient {
  const { n, scores, counts, events } = tallyForecasts(forecasts, outcomes);
  if (n < 2) return insufficient(`a decomposition needs at least 2 cases, got ${n}`);
  const sums = scores.map((score, k) => score * floatAt(counts, k));
  const groups = components({ n, counts, forecasts: sums, events });
  return {
    ...groups,
    brier: mean(brierTerms(forecasts, outcomes)),
    withinVariance: 0,
    withinCovariance: 0,
  };
}

/**
 * Decomposition over bins: BS = REL - RES + UNC + WBV - WBC, exactly; without the last two it does not add up.
 *
 * WBV = 1/N sum of (f - fbar_k)^2 and WBC = 2/N sum of (f - fbar_k)(o - obar_k) within the bins.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width or equal mass
 * @returns the components and their corrected values; RES - WBV + WBC is the generalised resolution;
 *   `insufficient` for fewer than 2 cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Stephenson, Coelho & Jolliffe 2008, Weather Forecast 23:752-757;
 *   Ferro & Fricker 2012, Q J R Meteorol Soc 138:1954-1960
 */
export function binnedDecomposition(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
): BrierDecomposition | Insufficient {
  const bins = binForecasts(forecasts, outcomes, binning);
  if (bins.n < 2) return insufficient(`a decomposition needs at least 2 cases, got ${bins.n}`);
  const variance = new CompensatedSum();
  const covariance = new CompensatedSum();
  for (let i = 0; i < bins.n; i++) {
    const k = idAt(bins.index, i);
    const count = floatAt(bins.counts, k);
    const deviation = floatAt(forecasts, i) - floatAt(bins.forecasts, k) / count;
    variance.add(deviation * deviation);
    covariance.add(2 * deviation * (floatAt(outcomes, i) - floatAt(bins.events, k) / count));
  }
  return {
    ...components(bins),
    brier: mean(brierTerms(forecasts, outcomes)),
    withinVariance: variance.total / bins.n,
    withinCovariance: covariance.total / bins.n,
  };
}

interface Groups {
  readonly n: number;
  readonly counts: Float64Array;
  /** Sum of forecasts per group. */
  readonly forecasts: Float64Array;
  readonly events: Float64Array;
}

function components(
  groups: Groups,
): Omit<BrierDecomposition, 'brier' | 'withinVariance' | 'withinCovariance'> {
  const { n, counts } = groups;
  const share = groups.events.reduce((total, events) => total + events, 0) / n;
  const reliability = new CompensatedSum();
  const resolution = new CompensatedSum();
  const noise = new CompensatedSum();
  let filled = 0;
  let singletons = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = floatAt(counts, k);
    if (count === 0) continue;
    filled++;
    const observed = floatAt(groups.events, k) / count;
    reliability.add(count * (floatAt(groups.forecasts, k) / count - observed) ** 2);
    resolution.add(count * (observed - share) ** 2);
    if (count === 1) singletons++;
    else noise.add((count * observed * (1 - observed)) / (count - 1));
  }
  const uncertainty = share * (1 - share);
  const extra = uncertainty / (n - 1);
  return {
    status: 'estimated',
    reliability: reliability.total / n,
    resolution: resolution.total / n,
    uncertainty,
    corrected: {
      reliability: (reliability.total - noise.total) / n,
      resolution: (resolution.total - noise.total) / n + extra,
      uncertainty: uncertainty + extra,
    },
    n,
    groups: filled,
    singletons,
  };
}
