/** Work that may wait until the event loop has nothing more urgent: what is to be sent goes out first. */
export interface Backlog {
  /** Takes the task in any case. Resolves when there is room for more; rejects once a task has failed. */
  add(task: () => Promise<void>): Promise<void>;
  /** Resolves when everything added is done; rejects with the first failure. */
  drain(): Promise<void>;
}

/** Tasks of one turn of the event loop. */
const TURN = 4;
const DONE = Promise.resolve();

/**
 * Tasks are done one after the other, in their order, those after a failure too: what came must be stored.
 *
 * @param most - tasks that wait before whoever adds one is held back; integer, >= 1
 */
export function createBacklog(most: number): Backlog {
  const tasks: (() => Promise<void>)[] = [];
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
      await new Promise<void>((resolve) => setImmediate(resolve));
      // A few at a time: what comes from outside meanwhile does not wait for all of them.
      for (const task of tasks.splice(0, TURN)) await attempt(task);
      wake();
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
  const settled = (): Promise<void> => (failures.length === 0 ? DONE : Promise.reject(failures[0]));

  return {
    add(task) {
      tasks.push(task);
      emptying ??= empty();
      if (failures.length > 0) return settled();
      if (tasks.length < most) return DONE;
      return new Promise<void>((resolve) => waiting.push(resolve)).then(settled);
    },
    async drain() {
      await emptying;
      return settled();
    },
  };
}
