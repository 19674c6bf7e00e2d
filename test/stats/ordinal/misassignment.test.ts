import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelTable } from '../../../src/stats/ordinal/level-table.js';
import { misassignment } from '../../../src/stats/ordinal/misassignment.js';
import { misassignmentIntervals } from '../../../src/stats/ordinal/misassignment-intervals.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const coded = (code: string) => expect.objectContaining({ code });
const REFERENCE = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5];
const ASSIGNED = [1, 2, 3, null, 2, 4, 1, 3, 5, 2, 5, null];
const apart = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const anyCases = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.option(fc.integer({ min: 1, max: 5 }), { freq: 4 })),
  { minLength: 1, maxLength: 40 },
);

describe('levelTable', () => {
  test('by hand', () => {
    const found = levelTable(REFERENCE, ASSIGNED, 5);
    expect(found.counts).toEqual([
      [1, 1, 1, 0, 0],
      [1, 1, 0, 1, 0],
      [0, 0, 1, 0, 1],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 0, 1],
    ]);
    expect(found.noOutput).toEqual([1, 0, 0, 0, 1]);
    expect(levelTable([], [], 2)).toEqual({
      levels: 2,
      counts: [
        [0, 0],
        [0, 0],
      ],
      noOutput: [0, 0],
    });
  });

  test('refuses levels off the scale, unequal lengths and scales of one level', () => {
    for (const bad of [0, 6, 1.5, Number.NaN]) {
      expect(() => levelTable([bad], [1], 5)).toThrow(coded('STATS_BAD_COUNT'));
      expect(() => levelTable([1], [bad], 5)).toThrow(coded('STATS_BAD_COUNT'));
    }
    expect(() => levelTable([1], [], 5)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => levelTable([1], [1], 1)).toThrow(coded('STATS_BAD_COUNT'));
  });
});

describe('misassignment', () => {
  test('by hand: 12 cases, two without output', () => {
    // Under: 1->2, 1->3, 2->4, 3->5. Over: 2->1, 4->2. Critical: 1->3, 2->4 of six with reference 1 or 2 and an output.
    expect(misassignment(levelTable(REFERENCE, ASSIGNED, 5))).toEqual({
      under: {
        amongAssigned: { numerator: 4, denominator: 10, value: 0.4 },
        noOutputAsEvent: { numerator: 6, denominator: 12, value: 0.5 },
      },
      over: {
        amongAssigned: { numerator: 2, denominator: 10, value: 0.2 },
        noOutputAsEvent: { numerator: 4, denominator: 12, value: 4 / 12 },
      },
      criticalUnder: {
        amongAssigned: { numerator: 2, denominator: 6, value: 2 / 6 },
        noOutputAsEvent: { numerator: 3, denominator: 7, value: 3 / 7 },
      },
      firstToSecond: {
        amongAssigned: { numerator: 1, denominator: 3, value: 1 / 3 },
        noOutputAsEvent: { numerator: 2, denominator: 4, value: 0.5 },
      },
      exact: { numerator: 4, denominator: 10, value: 0.4 },
      noOutput: { numerator: 2, denominator: 12, value: 2 / 12 },
    });
  });

  test('1 -> 2 is under-assignment, but not critical', () => {
    const found = misassignment(levelTable([1, 1], [2, 2], 5));
    expect(found.under.amongAssigned.value).toBe(1);
    expect(found.firstToSecond.amongAssigned.value).toBe(1);
    expect(found.criticalUnder.amongAssigned.value).toBe(0);
  });

  test('only silence: no rate among the assigned, all of it in the worst case', () => {
    const found = misassignment(levelTable([1, 2], [null, null], 5));
    expect(found.under.amongAssigned.value).toBeNull();
    expect(found.under.noOutputAsEvent.value).toBe(1);
    expect(found.exact.value).toBeNull();
    expect(found.noOutput.value).toBe(1);
  });

  test('nobody at risk: null', () => {
    const found = misassignment(levelTable([4, 5], [5, 5], 5));
    expect(found.criticalUnder.noOutputAsEvent.value).toBeNull();
    expect(found.firstToSecond.amongAssigned.value).toBeNull();
    expect(misassignment(levelTable([], [], 5)).noOutput.value).toBeNull();
  });

  test("a rule of one's own", () => {
    const table = levelTable(REFERENCE, ASSIGNED, 5);
    // References 1 to 3 assigned 4 or 5: 2->4, 3->5 of eight.
    const found = misassignment(table, { references: [1, 2, 3], assignedAtLeast: 4 });
    expect(found.criticalUnder.amongAssigned).toMatchObject({ numerator: 2, denominator: 8 });
    const twice = misassignment(table, { references: [1, 1], assignedAtLeast: 2 });
    expect(twice.criticalUnder.amongAssigned).toMatchObject({ numerator: 2, denominator: 3 });
  });

  test('refuses a rule that counts correct assignments, and tables that are none', () => {
    const table = levelTable(REFERENCE, ASSIGNED, 5);
    expect(() => misassignment(table, { references: [3], assignedAtLeast: 3 })).toThrow(
      coded('STATS_BAD_VALUE'),
    );
    expect(() => misassignment(table, { references: [0], assignedAtLeast: 3 })).toThrow(
      coded('STATS_BAD_COUNT'),
    );
    expect(() => misassignment(table, { references: [1], assignedAtLeast: 6 })).toThrow(
      coded('STATS_BAD_COUNT'),
    );
    expect(() => misassignment(levelTable([1], [2], 2))).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => misassignment({ ...table, noOutput: [1] })).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => misassignment({ ...table, counts: table.counts.slice(1) })).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => misassignment({ levels: 3, counts: [[1], [1], [1]], noOutput: [0, 0, 0] })).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => misassignment({ ...table, noOutput: [-1, 0, 0, 0, 0] })).toThrow(coded('STATS_BAD_COUNT'));
  });

  test('every case is under, over, exact or without output; the scale turned round exchanges under and over', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const reference = cases.map(([r]) => r);
        const assigned = cases.map(([, a]) => a);
        const found = misassignment(levelTable(reference, assigned, 5));
        const parts = [found.under.amongAssigned, found.over.amongAssigned, found.exact, found.noOutput];
        expect(parts.reduce((total, part) => total + part.numerator, 0)).toBe(cases.length);
        const turned = misassignment(
          levelTable(
            reference.map((r) => 6 - r),
            assigned.map((a) => (a === null ? null : 6 - a)),
            5,
          ),
        );
        expect(turned.over).toEqual(found.under);
        expect(turned.under).toEqual(found.over);
      }),
    );
  });
});

