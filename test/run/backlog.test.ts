import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createBacklog } from '../../src/run/backlog.js';

describe('a backlog', () => {
  it('does its tasks in order, one after the other, and none at once', async () => {
    const backlog = createBacklog(100);
    const done: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      await backlog.add(async () => {
        await turn();
        done.push(n);
      });
    }
    expect(done).toEqual([]);
    await backlog.drain();
    expect(done).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('holds back whoever adds more than it may keep', async () => {
    const backlog = createBacklog(3);
    const done: number[] = [];
    const task = (n: number) => async () => void done.push(n);
    await backlog.add(task(0));
    await backlog.add(task(1));
    expect(done).toEqual([]);
    await backlog.add(task(2));
    expect(done).toEqual([0]);
    await backlog.drain();
    expect(done).toEqual([0, 1, 2]);
  });

  it('holds back whoever adds more than their sizes may be, whatever their number', async () => {
    const backlog = createBacklog(100, 10);
    const done: number[] = [];
    const task = (n: number) => async () => void done.push(n);
    await backlog.add(task(0), 4);
    await backlog.add(task(1), 5);
    expect(done).toEqual([]);
    await backlog.add(task(2), 6);
    expect(done).toEqual([0, 1]);
    await backlog.drain();
    expect(done).toEqual([0, 1, 2]);
  });

  it('says a failure to all who add, and does what they add', async () => {
    const backlog = createBacklog(2);
    const done: number[] = [];
    await backlog.add(async () => {
      throw new Error('the disk is full');
    });
    await expect(backlog.add(async () => void done.push(1))).rejects.toThrow('the disk is full');
    await expect(backlog.add(async () => void done.push(2))).rejects.toThrow('the disk is full');
    await expect(backlog.drain()).rejects.toThrow('the disk is full');
    expect(done).toEqual([1, 2]);
  });

  it('may be drained when nothing was added, and used again', async () => {
    const backlog = createBacklog(1);
    await backlog.drain();
    const done: number[] = [];
    await backlog.add(async () => void done.push(1));
    await backlog.drain();
    await backlog.add(async () => void done.push(2));
    await backlog.drain();
    expect(done).toEqual([1, 2]);
  });
});
