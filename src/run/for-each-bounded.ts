/**
 * Works through a stream with at most `limit` items under way; takes nothing new after an abort, and waits for what is
 * under way. The first error stops the taking and is thrown once the rest has settled.
 */
export async function forEachBounded<T>(
  items: AsyncIterable<T>,
  limit: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  for await (const item of items) {
    if (signal.aborted || failure !== null) break;
    const job = work(item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => running.delete(job));
    running.add(job);
    if (running.size >= limit) await Promise.race(running);
  }
  await Promise.all(running);
  if (failure !== null) throw errorOf(failure);
}

function errorOf(failure: { readonly error: unknown }): unknown {
  return failure.error;
}
