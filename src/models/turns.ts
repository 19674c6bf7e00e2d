/** Callers of one turn of the event loop. */
const TURN = 4;

/**
 * For work that may wait: resolves in a later turn of the event loop, for a few callers in each, in their order. What is
 * to be sent goes out before it.
 */
export function createTurns(): () => Promise<void> {
  let waiting: (() => void)[] = [];
  const serve = (): void => {
    for (const resolve of waiting.slice(0, TURN)) resolve();
    waiting = waiting.slice(TURN);
    if (waiting.length > 0) setImmediate(serve);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(serve);
    });
}
