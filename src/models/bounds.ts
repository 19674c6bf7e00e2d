/** Requests under way, where neither the model’s file nor the run sets a bound. */
const CONNECTIONS = 64;

/** No more than the run asks at once: a limit that grew beyond that would be halved to no effect. */
export function concurrencyOf(
  { concurrency }: { readonly concurrency?: number },
  context: { readonly concurrency?: number | undefined },
): number {
  return Math.min(concurrency ?? Number.POSITIVE_INFINITY, context.concurrency ?? CONNECTIONS);
}
