import { describe, expect, test } from 'vitest';
import { compareFigures, estimateFigure, FigureMemory, testFigures } from '../../../src/stats/index.js';
import { FIGURES, OPTIONS, pairsFor } from './units.js';

const exchanged = ({ newNumbers, oldNumbers, clusters }: ReturnType<typeof pairsFor>) => ({
  newNumbers: oldNumbers,
  oldNumbers: newNumbers,
  clusters,
});

describe.each(FIGURES)('a difference of figures by $by', (figure) => {
  const pairs = pairsFor(figure, 120, 2);

  test('is new - old', () => {
    const of = (numbers: typeof pairs.newNumbers) =>
      estimateFigure(figure, { ...numbers, clusters: pairs.clusters }, OPTIONS);
    const [now, before] = [of(pairs.newNumbers), of(pairs.oldNumbers)];
    const found = compareFigures(figure, pairs, OPTIONS);
    if (found.status !== 'estimated' || now.status !== 'estimated' || before.status !== 'estimated')
      throw new Error('expected limits');
    expect(found.value).toBeCloseTo(now.value - before.value, 12);
    expect(found).toMatchObject({ n: 120, clusters: 60 });
    expect(found.components.length).toBeGreaterThan(0);
  });

  test('changes its sign where the models are exchanged', () => {
    const there = compareFigures(figure, pairs, OPTIONS);
    const back = compareFigures(figure, exchanged(pairs), OPTIONS);
    if (there.status !== 'estimated' || back.status !== 'estimated') throw new Error('expected limits');
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.lower).toBeCloseTo(-there.upper, 10);
    expect(back.upper).toBeCloseTo(-there.lower, 10);
  });

  test('has limits that the test of a margin uses, strictly', () => {
    const found = compareFigures(figure, pairs, { ...OPTIONS, level: 0.95 });
    if (found.status !== 'estimated') throw new Error('expected limits');
    const at = (margin: number) => testFigures(figure, pairs, { margin, alpha: 0.025, seed: 7, range: {} });
    const far = at(Math.abs(found.lower) + 0.2);
    expect(far).toMatchObject({ isNonInferior: true, isDemonstratedLoss: false });
    expect(far.status === 'estimated' && far.lower).toBeCloseTo(found.lower, 12);
    if (found.lower < 0) {
      expect(at(-found.lower)).toMatchObject({ isNonInferior: false });
    }
  });

  test('between equal models is no width of zero as if it were known', () => {
    const same = { ...pairs, oldNumbers: pairs.newNumbers };
    const found = compareFigures(figure, same, OPTIONS);
    if (found.status === 'estimated') expect(found.upper).toBeGreaterThan(found.lower);
    else expect(found.reason).not.toBe('');
  });

  test('is insufficient without a unit, and refuses arrays of unequal length', () => {
    const none = pairsFor(figure, 0);
    expect(compareFigures(figure, none, OPTIONS)).toEqual({ status: 'insufficient', reason: 'no cases' });
    const options = { margin: 0.1, alpha: 0.025, seed: 1, range: {} };
    expect(testFigures(figure, none, options)).toEqual({ status: 'insufficient', reason: 'no cases' });
    const short = { ...pairs, clusters: new Int32Array(4) };
    expect(() => compareFigures(figure, short, OPTIONS)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
    );
    expect(() => testFigures(figure, pairs, { ...options, alpha: 0.6 })).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
    );
    expect(() => testFigures(figure, pairs, { ...options, margin: -0.1 })).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});

describe('scores whose range is open', () => {
  test('have limits where many clusters differ, and none where few do', () => {
    const many = pairsFor({ by: 'mean' }, 60);
    expect(compareFigures({ by: 'mean' }, many, { ...OPTIONS, range: { max: 1 } }).status).toBe('estimated');
    const few = {
      newNumbers: {
        values: Float64Array.from({ length: 30 }, (_, i) => (i < 4 ? 0.5 : 0.75)),
        seconds: null,
      },
      oldNumbers: { values: new Float64Array(30).fill(0.75), seconds: null },
      clusters: Int32Array.from({ length: 30 }, (_, i) => i),
    };
    expect(compareFigures({ by: 'mean' }, few, { ...OPTIONS, range: { max: 1 } })).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('without a lowest or highest value'),
    });
    const closed = { ...OPTIONS, range: { min: 0, max: 1 } };
    expect(compareFigures({ by: 'mean' }, few, closed).status).toBe('estimated');
  });
});

describe('FigureMemory', () => {
  const kappa = { by: 'quadratic-kappa' } as const;
  const pairs = pairsFor(kappa, 60);

  test('gives what would have been computed, and the same object for the same numbers', () => {
    const memory = new FigureMemory();
    const first = compareFigures(kappa, pairs, { ...OPTIONS, memory });
    const again = compareFigures(kappa, pairsFor(kappa, 60), { ...OPTIONS, memory });
    expect(first).toEqual(compareFigures(kappa, pairs, OPTIONS));
    expect(again).toEqual(first);
    const parts = [first, again].map((one) => (one.status === 'estimated' ? one.components[0] : null));
    expect(parts[0]).toBe(parts[1]);
  });

  test('tells other numbers, seeds, levels and clusters apart', () => {
    const memory = new FigureMemory();
    const of = (given: typeof pairs, options: { level?: number; seed?: number } = {}) =>
      compareFigures(kappa, given, { ...OPTIONS, ...options, memory });
    of(pairs);
    const moved = { ...pairs, newNumbers: { ...pairs.newNumbers, values: pairs.newNumbers.values.slice() } };
    moved.newNumbers.values[0] = (moved.newNumbers.values[0] ?? 0) === 0 ? 1 : 0;
    for (const [given, options] of [
      [moved, {}],
      [pairs, { seed: 8 }],
      [pairs, { level: 0.9 }],
      [{ ...pairs, clusters: pairs.clusters.map((c) => Math.floor(c / 2)) }, {}],
    ] as const) {
      expect(of(given, options)).toEqual(compareFigures(kappa, given, { ...OPTIONS, ...options }));
    }
  });

  test('forgets rather than grows without bound', () => {
    const memory = new FigureMemory();
    let computed = 0;
    const ask = (content: Float64Array) =>
      memory.recall('q', [content], () => {
        computed += 1;
        return { status: 'insufficient', reason: String(content[0]) };
      });
    const large = (first: number) => new Float64Array(900_000).fill(first);
    for (const first of [1, 2, 3]) expect(ask(large(first))).toMatchObject({ reason: String(first) });
    ask(large(3));
    expect(computed).toBe(3);
    ask(large(1));
    expect(computed).toBe(4);
  });
});
