import type { PairedUnits } from '../../src/stats/index.js';

/** Paired units; every unit its own cluster where none are given. */
export function units(
  newValues: readonly number[],
  oldValues: readonly number[],
  clusters?: readonly number[],
): PairedUnits {
  return {
    newValues: Float64Array.from(newValues),
    oldValues: Float64Array.from(oldValues),
    clusters: Int32Array.from(clusters ?? newValues.map((_, i) => i)),
  };
}

/** n values in [0, 1) that run up and start again. */
export function ramp(n: number, step: number): number[] {
  return Array.from({ length: n }, (_, i) => ((i * step) % 17) / 17);
}
