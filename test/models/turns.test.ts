import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/models/turns.js';

describe('turns', () => {
  it('are given in order, a few at a time, and none at once', async () => {
    const take = createTurns();
    const done: number[] = [];
    const taken = Array.from({ length: 10 }, (_, n) => take().then(() => void done.push(n)));
    await Promise.resolve();
    expect(done).toEqual([]);
    await turn();
    expect(done.length).toBeLessThan(10);
    await Promise.all(taken);
    expect(done).toEqual(Array.from({ length: 10 }, (_, n) => n));
  });

  it('are given to whoever comes while others wait, and after all had theirs', async () => {
    const take = createTurns();
    const done: string[] = [];
    const first = take().then(async () => {
      await take();
      done.push('later');
    });
    await Promise.all([first, take().then(() => void done.push('earlier'))]);
    await take();
    expect(done).toEqual(['earlier', 'later']);
  });
});
