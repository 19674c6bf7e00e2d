import { type Share, share } from '../diagnostic/share.js';
import { requireCount, requireNumber } from '../numeric/argument.js';

/** Points for a right and a wrong answer. */
export interface Points {
  readonly right: number;
  readonly wrong: number;
}

/** A score with penalty under each declared denominator. */
export interface PointScore {
  /** Over all questions, an unread answer counted as wrong. */
  readonly intentionToEvaluate: number | null;
  /** Over the questions that were read. */
  readonly completeCase: number | null;
  /** The total points of the questions read over 100, whatever their number: as the published code divides. */
  readonly overHundred: number;
  /** right / (right + wrong). */
  readonly accuracy: Share;
}

const PUBLISHED: Points = { right: 1, wrong: -0.25 };

/**
 * Mean points with a penalty for wrong answers.
 *
 * @param right - right answers, integer >= 0
 * @param wrong - wrong answers, integer >= 0
 * @param unread - answers that could not be read, integer >= 0
 * @param points - finite; +1 and -0.25 by default
 * @returns the score by denominator, between the two points (`overHundred`: unbounded, for comparison with published
 *   figures only); null without a question
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 * @source Pal, Umapathi & Sankarasubbu 2023, arXiv:2307.15343
 */
export function pointScore(
  right: number,
  wrong: number,
  unread: number,
  points: Points = PUBLISHED,
): PointScore {
  requireCount(right, 'right');
  requireCount(wrong, 'wrong');
  requireCount(unread, 'unread');
  requireNumber(points.right, 'points.right', -1e100, 1e100);
  requireNumber(points.wrong, 'points.wrong', -1e100, 1e100);
  const read = right + wrong;
  const asked = read + unread;
  const earned = right * points.right + wrong * points.wrong;
  return {
    intentionToEvaluate: asked === 0 ? null : (earned + unread * points.wrong) / asked,
    completeCase: read === 0 ? null : earned / read,
    overHundred: earned / 100,
    accuracy: share(right, read),
  };
}
