import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLull } from '../../src/models/lull.js';

describe('a lull', () => {
  it('comes to one caller a turn, in their order, and to none at once', async () => {
    const lull = createLull();
    const done: number[] = [];
    const all = Array.from({ length: 10 }, (_, n) => lull.next().then(() => void done.push(n)));
    await Promise.resolve();
    expect(done).toEqual([]);
    await turn();
    expect(done).toEqual([0]);
    await turn();
    expect(done).toEqual([0, 1]);
    await Promise.all(all);
    expect(done).toEqual(Array.from({ length: 10 }, (_, n) => n));
  });

  it('comes to whoever asks while others wait, and after all had theirs', async () => {
    const lull = createLull();
    const done: string[] = [];
    const first = lull.next().then(async () => {
      await lull.next();
      done.push('later');
    });
    await Promise.all([first, lull.next().then(() => void done.push('earlier'))]);
    await lull.next();
    expect(done).toEqual(['earlier', 'later']);
  });

  it('does not come in a turn in which something came', async () => {
    const lull = createLull();
    let isCalm = false;
    void lull.next().then(() => {
      isCalm = true;
    });
    for (let n = 0; n < 5; n += 1) {
      lull.stir();
      await turn();
      expect(isCalm).toBe(false);
    }
    await turn();
    expect(isCalm).toBe(true);
  });

  it('is not kept away by what came before anybody waited', async () => {
    const lull = createLull();
    lull.stir();
    let isCalm = false;
    void lull.next().then(() => {
      isCalm = true;
    });
    await turn();
    expect(isCalm).toBe(true);
  });

  it('comes in the end however much comes', async () => {
    const lull = createLull();
    let callers = 0;
    for (let n = 0; n < 3; n += 1) void lull.next().then(() => (callers += 1));
    for (let n = 0; n < 100; n += 1) {
      lull.stir();
      await turn();
    }
    expect(callers).toBe(3);
  });
});
