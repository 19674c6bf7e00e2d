import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressTable } from '../../../src/stats/subgroup/suppress-table.js';
import { fixedCells, flat, recoveredCells, showsNothing, withTotals } from './recover-cells.js';

const rules = fc.record({ least: fc.constantFrom(3, 5, 10, 11), showZeros: fc.boolean() });
const count = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 9, 10, 11) },
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 400 }) },
);

function tables(most: number, widest: number): fc.Arbitrary<number[][]> {
  return fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: widest }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
}

describe('suppressTable against a reader', () => {
  it('a reader recovers cells where only the small ones are suppressed', () => {
    // [3 12; 30 11] with only the 3 gone: 15 - 12.
    const table = withTotals([
      [3, 12],
      [30, 11],
    ]);
    const shown = table.values.map((value) => (value < 10 ? null : value));
    const rule = { least: 10, showZeros: false };
    expect(recoveredCells(table, shown, rule, false)).toEqual([0]);
    expect(fixedCells(table, shown, rule, 2)).toEqual([0]);
    // Two gaps in one row, each alone in its column.
    const wide = withTotals([
      [3, 4, 20],
      [30, 40, 50],
    ]);
    expect(
      recoveredCells(
        wide,
        wide.values.map((v) => (v < 10 ? null : v)),
        rule,
        false,
      ),
    ).toEqual([0, 1]);
    // By bounds alone: two small gaps that add up to 18 are 9 and 9.
    const bounded = withTotals([
      [9, 9],
      [40, 50],
    ]);
    const gaps = bounded.values.map((v, i) => ([0, 1, 3, 4].includes(i) ? null : v));
    expect(recoveredCells(bounded, gaps, rule, false)).toEqual([]);
    expect(recoveredCells(bounded, gaps, rule, true)).toEqual([0, 1, 3, 4]);
  });

  it('elimination and bounds give no suppressed entry away', () => {
    fc.assert(
      fc.property(tables(6, 6), rules, (cells, rule) => {
        const table = withTotals(cells);
        const shown = flat(suppressTable(cells, rule));
        if (showsNothing(shown)) return;
        expect(recoveredCells(table, shown, rule, false)).toEqual([]);
        expect(recoveredCells(table, shown, rule, true)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('of every suppressed entry another value exists, and none where one guard is shown again', () => {
    fc.assert(
      fc.property(tables(2, 3), rules, (cells, rule) => {
        const table = withTotals(cells);
        const shown = flat(suppressTable(cells, rule));
        if (showsNothing(shown)) return;
        expect(fixedCells(table, shown, rule, 1)).toEqual([]);
        shown.forEach((value, index) => {
          const own = table.values[index] ?? 0;
          if (value !== null || own < rule.least) return;
          const open = shown.map((other, i) => (i === index ? own : other));
          expect(fixedCells(table, open, rule, 2).length).toBeGreaterThan(0);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('suppresses every small entry, shows the others as they are, and counts both kinds', () => {
    fc.assert(
      fc.property(tables(6, 6), rules, (cells, { least, showZeros }) => {
        const { values } = withTotals(cells);
        const found = suppressTable(cells, { least, showZeros });
        const shown = flat(found);
        const small = values.map((value) => value < least && !(value === 0 && showZeros));
        shown.forEach((value, i) => {
          if (value === null) return;
          expect(value).toBe(values[i]);
          expect(small[i]).toBe(false);
        });
        expect(found.small).toBe(small.filter(Boolean).length);
        expect(found.small + found.guards).toBe(shown.filter((value) => value === null).length);
        if (found.small === 0) expect(found.guards).toBe(0);
      }),
    );
  });

  it('shows nothing only without a choice: never with zeros hidden and a threshold of 3 or more', () => {
    fc.assert(
      fc.property(tables(5, 5), fc.constantFrom(3, 10, 11), (cells, least) => {
        const { values } = withTotals(cells);
        const shown = flat(suppressTable(cells, { least }));
        if (values.some((value) => value >= 4 * least * cells.length))
          expect(showsNothing(shown)).toBe(false);
      }),
    );
  });

  it('protects a large table within a second', () => {
    const cells = Array.from({ length: 100 }, (_, r) =>
      Array.from({ length: 100 }, (_, c) =>
        (r * 37 + c * 101) % 97 === 0 ? 3 : 10 + ((r * 31 + c * 17) % 83),
      ),
    );
    const started = performance.now();
    const shown = flat(suppressTable(cells));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(shown.filter((value) => value === null).length).toBeLessThan(400);
  });
});
