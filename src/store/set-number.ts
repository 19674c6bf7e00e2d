import { PreceptorError } from '../errors.js';

/** Numbers that stand for the long ids of sets in every row; given by the run's one writer, in order. */
export interface SetNumbers {
  /** Hands on its number: at once where it is known. */
  with(id: string, put: (number: number) => Promise<void>): Promise<void>;
  assign(id: string): Promise<{ readonly number: number; readonly isNew: boolean }>;
  /** @throws PreceptorError `INTERNAL` if no such set was opened */
  require(id: string): Promise<number>;
}

export function createSetNumbers(
  what: string,
  load: () => Promise<readonly { readonly number: number; readonly id: string }[]>,
): SetNumbers {
  const known = new Map<string, number>();
  let loading: Promise<void> | null = null;
  const refresh = async (): Promise<void> => {
    for (const { number, id } of await load()) known.set(id, number);
  };
  const require = async (id: string): Promise<number> => {
    if (!known.has(id)) await refresh();
    const number = known.get(id);
    if (number === undefined) {
      throw new PreceptorError('INTERNAL', `${what} "${id}": expected that it was opened; it was not`);
    }
    return number;
  };
  return {
    with(id, put) {
      const number = known.get(id);
      return number === undefined ? require(id).then(put) : put(number);
    },
    async assign(id) {
      loading ??= refresh();
      await loading;
      const before = known.get(id);
      if (before !== undefined) return { number: before, isNew: false };
      const number = Math.max(0, ...known.values()) + 1;
      known.set(id, number);
      return { number, isNew: true };
    },
    require,
  };
}
