import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forEachBounded } from '../../src/run/for-each-bounded.js';

async function* numbers(count: number, taken: number[] = []): AsyncIterable<number> {
  for (let n = 0; n < count; n += 1) {
    taken.push(n);
    yield n;
  }
}

const NEVER = new AbortController().signal;

describe('forEachBounded', () => {
  it.each([1, 3, 50])('works through all with at most %i under way', async (limit) => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await forEachBounded(numbers(20), limit, NEVER, async (n) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await wait(n % 3);
      underWay -= 1;
      done.push(n);
    });
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(most).toBe(Math.min(limit, 20));
    expect(underWay).toBe(0);
  });

  it('does nothing with an empty stream', async () => {
    await forEachBounded(numbers(0), 4, NEVER, async () => {
      throw new Error('there is nothing to do');
    });
  });

  it('takes nothing new after an abort and waits for what is under way', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const done: number[] = [];
    await forEachBounded(numbers(1000), 2, stop.signal, async (n) => {
      begun.push(n);
      if (n === 4) stop.abort();
      await wait(5);
      done.push(n);
    });
    expect(begun.length).toBeLessThanOrEqual(6);
    expect(done.sort()).toEqual(begun.sort());
  });

  it('throws the first error once the rest has settled, and takes nothing more', async () => {
    const taken: number[] = [];
    const done: number[] = [];
    const working = forEachBounded(numbers(1000, taken), 3, NEVER, async (n) => {
      await wait(n === 1 ? 1 : 20);
      if (n === 1) throw new Error('the second fails');
      if (n === 2) throw new Error('so does the third, later');
      done.push(n);
    });
    await expect(working).rejects.toThrow('the second fails');
    expect(done).toContain(0);
    expect(taken.length).toBeLessThan(10);
  });

  it('throws the error of the stream itself', async () => {
    async function* failing(): AsyncIterable<number> {
      yield 0;
      throw new Error('the stream broke');
    }
    await expect(forEachBounded(failing(), 2, NEVER, () => wait(5))).rejects.toThrow('the stream broke');
  });
});
