/** What ends a request. `send`: gives up what was sent; `wait`: gives up waiting to send. */
export interface Signals {
  readonly send: AbortSignal;
  readonly wait: AbortSignal;
}

/** One joined signal for each that the run hands in: a run hands in one, and memory must not grow with its trials. */
export function eitherOf(own: AbortSignal): (other: AbortSignal) => AbortSignal {
  const joined = new WeakMap<AbortSignal, AbortSignal>();
  return (other) => {
    const known = joined.get(other) ?? AbortSignal.any([own, other]);
    joined.set(other, known);
    return known;
  };
}
