import type { Clusters } from '../cluster/clusters.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { fillFrom, type Rng } from '../numeric/rng.js';

/**
 * The sign-flip distribution of clustered differences.
 *
 * Flipping the clusters of a set A about delta0 leaves the sum of d - delta0 at least as large as observed exactly when
 * the mean of d over A is at most delta0. The distribution is therefore held as the means of the flipped sets; it
 * answers for every delta0, and its order statistics are the inverted test's limits without any search.
 */
export interface SignFlips {
  readonly method: string;
  /** Sign patterns, the observed one included. */
  readonly total: number;
  /** Patterns that flip nothing; they count in both tails, whatever delta0. */
  readonly unflipped: number;
  /** Mean of d over the flipped clusters of every other pattern, ascending. */
  readonly means: Float64Array;
  /** Largest absolute difference. */
  readonly scale: number;
}

const MOST_EXACT = 20;
const DRAWS = 10_000;

/**
 * Every sign pattern for up to 20 clusters, 10,000 drawn ones beyond.
 *
 * @param clusters - the differences d by cluster, at least one cluster
 * @param rng - drawn from only beyond 20 clusters: for each 32 clusters in order of appearance one double a draw,
 *   whose upper 32 bits are their signs, lowest bit first
 */
export function signFlips(clusters: Clusters, rng: Rng): SignFlips {
  return clusters.count <= MOST_EXACT ? exactFlips(clusters) : drawnFlips(clusters, rng);
}

/**
 * One-sided p-value of H0: mean difference <= delta0.
 *
 * @returns the share of patterns at least as large as observed, equality within 1e-12 of the largest difference;
 *   (1 + #) / (1 + draws) where patterns are drawn
 * @source Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9:39 (the observed pattern counts)
 */
export function signFlipP(flips: SignFlips, delta0: number): number {
  return (flips.unflipped + countAtMost(flips.means, delta0 + 1e-12 * flips.scale)) / flips.total;
}

/**
 * The limits that invert both one-sided sign-flip tests at alpha: the differences that neither rejects.
 *
 * @returns the limits, or `insufficient` where so few patterns exist that no p-value reaches alpha
 * @source Hartigan 1969, J Am Stat Assoc 64:1303-1317 (typical values)
 */
export function signFlipLimits(
  flips: SignFlips,
  alpha: number,
): { readonly status: 'estimated'; readonly lower: number; readonly upper: number } | Insufficient {
  // The slack keeps an alpha * total that is a whole number whole.
  const rank = Math.floor(alpha * flips.total + 1e-9) + 1 - flips.unflipped;
  if (rank < 1) {
    return insufficient(
      `sign-flip: ${flips.total} sign patterns cannot reach a one-sided p of ${alpha}; add clusters`,
    );
  }
  return {
    status: 'estimated',
    lower: floatAt(flips.means, rank - 1),
    upper: floatAt(flips.means, flips.means.length - rank),
  };
}

/** Sums over every subset of clusters by doubling: each sum takes at most 20 additions. */
function exactFlips(clusters: Clusters): SignFlips {
  const total = 2 ** clusters.count;
  const sums = new Float64Array(total);
  const sizes = new Float64Array(total);
  for (let c = 0; c < clusters.count; c++) {
    const bit = 2 ** c;
    const sum = floatAt(clusters.totals, c);
    const size = floatAt(clusters.sizes, c);
    for (let set = 0; set < bit; set++) {
      sums[bit + set] = floatAt(sums, set) + sum;
      sizes[bit + set] = floatAt(sizes, set) + size;
    }
  }
  const means = sums.subarray(1);
  for (let set = 1; set < total; set++) means[set - 1] = floatAt(sums, set) / floatAt(sizes, set);
  return { method: 'sign-flip, exact', total, unflipped: 1, means: means.sort(), scale: clusters.scale };
}

function drawnFlips(clusters: Clusters, rng: Rng): SignFlips {
  const sums = new Float64Array(DRAWS);
  const sizes = new Float64Array(DRAWS);
  const draws = new Float64Array(DRAWS);
  for (let first = 0; first < clusters.count; first += 32) {
    fillFrom(rng, draws);
    addDrawn(tableOf(clusters, first), draws, sums, sizes);
  }
  const means = sums
    .map((sum, draw) => sum / floatAt(sizes, draw))
    .filter((_, draw) => floatAt(sizes, draw) > 0);
  return {
    method: `sign-flip, ${DRAWS} draws`,
    total: DRAWS + 1,
    unflipped: DRAWS + 1 - means.length,
    means: means.sort(),
    scale: clusters.scale,
  };
}

/**
 * For 32 clusters from `first`, the sum and then the size of every subset of each eight; the subsets of bits 0-7 stand
 * first, and so on.
 */
function tableOf(clusters: Clusters, first: number): Float64Array {
  const table = new Float64Array(2048);
  for (let bit = 0; bit < 32; bit++) {
    // Bits beyond the last cluster change nothing.
    const isCluster = first + bit < clusters.count;
    const sum = isCluster ? floatAt(clusters.totals, first + bit) : 0;
    const size = isCluster ? floatAt(clusters.sizes, first + bit) : 0;
    const start = (bit >>> 3) * 512;
    const width = 2 << (bit & 7);
    for (let set = 0; set < width; set += 2) {
      table[start + width + set] = floatAt(table, start + set) + sum;
      table[start + width + set + 1] = floatAt(table, start + set + 1) + size;
    }
  }
  return table;
}

/** Adds the subsets that the upper 32 bits of each draw name. Indices are within by their masks: `?? 0` never comes true. */
function addDrawn(table: Float64Array, draws: Float64Array, sums: Float64Array, sizes: Float64Array): void {
  for (let draw = 0; draw < DRAWS; draw++) {
    const bits = Math.floor((draws[draw] ?? 0) * 4294967296);
    const [a, b] = [(bits << 1) & 510, 512 + ((bits >>> 7) & 510)];
    const [c, d] = [1024 + ((bits >>> 15) & 510), 1536 + ((bits >>> 23) & 510)];
    sums[draw] = (sums[draw] ?? 0) + ((table[a] ?? 0) + (table[b] ?? 0) + (table[c] ?? 0) + (table[d] ?? 0));
    sizes[draw] =
      (sizes[draw] ?? 0) +
      ((table[a + 1] ?? 0) + (table[b + 1] ?? 0) + (table[c + 1] ?? 0) + (table[d + 1] ?? 0));
  }
}

/** How many of the ascending values are at most the limit. */
function countAtMost(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (floatAt(ascending, middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
