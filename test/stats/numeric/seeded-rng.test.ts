import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { mersenneTwister, substreamSeed } from '../../../src/stats/numeric/rng.js';

const seeds = fc.integer({ min: 0, max: 0xffffffff });

describe('bulk draws', () => {
  test('are those of next(), however they are cut', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }), (seed, lengths) => {
        const bulk = mersenneTwister(seed);
        const single = mersenneTwister(seed);
        for (const length of lengths) {
          const filled = new Float64Array(length);
          bulk.fill(filled);
          for (const value of filled) expect(value).toBe(single.next());
          expect(bulk.next()).toBe(single.next());
        }
      }),
      { numRuns: 30 },
    );
  });

  test('indices are floor(u * count), for the largest count too', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 26 }), (seed, count) => {
        const bulk = mersenneTwister(seed);
        const single = mersenneTwister(seed);
        const filled = new Int32Array(400);
        bulk.fillIndices(filled, count);
        for (const index of filled) expect(index).toBe(Math.floor(single.next() * count));
      }),
      { numRuns: 40 },
    );
  });

  test('the lower bits decide where the upper ones stand at an edge', () => {
    // At count = 2^26 one index takes two values of the upper 27 bits: about half of the draws lie at an edge.
    const bulk = mersenneTwister(3);
    const single = mersenneTwister(3);
    const filled = new Int32Array(20_000);
    bulk.fillIndices(filled, 2 ** 26 - 1);
    expect(filled.every((index) => index === Math.floor(single.next() * (2 ** 26 - 1)))).toBe(true);
  });

  test.each([0, -1, 1.5, 2 ** 26 + 1, Number.NaN])('refuse %s indices', (count) => {
    const rng = mersenneTwister(1);
    expect(() => rng.fillIndices(new Int32Array(1), count)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });
});

describe('substreams', () => {
  test('a seed again is the same stream, wherever the old one stood', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 900 }), (seed, drawn) => {
        const rng = mersenneTwister(5);
        rng.fill(new Float64Array(drawn));
        rng.reseed(seed);
        expect(rng.next()).toBe(mersenneTwister(seed).next());
      }),
    );
  });

  test('seeds wrap at 2^32', () => {
    expect([substreamSeed(7, 0), substreamSeed(0xffffffff, 1), substreamSeed(0xfffffffe, 5)]).toEqual([
      7, 0, 3,
    ]);
  });

  test.each([-1, 2 ** 32, 0.5, Number.NaN])('refuse the seed %s', (seed) => {
    expect(() => mersenneTwister(0).reseed(seed)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });
});

describe('an engine without WebAssembly', () => {
  const engine = Reflect.get(globalThis, 'WebAssembly');
  afterEach(() => {
    Reflect.set(globalThis, 'WebAssembly', engine);
    vi.resetModules();
  });

  test('draws the same, only slower', async () => {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    vi.resetModules();
    const { mersenneKernel } = await import('../../../src/stats/numeric/mersenne-kernel.js');
    expect(mersenneKernel()).toBeNull();
    const plain = await import('../../../src/stats/numeric/rng.js');
    for (const [length, count] of [
      [1000, 2000],
      [313, 7],
      [5, 2 ** 26],
      [700, 2 ** 26 - 1],
    ] as const) {
      const [here, there] = [new Int32Array(length), new Int32Array(length)];
      const [first, second] = [new Float64Array(length + 1), new Float64Array(length + 1)];
      const [kernel, without] = [mersenneTwister(length), plain.mersenneTwister(length)];
      kernel.fillIndices(here, count);
      without.fillIndices(there, count);
      kernel.fill(first);
      without.fill(second);
      expect(there).toEqual(here);
      expect(second).toEqual(first);
      expect(without.next()).toBe(kernel.next());
    }
  });
});
