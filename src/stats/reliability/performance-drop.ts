import { PreceptorError } from '../../errors.js';
import { floatAt, requireFinite, requireLength } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';

/** What a change of wording, format or language costs. */
export interface PerformanceDrop {
  /** Mean score of the canonical form. */
  readonly canonical: number;
  /** Mean score of the changed form. */
  readonly changed: number;
  /** canonical - changed, the mean of `differences`. */
  readonly drop: number;
  /** Performance drop rate, 1 - changed / canonical; null where the canonical mean is not above 0. */
  readonly dropRate: number | null;
  /** One per case, canonical - changed: for a clustered mean or a bootstrap. */
  readonly differences: Float64Array;
}

/**
 * Paired drop from a canonical to a changed form, absolute and as a rate.
 *
 * @param canonical - score of each case, finite
 * @param changed - score of the same case in its changed form, finite; as long as `canonical`
 * @returns means, drop and rate; the rate is negative where the change helps
 * @throws PreceptorError `STATS_BAD_LENGTH` (also without a case) or `STATS_BAD_VALUE`, also where a difference or a sum overflows
 * @source Zhu et al. 2023, arXiv:2306.04528
 */
export function performanceDrop(canonical: Float64Array, changed: Float64Array): PerformanceDrop {
  requireLength(changed.length, canonical.length, 'changed');
  requireFinite(canonical, 'canonical');
  requireFinite(changed, 'changed');
  const differences = canonical.map((score, i) => score - floatAt(changed, i));
  requireFinite(differences, 'differences');
  const drop = mean(differences);
  const before = mean(canonical);
  return {
    canonical: before,
    changed: mean(changed),
    drop,
    dropRate: before > 0 ? rateOf(drop, before) : null,
    differences,
  };
}

/**
 * The worst of several variants.
 *
 * @param variants - scores by variant, each with one finite score a case, all of one length; at least one variant
 * @returns `worstMean`: the smallest mean of a variant; `worstByCase`: the smallest score of each case over the variants,
 *   whose mean is never above `worstMean`
 * @throws PreceptorError `STATS_BAD_LENGTH` (also without a variant or a case) or `STATS_BAD_VALUE`
 */
export function worstVariant(variants: readonly Float64Array[]): {
  readonly worstMean: number;
  readonly worstByCase: Float64Array;
} {
  const [first, ...others] = variants;
  if (first === undefined) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'variants: expected at least one, got 0');
  }
  const worstByCase = first.slice();
  let worstMean = mean(first);
  others.forEach((scores, v) => {
    requireLength(scores.length, first.length, `variants[${v + 1}]`);
    worstMean = Math.min(worstMean, mean(scores));
    scores.forEach((score, i) => {
      worstByCase[i] = Math.min(floatAt(worstByCase, i), score);
    });
  });
  return { worstMean, worstByCase };
}

/** null where a canonical mean close to 0 makes the quotient overflow. */
function rateOf(drop: number, canonical: number): number | null {
  const rate = drop / canonical;
  return Number.isFinite(rate) ? rate : null;
}
