import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assignmentCostInterval,
  assignmentCosts,
  meanAssignmentCost,
} from '../../../src/stats/ordinal/assignment-cost.js';
import { levelTable } from '../../../src/stats/ordinal/level-table.js';

const coded = (code: string) => expect.objectContaining({ code });
const costs = {
  assigned: [
    [0, 4, 20],
    [1, 0, 5],
    [2, 1, 0],
  ],
  noOutput: [30, 8, 0.5],
};
const options = { level: 0.9, replicates: 200, seed: 5, method: 'percentile' } as const;

test('by hand: under-assignment costs more than over-assignment, silence what was declared', () => {
  // 1->2: 4, 2->1: 1, 3->3: 0, 1->none: 30, 3->none: 0.5.
  const reference = [1, 2, 3, 1, 3];
  const assigned = [2, 1, 3, null, null];
  expect([...assignmentCosts(reference, assigned, costs)]).toEqual([4, 1, 0, 30, 0.5]);
  expect(meanAssignmentCost(levelTable(reference, assigned, 3), costs)).toBeCloseTo(7.1, 14);
});

test('no case has no mean cost', () => {
  expect(meanAssignmentCost(levelTable([], [], 3), costs)).toBeNull();
  expect(assignmentCosts([], [], costs)).toHaveLength(0);
});

test('the mean of the terms is the cost of the table; twice the costs, twice the mean', () => {
  const level = fc.integer({ min: 1, max: 3 });
  const doubled = {
    assigned: costs.assigned.map((row) => row.map((cost) => 2 * cost)),
    noOutput: costs.noOutput.map((cost) => 2 * cost),
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(level, fc.option(level)), { minLength: 1, maxLength: 30 }), (cases) => {
      const reference = cases.map(([r]) => r);
      const assigned = cases.map(([, a]) => a);
      const terms = assignmentCosts(reference, assigned, costs);
      const table = levelTable(reference, assigned, 3);
      const mean = terms.reduce((total, term) => total + term, 0) / terms.length;
      expect(meanAssignmentCost(table, costs)).toBeCloseTo(mean, 12);
      expect(meanAssignmentCost(table, doubled)).toBeCloseTo(2 * mean, 12);
    }),
  );
});

test('interval: the bootstrap of the terms', () => {
  const reference = Array.from({ length: 30 }, (_, i) => 1 + (i % 3));
  const assigned = reference.map((r, i) => (i % 7 === 0 ? null : 1 + ((r + (i % 4 === 0 ? 0 : 2)) % 3)));
  const cases = { reference, assigned, clusters: Int32Array.from(reference, (_, i) => i >> 1), levels: 3 };
  const found = assignmentCostInterval(cases, costs, options);
  if (found.status !== 'estimated') throw new Error(found.reason);
  expect(found.value).toBeCloseTo(meanAssignmentCost(levelTable(reference, assigned, 3), costs) ?? -1, 12);
  expect(found.clusters).toBe(15);
  expect(found.lower).toBeLessThan(found.value);
  expect(found.upper).toBeGreaterThan(found.value);
  // Without an error nothing varies: no knowledge of width 0.
  expect(assignmentCostInterval({ ...cases, assigned: reference }, costs, options).status).toBe(
    'insufficient',
  );
  expect(() => assignmentCostInterval({ ...cases, levels: 4 }, costs, options)).toThrow(
    coded('STATS_BAD_LENGTH'),
  );
});

test('refuses costs that are none and levels off the scale', () => {
  const table = levelTable([1], [1], 3);
  const withCell = (cost: number, at: number) => ({
    ...costs,
    assigned: costs.assigned.map((row, r) => row.map((old, a) => (r === 0 && a === at ? cost : old))),
  });
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => meanAssignmentCost(table, withCell(bad, 1))).toThrow(coded('STATS_BAD_VALUE'));
  expect(() => meanAssignmentCost(table, withCell(1, 0))).toThrow(coded('STATS_BAD_VALUE'));
  expect(() => meanAssignmentCost(table, { ...costs, noOutput: [1, 2, -3] })).toThrow(
    coded('STATS_BAD_VALUE'),
  );
  expect(() => meanAssignmentCost(table, { ...costs, noOutput: [1, 2] })).toThrow(coded('STATS_BAD_LENGTH'));
  expect(() => meanAssignmentCost(levelTable([1], [1], 2), costs)).toThrow(coded('STATS_BAD_LENGTH'));
  expect(() => assignmentCosts([4], [1], costs)).toThrow(coded('STATS_BAD_COUNT'));
  expect(() => assignmentCosts([1], [0], costs)).toThrow(coded('STATS_BAD_COUNT'));
  expect(() => assignmentCosts([1], [], costs)).toThrow(coded('STATS_BAD_LENGTH'));
});