describe('misassignmentIntervals', () => {
  const independent = { reference: REFERENCE, assigned: ASSIGNED, levels: 5, clusters: apart(12) };

  test('a cluster for each case: Wilson of the shares of the table', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const reference = cases.map(([r]) => r);
        const assigned = cases.map(([, a]) => a);
        const shares = misassignment(levelTable(reference, assigned, 5));
        const found = misassignmentIntervals(
          { reference, assigned, levels: 5, clusters: apart(cases.length) },
          0.9,
        );
        for (const name of ['under', 'over', 'criticalUnder', 'firstToSecond'] as const)
          for (const kind of ['amongAssigned', 'noOutputAsEvent'] as const) {
            const { numerator, denominator } = shares[name][kind];
            const expected =
              denominator === 0 ? { status: 'insufficient' } : wilson(numerator, denominator, 0.9);
            expect(found[name][kind]).toMatchObject(expected);
          }
        expect(found.noOutput).toMatchObject(wilson(shares.noOutput.numerator, cases.length, 0.9));
      }),
    );
  });

  test('several cases a cluster: n counts clusters, df follows', () => {
    const clusters = Int32Array.from([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
    const { under } = misassignmentIntervals({ ...independent, clusters }, 0.95);
    expect(under.noOutputAsEvent).toMatchObject({
      value: 0.5,
      method: 'CR2, Satterthwaite t',
      clusters: 6,
      df: expect.closeTo(5, 10),
    });
  });

  test('refuses what the table refuses, and levels of confidence and lengths', () => {
    expect(() => misassignmentIntervals(independent, 1)).toThrow(coded('STATS_BAD_LEVEL'));
    expect(() => misassignmentIntervals({ ...independent, clusters: apart(3) }, 0.9)).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => misassignmentIntervals({ ...independent, levels: 4 }, 0.9)).toThrow(
      coded('STATS_BAD_COUNT'),
    );
    const rule = { references: [2], assignedAtLeast: 2 };
    expect(() => misassignmentIntervals(independent, 0.9, rule)).toThrow(coded('STATS_BAD_VALUE'));
  });
});
