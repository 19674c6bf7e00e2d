/**
 * Works through a stream with at most `limit` items under way; takes nothing new after an abort, and waits for what is
 * under way. The first error stops the taking and is thrown once the rest has settled.
 *
 * @param items - asked for its next item by several at once, as generators allow
 */
export async function forEachBounded<T>(
  items: AsyncIterable<T>,
  limit: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  let isDone = false;
  const isOver = () => isDone || failures.length > 0 || signal.aborted;
  const worker = async (): Promise<void> => {
    while (!isOver()) {
      const next = await iterator.next();
      if (next.done === true) isDone = true;
      if (next.done === true || isOver()) return;
      await work(next.value);
    }
  };
  const fail = (error: unknown): void => {
    failures.push(error);
  };
  await Promise.all(Array.from({ length: limit }, () => worker().catch(fail)));
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}
