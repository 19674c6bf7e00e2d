import { floatAt } from '../numeric/argument.js';

/** The blocks of an isotonic fit to pooled 0/1 outcomes, in ascending order. */
export interface IsotonicFit {
  /** Number of blocks. */
  readonly blocks: number;
  /** For each block, one past the last group in it. */
  readonly ends: Float64Array;
  /** Cases per block. */
  readonly counts: Float64Array;
  /** Cases with outcome 1 per block; the fit is events / counts. */
  readonly events: Float64Array;
}

/**
 * Isotonic regression of shares by pooling adjacent violators.
 *
 * Counts are integers, so shares are compared by cross products without rounding. Groups without a case join the block
 * before them (the first block, if they come first).
 *
 * @param counts - cases per group, groups in ascending order of forecast, ties already pooled
 * @param events - cases with outcome 1 per group
 * @returns the blocks, their shares strictly rising; none without a case
 * @source Ayer et al. 1955, Ann Math Stat 26:641-647
 */
export function poolAdjacentViolators(counts: Float64Array, events: Float64Array): IsotonicFit {
  const groups = counts.length;
  const ends = new Float64Array(groups);
  const blockCounts = new Float64Array(groups);
  const blockEvents = new Float64Array(groups);
  let top = -1;
  for (let u = 0; u < groups; u++) {
    let count = floatAt(counts, u);
    let hits = floatAt(events, u);
    if (count === 0) {
      if (top >= 0) ends[top] = u + 1;
      continue;
    }
    while (top >= 0 && floatAt(blockEvents, top) * count >= hits * floatAt(blockCounts, top)) {
      count += floatAt(blockCounts, top);
      hits += floatAt(blockEvents, top);
      top--;
    }
    top++;
    ends[top] = u + 1;
    blockCounts[top] = count;
    blockEvents[top] = hits;
  }
  return {
    blocks: top + 1,
    ends: ends.subarray(0, top + 1),
    counts: blockCounts.subarray(0, top + 1),
    events: blockEvents.subarray(0, top + 1),
  };
}

/** Writes the fitted share of every group into `fitted`. */
export function fillFitted(fit: IsotonicFit, fitted: Float64Array): void {
  let start = 0;
  for (let b = 0; b < fit.blocks; b++) {
    const end = floatAt(fit.ends, b);
    fitted.fill(floatAt(fit.events, b) / floatAt(fit.counts, b), start, end);
    start = end;
  }
}
