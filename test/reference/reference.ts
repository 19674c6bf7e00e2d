import { readFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

/** One call of a function and what the reference software answered. */
export interface ReferenceRow {
  readonly args: readonly number[];
  readonly expected: number;
}

/** Reads a reference file that stands beside this one. */
export function readReference<T>(name: string): T {
  const data: T = JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
  return data;
}

/** Relative difference; the difference itself where the expected value is below 1e-300, as 0 is. */
function difference(actual: number, expected: number): number {
  const gap = Math.abs(actual - expected);
  return Math.abs(expected) < 1e-300 ? gap : gap / Math.abs(expected);
}

const largest = new Map<string, number>();

/** Expects agreement within a relative tolerance; remembers the largest difference under the first word of `what`. */
export function expectClose(actual: number, expected: number, tolerance: number, what: string): void {
  const gap = difference(actual, expected);
  const key = what.replace(/ .*/, '');
  largest.set(key, Math.max(largest.get(key) ?? 0, gap));
  expect(gap, `${what}: got ${actual}, expected ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** With PRECEPTOR_DIFFERENCES set, prints the largest difference per function: the figures of docs/statistics.md. */
export function printDifferences(): void {
  afterAll(() => {
    if (process.env.PRECEPTOR_DIFFERENCES === undefined) return;
    const lines = [...largest].map(([name, gap]) => `${name} ${gap.toExponential(1)}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  });
}
