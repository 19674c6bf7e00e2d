import type { UnpairedCounts } from './unpaired-counts.js';

const MOST_STEPS = 2000;

/**
 * Score of an unpaired difference: (d - delta) / sqrt(p (1 - p) / n_new + q (1 - q) / n_old), with p and q the maximum
 * likelihood estimates under p - q = delta.
 *
 * @param counts - valid counts
 * @param delta - difference under the null hypothesis, -1 < delta < 1
 * @returns the score, falling in delta; 0 where the numerator is 0 even if the variance is 0 too
 * @source Miettinen & Nurminen 1985, Stat Med 4:213-226; Farrington & Manning 1990, Stat Med 9:1447-1454
 */
export function restrictedScore(counts: UnpairedCounts, delta: number): number {
  if (delta < 0) return -restrictedScore(exchanged(counts), -delta);
  const { newEvents, newCases, oldEvents, oldCases } = counts;
  const numerator = newEvents / newCases - oldEvents / oldCases - delta;
  if (numerator === 0) return 0;
  const q = restrictedOldRate(counts, delta);
  const variance = ((q + delta) * (1 - delta - q)) / newCases + (q * (1 - q)) / oldCases;
  return numerator / Math.sqrt(variance);
}

export function exchanged(counts: UnpairedCounts): UnpairedCounts {
  return {
    newEvents: counts.oldEvents,
    newCases: counts.oldCases,
    oldEvents: counts.newEvents,
    oldCases: counts.newCases,
  };
}

/**
 * The old rate q in [0, 1 - delta] that maximises the likelihood with q + delta as the new rate; delta >= 0.
 *
 * Its derivative x/(q + delta) - y/(1 - delta - q) + u/q - v/(1 - q) falls, so its only root is found by Newton's
 * method inside a shrinking bracket. Without a root the maximum lies at an end.
 */
function restrictedOldRate(counts: UnpairedCounts, delta: number): number {
  const x = counts.newEvents;
  const y = counts.newCases - x;
  const u = counts.oldEvents;
  const v = counts.oldCases - u;
  const width = 1 - delta;
  const slope = (q: number): number => over(x, q + delta) - over(y, width - q) + over(u, q) - over(v, 1 - q);
  if (delta === 0) return (x + u) / (x + y + u + v);
  if (u === 0 && slope(0) <= 0) return 0;
  if (y === 0 && slope(width) >= 0) return width;
  let low = 0;
  let high = width;
  let q = Math.min(
    width * (1 - 1e-3),
    Math.max(width * 1e-3, (x + u - counts.newCases * delta) / (x + y + u + v)),
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = slope(q);
    if (gradient === 0) return q;
    if (gradient > 0) low = q;
    else high = q;
    const curvature =
      over(x, (q + delta) ** 2) + over(y, (width - q) ** 2) + over(u, q * q) + over(v, (1 - q) ** 2);
    const newton = q + gradient / curvature;
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - q) <= 1e-15 * next || next === low || next === high) return next;
    q = next;
  }
  return q;
}

/** count / x, without 0/0. */
function over(count: number, x: number): number {
  return count === 0 ? 0 : count / x;
}
