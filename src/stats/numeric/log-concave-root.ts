import { PreceptorError } from '../../errors.js';

/** A tail probability at u, and the size of its derivative with respect to u. */
export interface TailPoint {
  readonly tail: number;
  readonly slope: number;
}

const MAX_STEPS = 400;

/**
 * Solves tail(u) = target by Newton's method on ln tail, kept inside a shrinking bracket.
 *
 * Where the density of u is log-concave, so is its tail, and Newton converges monotonically after the first step.
 *
 * @param tail - the tail and its slope at u
 * @param target - probability, 0 < target < 1
 * @param direction - 1 where the tail grows with u, -1 where it falls
 * @param bracket - lowest, first and highest u to try
 * @throws PreceptorError `STATS_NO_CONVERGENCE` where no u of the bracket meets the target
 */
export function logConcaveRoot(
  tail: (u: number) => TailPoint,
  target: number,
  direction: 1 | -1,
  bracket: { readonly lowest: number; readonly start: number; readonly highest: number },
): number {
  const logTarget = Math.log(target);
  let low = bracket.lowest;
  let high = bracket.highest;
  let u = bracket.start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const point = tail(u);
    const gap = direction * (Math.log(point.tail) - logTarget);
    if (gap === 0) return u;
    if (gap < 0) low = u;
    else high = u;
    const newton = u - (gap * point.tail) / point.slope;
    // A tail or slope that underflows gives NaN or a jump outside: halve instead.
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - u) <= 1e-14 * Math.max(1, Math.abs(u))) {
      if (next - bracket.lowest > 1e-9 && bracket.highest - next > 1e-9) return next;
      break;
    }
    u = next;
  }
  throw new PreceptorError(
    'STATS_NO_CONVERGENCE',
    `quantile for the tail probability ${target}: no solution that a double can hold`,
  );
}
