const LEAST_START = 4;
/** Whatever concurrency was declared: nobody knows yet what the endpoint bears. */
const MOST_START = 50;
const START_SHARE = 1 / 2;
const DECREASE = 0.5;

/**
 * How many requests may be under way at once. It begins at half the concurrency, at least 4 and at most 50, and grows by 1 an
 * answer, which doubles it in each round trip, until it has reached the concurrency or the first rate limit comes; then
 * it grows by 1 a window of `limit` answers and is halved at a rate limit (additive increase, multiplicative decrease).
 *
 * @source Chiu & Jain 1989, Comput Netw ISDN Syst 17:1-14; slow start: Jacobson 1988, SIGCOMM 314-329
 */
export interface CongestionWindow {
  /** Integer, 1 to the concurrency. */
  limit(): number;
  /** Goes with each request that is sent, and comes back with what became of it. */
  epoch(): number;
  /** Whether it counted: an answer to what was sent before the last decrease says nothing about the limit now. */
  answered(epoch: number): boolean;
  /** Whether it counted: rate limits that were under way together, in one epoch, are one. */
  rateLimited(epoch: number): boolean;
}

/** @param concurrency - integer, >= 1 */
export function createCongestionWindow(concurrency: number): CongestionWindow {
  const start = Math.min(MOST_START, Math.max(LEAST_START, Math.ceil(concurrency * START_SHARE)));
  let limit = Math.min(concurrency, start);
  let isSlowStart = true;
  let current = 0;
  let answers = 0;
  return {
    limit: () => limit,
    epoch: () => current,
    answered(epoch) {
      if (epoch !== current) return false;
      answers += 1;
      if (!isSlowStart && answers < limit) return true;
      answers = 0;
      limit = Math.min(concurrency, limit + 1);
      return true;
    },
    rateLimited(epoch) {
      if (epoch !== current) return false;
      current += 1;
      answers = 0;
      limit = Math.max(1, Math.floor(limit * DECREASE));
      isSlowStart = false;
      return true;
    },
  };
}
