import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireLevel } from '../numeric/argument.js';
import { binomialCdf } from '../numeric/binomial.js';
import { wilson } from '../proportion/proportion.js';
import { type Binning, binForecasts } from './bins.js';

/** One bin of a reliability diagram; an empty one has nothing to draw. */
export type ReliabilityBin =
  | { readonly status: 'empty'; readonly from: number; readonly to: number }
  | {
      readonly status: 'filled';
      /** The bin is (from, to]; the first holds `from` too. */
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly events: number;
      readonly meanForecast: number;
      readonly observed: number;
      /** Wilson limits of the observed share. */
      readonly lower: number;
      readonly upper: number;
      /** Where the observed share lies with at least the level's probability if the mean forecast is right. */
      readonly consistentFrom: number;
      readonly consistentTo: number;
    };

/** The bins of a reliability diagram. */
export interface ReliabilityDiagram {
  readonly status: 'estimated';
  readonly bins: readonly ReliabilityBin[];
  readonly n: number;
  /** Bins that hold a case. */
  readonly realised: number;
  readonly level: number;
}

/**
 * Reliability diagram: mean forecast and observed share of each bin with Wilson bars and binomial consistency limits.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`; independent cases
 * @param binning - equal width or equal mass
 * @param level - two-sided coverage of both intervals, 0 < level < 1
 * @returns every bin with its count, empty ones marked; consistency limits are the (1 - level) / 2 quantiles of
 *   Binomial(count, mean forecast) / count from either end; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Bröcker & Smith 2007, Weather Forecast 22:651-661; Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function reliabilityDiagram(
  forecasts: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
  level: number,
): ReliabilityDiagram | Insufficient {
  requireLevel(level, 'level');
  const bins = binForecasts(forecasts, outcomes, binning);
  if (bins.n === 0) return insufficient('no cases');
  const alpha = (1 - level) / 2;
  const drawn = Array.from(bins.counts, (count, k): ReliabilityBin => {
    const from = floatAt(bins.edges, k);
    const to = floatAt(bins.edges, k + 1);
    if (count === 0) return { status: 'empty', from, to };
    const events = floatAt(bins.events, k);
    const meanForecast = Math.min(1, floatAt(bins.forecasts, k) / count);
    const { value, lower, upper } = wilson(events, count, level);
    // The upper limit as the lower one of the complement: it counts the upper tail, which keeps its digits.
    const consistentFrom = binomialQuantile(alpha, count, meanForecast) / count;
    const consistentTo = 1 - binomialQuantile(alpha, count, 1 - meanForecast) / count;
    return {
      status: 'filled',
      from,
      to,
      count,
      events,
      meanForecast,
      observed: value,
      lower,
      upper,
      consistentFrom,
      consistentTo,
    };
  });
  return { status: 'estimated', bins: drawn, n: bins.n, realised: bins.realised, level };
}

/** The least k with P(X <= k) > p: at most p of the probability lies below it. */
function binomialQuantile(p: number, n: number, probability: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (binomialCdf(middle, n, probability) > p) high = middle;
    else low = middle + 1;
  }
  return low;
}
