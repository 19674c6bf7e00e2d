/**
 * Turns of the event loop in which nothing came that `stir` was told of, for work that may wait: what is to be sent goes
 * out before it, and what comes meanwhile does not wait for all of it.
 */
export interface Lull {
  /** Says that something came: who waits already lets it pass. */
  stir(): void;
  /** Resolves in a later turn, for one caller in each, in their order. */
  next(): Promise<void>;
}

/** Turns in a row that may pass over who waits: however much comes, it goes on. */
const MOST_PASSED = 5;

export function createLull(): Lull {
  const waiting: (() => void)[] = [];
  let hasStirred = false;
  let passed = 0;
  let isAwake = false;
  const wake = (): void => {
    isAwake = waiting.length > 0;
    if (isAwake) setImmediate(serve);
  };
  const serve = (): void => {
    if (hasStirred && passed < MOST_PASSED) {
      passed += 1;
    } else {
      passed = 0;
      waiting.shift()?.();
    }
    hasStirred = false;
    wake();
  };
  return {
    stir() {
      hasStirred = isAwake;
    },
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (!isAwake) wake();
      }),
  };
}

/** Of this process, which has one event loop. */
export const LULL: Lull = createLull();
