import { LULL } from '../models/lull.js';

/** Work that waits for a lull of the event loop. */
export interface Backlog {
  /**
   * Takes the task in any case. Resolves when there is room for more; rejects once a task has failed.
   *
   * @param size - what it holds until it is done, in any unit. Default: 0
   */
  add(task: () => Promise<void>, size?: number): Promise<void>;
  /** Resolves when everything added is done; rejects with the first failure. */
  drain(): Promise<void>;
}

const DONE = Promise.resolve();

/**
 * Tasks are done one after the other, in their order, those after a failure too: what came must be stored.
 *
 * @param most - tasks that wait before whoever adds one is held back; integer, >= 1
 * @param mostSize - the same of their sizes, in all
 */
export function createBacklog(most: number, mostSize = Number.POSITIVE_INFINITY): Backlog {
  const tasks: { readonly run: () => Promise<void>; readonly size: number }[] = [];
  let held = 0;
  const failures: unknown[] = [];
  let emptying: Promise<void> | null = null;
  let waiting: (() => void)[] = [];

  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const empty = async (): Promise<void> => {
    while (tasks.length > 0) {
      await LULL.next();
      const task = tasks.shift();
      if (task === undefined) continue;
      await attempt(task.run);
      held -= task.size;
      if (hasRoom()) wake();
    }
    emptying = null;
    wake();
  };
  const attempt = async (task: () => Promise<void>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      failures.push(error);
    }
  };
  const hasRoom = (): boolean => tasks.length < most && held < mostSize;
  const settled = (): Promise<void> => (failures.length === 0 ? DONE : Promise.reject(failures[0]));

  return {
    add(run, size = 0) {
      tasks.push({ run, size });
      held += size;
      emptying ??= empty();
      if (failures.length > 0) return settled();
      if (hasRoom()) return DONE;
      return new Promise<void>((resolve) => waiting.push(resolve)).then(settled);
    },
    async drain() {
      await emptying;
      return settled();
    },
  };
}
