/** A text that a firewall shuts out comes in a few repeats and attempts; beyond, a key was withdrawn. */
const MOST_REFUSED = 50;

/** Tells whether a refused request (4xx) is one alone, or whether every request of the model version would be refused. */
export interface Door {
  /** Begins when a request is sent. */
  enter(): Visit;
}

export interface Visit {
  answered(): void;
  /**
   * Waits for what was sent before the refusal: an endpoint that answers one of these refuses this request alone.
   *
   * @returns true: its credential, its address or its form is wrong, and no other request will get further
   */
  isRefusedToAll(httpStatus: number): Promise<boolean>;
  /** Always, whatever became of the request; later calls are ignored. */
  leave(): void;
}

/**
 * Where anything has answered, the address is right, and requests have the right form.
 *
 * @param hasAnsweredBefore - in an earlier sitting
 */
export function createDoor(hasAnsweredBefore = false): Door {
  let hasAnswered = hasAnsweredBefore;
  let refusedInARow = 0;
  const inside = new Set<object>();
  let verdicts: (() => void)[] = [];
  const settle = (): void => {
    const settled = verdicts;
    verdicts = [];
    for (const resolve of settled) resolve();
  };
  return {
    enter() {
      const visit = {};
      inside.add(visit);
      const leave = (): void => {
        inside.delete(visit);
        settle();
      };
      return {
        answered() {
          hasAnswered = true;
          refusedInARow = 0;
          settle();
        },
        async isRefusedToAll(httpStatus) {
          leave();
          refusedInARow += 1;
          const witnesses = [...inside];
          const isOpen = () => httpStatus !== 401 && !hasAnswered && witnesses.some((one) => inside.has(one));
          while (isOpen()) await new Promise<void>((resolve) => verdicts.push(resolve));
          return httpStatus === 401 || !hasAnswered || refusedInARow >= MOST_REFUSED;
        },
        leave,
      };
    },
  };
}
