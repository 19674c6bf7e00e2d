interface Place<T> {
  readonly value: T;
  before: Place<T> | null;
  after: Place<T> | null;
}

/** First in, first out; who gives up leaves at once, wherever he stands. Every operation takes constant time. */
export interface WaitingLine<T> {
  isEmpty(): boolean;
  /** @returns leaves the line; nothing happens where the place is no longer in it */
  join(value: T): () => void;
  /** The first, who leaves the line; null where it is empty. */
  next(): T | null;
}

export function createWaitingLine<T>(): WaitingLine<T> {
  let first: Place<T> | null = null;
  let last: Place<T> | null = null;
  const leave = (place: Place<T>): void => {
    const { before, after } = place;
    if (before === null && first !== place) return;
    if (before === null) first = after;
    else before.after = after;
    if (after === null) last = before;
    else after.before = before;
    place.before = null;
    place.after = null;
  };
  return {
    isEmpty: () => first === null,
    join(value) {
      const place: Place<T> = { value, before: last, after: null };
      if (last === null) first = place;
      else last.after = place;
      last = place;
      return () => leave(place);
    },
    next() {
      const place = first;
      if (place === null) return null;
      leave(place);
      return place.value;
    },
  };
}
