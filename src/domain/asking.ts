/** Requests for one trial before a failure of the infrastructure stands, where nobody says otherwise (METHODS §2.9). */
export const PLANNED_ATTEMPTS = 3;
export const MOST_ATTEMPTS = 10;

/** The run that this one continues: the same plan, and every response of it but those that are asked for again. */
export interface Continued {
  readonly run: string;
  /** Trials whose failure by the infrastructure stood there and that are asked again. */
  readonly reopened: number;
  /** Requests for one trial that were planned there. */
  readonly attempts: number;
}

/** How the trials of a run are asked. It changes nothing of what is asked, so it is no part of the plan. */
export interface Asking {
  /** Requests for one trial at most, over all sittings; 1..10. */
  readonly attempts: number;
  /** Every response is asked for; none is taken from the cache. */
  readonly fresh: boolean;
  readonly continues: Continued | null;
}

export const USUAL_ASKING: Asking = { attempts: PLANNED_ATTEMPTS, fresh: false, continues: null };

/** Requests under way at once, at one endpoint. */
export const MOST_CONCURRENT = 1000;
/** Of one trial. */
export const MOST_REPEATS = 1000;
