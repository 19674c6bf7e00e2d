import { requireAlpha, requireCount, requireLevel } from '../numeric/argument.js';
import { exactLower, exactUpper, wilson } from '../proportion/proportion.js';

/** How a verdict hangs on the missing values. */
export interface TippingPoint {
  /** Missing values in all. */
  readonly missing: number;
  /** Whether the test passes with every missing value in favour. */
  readonly passesAtBest: boolean;
  /** Whether the test passes with every missing value against. */
  readonly passesAtWorst: boolean;
  /**
   * The fewest missing values counted against, the others in favour, with which it can fail; null where none make
   * it fail.
   */
  readonly leastAgainst: number | null;
  /**
   * The fewest missing values counted in favour, the others against, with which it can pass; null where none make
   * it pass.
   */
  readonly leastInFavour: number | null;
}

/**
 * The tipping point of any verdict that more missing values counted against never turn from fail to pass.
 *
 * @param missing - missing values, integer >= 0
 * @param passes - whether the test passes with so many of them against and the others in favour; asked about 2 +
 *   log2(missing) times
 * @returns what the verdict hangs on; without missing values both ends are the same
 * @throws PreceptorError `STATS_BAD_COUNT`, and what `passes` throws
 * @source Yan, Lee & Li 2009, J Biopharm Stat 19:1085-1098
 */
export function tippingPoint(missing: number, passes: (against: number) => boolean): TippingPoint {
  requireCount(missing, 'missing');
  const passesAtBest = passes(0);
  const passesAtWorst = missing === 0 ? passesAtBest : passes(missing);
  const point = { missing, passesAtBest, passesAtWorst };
  if (!passesAtBest) return { ...point, leastAgainst: 0, leastInFavour: null };
  if (passesAtWorst) return { ...point, leastAgainst: null, leastInFavour: 0 };
  let passing = 0;
  let failing = missing;
  while (failing - passing > 1) {
    const middle = Math.floor((passing + failing) / 2);
    if (passes(middle)) passing = middle;
    else failing = middle;
  }
  return { ...point, leastAgainst: failing, leastInFavour: missing - passing };
}

/** A one-sample test of a rate: a `-upper` bound passes below the limit, a `-lower` bound above it, strictly. */
export interface RateTest {
  readonly bound: 'exact-upper' | 'wilson-upper' | 'exact-lower' | 'wilson-lower';
  /** 0 < limit < 1. */
  readonly limit: number;
  /** One-sided error rate, 0 < alpha < 0.5. */
  readonly alpha: number;
}

/** Observed events among observed trials. Events are harms for a `-upper` bound, successes for a `-lower` one. */
export interface ObservedRate {
  readonly events: number;
  readonly trials: number;
}

/**
 * How the verdict on a rate hangs on missing trials: all of them enter, some as harms or failures, the others not.
 *
 * @param observed - events and trials that were observed, 0 <= events <= trials
 * @param missing - trials without an outcome, integer >= 0; at least one trial in all
 * @param test - bound, limit, alpha
 * @returns the tipping point, exact
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Yan, Lee & Li 2009, J Biopharm Stat 19:1085-1098; the bounds as `exactUpper`, `exactLower`, `wilson`
 */
export function rateTippingPoint(observed: ObservedRate, missing: number, test: RateTest): TippingPoint {
  requireRate(observed, test);
  requireCount(missing, 'missing');
  const n = observed.trials + missing;
  requireCount(n, 'trials and missing', 1);
  const isUpper = countsHarms(test);
  return tippingPoint(missing, (against) =>
    ratePasses({ events: observed.events + (isUpper ? against : missing - against), trials: n }, test),
  );
}

/**
 * The fewest observed outcomes that must turn to change the verdict on a rate.
 *
 * @param observed - events and trials that were observed, 0 <= events <= trials, trials >= 1
 * @param test - bound, limit, alpha
 * @returns whether it passes, and the fewest outcomes that turn that round; null where none can
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Walsh et al. 2014, J Clin Epidemiol 67:622-628 (the fragility index), for one sample
 */
export function rateFlips(
  observed: ObservedRate,
  test: RateTest,
): { readonly passes: boolean; readonly flips: number | null } {
  requireRate(observed, test);
  requireCount(observed.trials, 'trials', 1);
  const { trials } = observed;
  const isUpper = countsHarms(test);
  const bad = isUpper ? observed.events : trials - observed.events;
  const point = tippingPoint(trials, (against) =>
    ratePasses({ events: isUpper ? against : trials - against, trials }, test),
  );
  const firstFailing = point.leastAgainst ?? trials + 1;
  if (bad < firstFailing) return { passes: true, flips: firstFailing > trials ? null : firstFailing - bad };
  return { passes: false, flips: firstFailing === 0 ? null : bad - firstFailing + 1 };
}

function ratePasses({ events, trials }: ObservedRate, { bound, limit, alpha }: RateTest): boolean {
  switch (bound) {
    case 'exact-upper':
      return exactUpper(events, trials, alpha).upper < limit;
    case 'wilson-upper':
      return wilson(events, trials, 1 - 2 * alpha).upper < limit;
    case 'exact-lower':
      return exactLower(events, trials, alpha).lower > limit;
    case 'wilson-lower':
      return wilson(events, trials, 1 - 2 * alpha).lower > limit;
  }
}

function countsHarms(test: RateTest): boolean {
  return test.bound === 'exact-upper' || test.bound === 'wilson-upper';
}

function requireRate(observed: ObservedRate, test: RateTest): void {
  requireCount(observed.trials, 'trials');
  requireCount(observed.events, 'events', 0, observed.trials);
  requireLevel(test.limit, 'limit');
  requireAlpha(test.alpha, 'alpha');
}
