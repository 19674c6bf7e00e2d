import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SmallCellRule } from '../../../src/stats/subgroup/small-cell.js';
import { suppressList } from '../../../src/stats/subgroup/suppress-list.js';
import { recoveredCells } from './recover-cells.js';

type Rule = Required<SmallCellRule>;

const rules = fc.record({ least: fc.constantFrom(3, 5, 10, 11), showZeros: fc.boolean() });
const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 3, max: 200 }));

/** A list with its total is a table of one row without column totals. */
function asTable(counts: readonly number[]) {
  const values = [...counts, counts.reduce((total, value) => total + value, 0)];
  return { rows: 1, columns: values.length, values };
}

/** Entries that are the same in every list that a reader may think of, among those that differ by 1 at most. */
function fixedCounts(
  values: readonly number[],
  shown: readonly (number | null)[],
  rule: Rule,
): readonly number[] {
  const may = (value: number, by: number) =>
    by === 0 ||
    (value < rule.least
      ? value + by >= (rule.showZeros ? 1 : 0) && value + by < rule.least
      : value + by >= rule.least);
  const fixed = new Set(values.flatMap((_, i) => (shown[i] === null ? [i] : [])));
  const last = values.length - 1;
  const tryFrom = (i: number, changes: readonly number[], sum: number): void => {
    if (i < last) {
      const steps = shown[i] === null ? [-1, 0, 1].filter((by) => may(values[i] ?? 0, by)) : [0];
      for (const by of steps) tryFrom(i + 1, [...changes, by], sum + by);
      return;
    }
    if (sum !== 0 && (shown[last] !== null || !may(values[last] ?? 0, sum))) return;
    [...changes, sum].forEach((by, place) => {
      if (by !== 0) fixed.delete(place);
    });
  };
  tryFrom(0, [], 0);
  return [...fixed];
}

describe('suppressList', () => {
  it('shows a list without a small count as it is', () => {
    expect(suppressList([10, 30])).toEqual({ counts: [10, 30], total: 40, small: 0, guards: 0 });
  });

  it('guards a single small count with the smallest other, in a tie the first', () => {
    expect(suppressList([4, 50, 20, 20])).toEqual({
      counts: [null, 50, null, 20],
      total: 94,
      small: 1,
      guards: 1,
    });
  });

  it('needs no guard where two small counts guard each other', () => {
    expect(suppressList([4, 7, 80])).toEqual({ counts: [null, null, 80], total: 91, small: 2, guards: 0 });
  });

  it('guards two small counts that leave each other no choice: 9 + 9 = 18', () => {
    expect(suppressList([9, 9, 80])).toEqual({ counts: [null, null, null], total: 98, small: 2, guards: 1 });
  });

  it('passes over a guard at its limit: 0 can only rise and 10 cannot fall, 11 can', () => {
    expect(suppressList([0, 10, 11]).counts).toEqual([null, 10, null]);
  });

  it('takes the total as the last resort', () => {
    expect(suppressList([0, 10])).toEqual({ counts: [null, 10], total: null, small: 1, guards: 1 });
  });

  it('suppresses a small total with its counts', () => {
    expect(suppressList([2, 3])).toEqual({ counts: [null, null], total: null, small: 3, guards: 0 });
    expect(suppressList([])).toEqual({ counts: [], total: null, small: 1, guards: 0 });
  });

  it('shows zeros only where the rule says so', () => {
    expect(suppressList([0, 20, 30]).small).toBe(1);
    expect(suppressList([0, 20, 30], { showZeros: true })).toMatchObject({ counts: [0, 20, 30], guards: 0 });
  });

  it('shows nothing where no guard can help: nine counts of 1, known to be at least 1 and at most 9 together', () => {
    const ones = new Array<number>(9).fill(1);
    const found = suppressList([...ones, 0], { showZeros: true });
    expect([found.counts.every((value) => value === null), found.total]).toEqual([true, null]);
    expect(suppressList([...ones, 0]).guards).toBe(0);
  });

  it.each([
    ['a negative count', [-1], {}],
    ['a fraction', [0.5], {}],
    ['infinity', [Number.POSITIVE_INFINITY], {}],
    ['a sum beyond whole doubles', [2 ** 53 - 1, 5], {}],
    ['a threshold of 1', [1], { least: 1 }],
    ['a threshold of 2 with zeros shown', [1], { least: 2, showZeros: true }],
  ] as const)('refuses %s', (_, counts, rule) => {
    expect(() => suppressList(counts, rule)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });

  it('gives no count away, to elimination with bounds or to trying every list', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 7 }), rules, (counts, rule) => {
        const found = suppressList(counts, rule);
        const shown = [...found.counts, found.total];
        if (shown.every((value) => value === null)) return;
        expect(recoveredCells(asTable(counts), shown, rule, false)).toEqual([]);
        expect(recoveredCells(asTable(counts), shown, rule, true)).toEqual([]);
        expect(fixedCounts(asTable(counts).values, shown, rule)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps no needless guard: each shown again gives a count away', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 6 }), rules, (counts, rule) => {
        const found = suppressList(counts, rule);
        const shown = [...found.counts, found.total];
        if (shown.every((value) => value === null)) return;
        const table = asTable(counts);
        shown.forEach((value, index) => {
          const own = table.values[index] ?? 0;
          if (value !== null || own < rule.least) return;
          const open = shown.map((other, i) => (i === index ? own : other));
          expect(fixedCounts(table.values, open, rule).length).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('suppresses what is small whatever the order, and as many guards', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 8 }), rules, (counts, rule) => {
        const there = suppressList(counts, rule);
        const back = suppressList(counts.toReversed(), rule);
        expect([back.small, back.guards, back.total]).toEqual([there.small, there.guards, there.total]);
        counts.forEach((own, i) => {
          const value = there.counts[i];
          if (value !== null) expect(value).toBe(own);
          if (own < rule.least && !(own === 0 && rule.showZeros)) expect(value).toBeNull();
        });
      }),
    );
  });
});
