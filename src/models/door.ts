/** A text that a firewall shuts out comes in a few repeats and attempts; beyond, a key was withdrawn. */
const MOST_REFUSED = 50;

/** Tells whether a refused request (4xx) is one alone, or whether every request of the model version would be refused. */
export interface Door {
  answered(): void;
  /** @returns true: its credential, its address or its form is wrong, and no other request will get further */
  refusesAll(httpStatus: number): boolean;
}

/** Of one sitting: what has answered since it was opened has the right address, and takes the form of the requests. */
export function createDoor(): Door {
  let hasAnswered = false;
  let refusedInARow = 0;
  return {
    answered() {
      hasAnswered = true;
      refusedInARow = 0;
    },
    refusesAll(httpStatus) {
      refusedInARow += 1;
      return httpStatus === 401 || !hasAnswered || refusedInARow >= MOST_REFUSED;
    },
  };
}
