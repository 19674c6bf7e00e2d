import { requireFinite, requireLength, requireNumber } from '../numeric/argument.js';
import { CompensatedSum, mean } from '../numeric/sum.js';

/** One gradable statement with signed points and the tags it counts towards. */
export interface WeightedCriterion {
  /** > 0 wanted, < 0 harmful; finite. */
  readonly points: number;
  readonly met: boolean;
  readonly tags: readonly string[];
}

/** The mean of unclipped scores and what is published of it. */
export interface ClippedMean {
  /** The mean clipped to [0, 1]; null where no case has a score. */
  readonly value: number | null;
  /** The mean itself, which may be negative; intervals are made for it and then clipped. */
  readonly unclipped: number | null;
  /** Cases with a score. */
  readonly n: number;
  /** Cases without one. */
  readonly without: number;
}

/**
 * Rubric score of one answer: points of the criteria met, harmful ones included, over the sum of positive points.
 *
 * @param points - one per criterion, finite, any sign
 * @param met - one per criterion: for a harmful one, whether the harm is there; as long as `points`
 * @returns the unclipped score, <= 1 and possibly below 0; null where no points are positive
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, also where a sum overflows
 * @source Arora et al. 2025, arXiv:2505.08775
 */
export function rubricScore(points: readonly number[], met: readonly boolean[]): number | null {
  requireLength(met.length, points.length, 'met');
  const earned = new CompensatedSum();
  const attainable = new CompensatedSum();
  points.forEach((value, i) => {
    requireNumber(value, `points[${i}]`);
    if (value > 0) attainable.add(value);
    if (met[i] === true) earned.add(value);
  });
  if (attainable.total === 0) return null;
  requireNumber(attainable.total, 'sum of the positive points');
  requireNumber(earned.total, 'sum of the points met');
  const score = earned.total / attainable.total;
  requireNumber(score, 'score');
  return score;
}

/**
 * The range of a rubric score whose criteria are not all graded: an ungraded criterion is neither met nor unmet.
 *
 * @param points - one per criterion, finite, any sign
 * @param met - one per criterion; null = ungraded
 * @returns the score with every ungraded criterion at its worst and at its best (equal where all are graded); null where no
 *   points are positive
 * @throws PreceptorError as `rubricScore`
 */
export function rubricScoreBounds(
  points: readonly number[],
  met: readonly (boolean | null)[],
): { readonly worst: number; readonly best: number } | null {
  requireLength(met.length, points.length, 'met');
  const worst = rubricScore(
    points,
    points.map((value, i) => met[i] ?? value < 0),
  );
  const best = rubricScore(
    points,
    points.map((value, i) => met[i] ?? value > 0),
  );
  return worst === null || best === null ? null : { worst, best };
}

/**
 * The rubric score of one answer per tag, over the criteria that bear it.
 *
 * @param criteria - of one answer; a tag that a criterion names twice counts once
 * @returns tags in order of first appearance; a tag without positive points is absent
 * @throws PreceptorError as `rubricScore`
 * @source Arora et al. 2025, arXiv:2505.08775
 */
export function rubricTagScores(criteria: readonly WeightedCriterion[]): ReadonlyMap<string, number> {
  const byTag = new Map<string, WeightedCriterion[]>();
  for (const criterion of criteria) {
    for (const tag of new Set(criterion.tags)) {
      const bearing = byTag.get(tag);
      if (bearing === undefined) byTag.set(tag, [criterion]);
      else bearing.push(criterion);
    }
  }
  const scores = new Map<string, number>();
  for (const [tag, bearing] of byTag) {
    const score = rubricScore(
      bearing.map(({ points }) => points),
      bearing.map(({ met }) => met),
    );
    if (score !== null) scores.set(tag, score);
  }
  return scores;
}

/**
 * The suite value of unclipped scores: clip(mean, 0, 1). The mean is clipped, not each score.
 *
 * @param scores - one per case; null = no score, left out and counted
 * @returns clipped and unclipped mean; both null where no case has a score
 * @throws PreceptorError `STATS_BAD_VALUE` for a score that is not finite
 * @source Arora et al. 2025, arXiv:2505.08775
 */
export function clippedMean(scores: readonly (number | null)[]): ClippedMean {
  const present = Float64Array.from(scores.filter((score) => score !== null));
  requireFinite(present, 'scores');
  const counts = { n: present.length, without: scores.length - present.length };
  if (present.length === 0) return { value: null, unclipped: null, ...counts };
  const unclipped = mean(present);
  return { value: Math.min(1, Math.max(0, unclipped)), unclipped, ...counts };
}
