import { floatAt } from '../numeric/argument.js';

/**
 * P(T >= t) for the sum T of the ranks with a positive sign, every sign pattern equally likely.
 *
 * Twice a mid-rank is a whole number, and 2 `zeros` smaller than it is at most twice the number of ranks. So
 * patterns are counted by how many signs are positive and by the sum of the reduced ranks, whatever the number of
 * zeros.
 *
 * @param ranks - mid-ranks above `zeros`, at most 50
 * @param zeros - differences of 0, ranked below
 * @param t - a sum of ranks
 */
export function signedRankTail(ranks: readonly number[], zeros: number, t: number): number {
  const reduced = ranks.map((rank) => 2 * (rank - zeros));
  const width = reduced.reduce((sum, rank) => sum + rank, 0) + 1;
  // counts[m * width + s]: patterns with m positive signs and reduced sum s; exact below 2^53.
  const counts = new Float64Array((ranks.length + 1) * width);
  counts[0] = 1;
  let reached = 0;
  reduced.forEach((rank, used) => {
    for (let m = used; m >= 0; m--) {
      const from = m * width;
      const to = from + width + rank;
      for (let s = 0; s <= reached; s++) counts[to + s] = floatAt(counts, to + s) + floatAt(counts, from + s);
    }
    reached += rank;
  });
  let tail = 0;
  for (let m = 0; m <= ranks.length; m++) {
    const least = Math.max(0, 2 * t - 2 * zeros * m);
    for (let s = least; s < width; s++) tail += floatAt(counts, m * width + s);
  }
  return tail / 2 ** ranks.length;
}
