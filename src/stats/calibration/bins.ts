import { floatAt, requireCount } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { requireForecasts } from './forecasts.js';

/** How forecasts are grouped. */
export interface Binning {
  /** `equal-width`: edges i / count. `equal-mass`: edges at the i / count quantiles, so that ties share a bin. */
  readonly kind: 'equal-width' | 'equal-mass';
  /** Bins asked for, 1 to 10,000; equal quantiles leave fewer. */
  readonly count: number;
}

/** Forecasts and outcomes added up by bin; a bin may be empty. */
export interface Bins {
  readonly n: number;
  /** Ascending, one more than bins; bin k is (edges[k], edges[k + 1]], the first holds its lower edge too. */
  readonly edges: Float64Array;
  /** The bin of each case. */
  readonly index: Int32Array;
  /** Cases per bin. */
  readonly counts: Float64Array;
  /** Sum of forecasts per bin. */
  readonly forecasts: Float64Array;
  /** Cases with outcome 1 per bin. */
  readonly events: Float64Array;
  /** Bins that hold a case. */
  readonly realised: number;
}

/** Edges are compared with this slack, so that 0.3 is not beyond 3/10. */
const SLACK = 1e-12;
const MOST_BINS = 10_000;

/**
 * Groups forecasts into right-closed bins.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param binning - equal width or equal mass, and the number of bins
 * @returns the bins; equal mass merges bins whose quantile edges coincide, so `counts.length` may be below the number
 *   asked for, and `realised` says how many hold a case
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Guo et al. 2017, Proc ICML 70:1321-1330 (equal width); Nixon et al. 2019, Proc CVPR Workshops (equal mass)
 */
export function binForecasts(forecasts: Float64Array, outcomes: Float64Array, binning: Binning): Bins {
  requireForecasts(forecasts, outcomes);
  requireCount(binning.count, 'binning.count', 1, MOST_BINS);
  const edges =
    binning.kind === 'equal-width' ? widthEdges(binning.count) : massEdges(forecasts, binning.count);
  const size = edges.length - 1;
  const index = new Int32Array(forecasts.length);
  const counts = new Float64Array(size);
  const events = new Float64Array(size);
  const sums = Array.from({ length: size }, () => new CompensatedSum());
  for (let i = 0; i < forecasts.length; i++) {
    const forecast = floatAt(forecasts, i);
    const k = binOf(edges, forecast);
    index[i] = k;
    counts[k] = floatAt(counts, k) + 1;
    events[k] = floatAt(events, k) + floatAt(outcomes, i);
    sums[k]?.add(forecast);
  }
  return {
    n: forecasts.length,
    edges,
    index,
    counts,
    forecasts: Float64Array.from(sums, (sum) => sum.total),
    events,
    realised: counts.reduce((filled, count) => filled + Number(count > 0), 0),
  };
}

/** The first bin whose upper edge, with the slack, is not below the forecast. */
function binOf(edges: Float64Array, forecast: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (forecast <= floatAt(edges, middle + 1) + SLACK) high = middle;
    else low = middle + 1;
  }
  return low;
}

function widthEdges(count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => i / count);
}

/**
 * Type-7 quantiles, equal ones once; one sort serves them all.
 *
 * The first may equal the minimum: that bin holds the ties there and nothing else.
 */
function massEdges(forecasts: Float64Array, count: number): Float64Array {
  if (forecasts.length === 0) return widthEdges(1);
  const sorted = forecasts.slice().sort();
  const uppers: number[] = [];
  for (let i = 1; i <= count; i++) {
    const h = ((sorted.length - 1) * i) / count;
    const below = floatAt(sorted, Math.floor(h));
    const above = floatAt(sorted, Math.ceil(h));
    const edge = below + (h - Math.floor(h)) * (above - below);
    if (edge > (uppers.at(-1) ?? -1) + SLACK) uppers.push(edge);
  }
  return Float64Array.from([floatAt(sorted, 0), ...uppers]);
}
