import { defaultMeanInterval } from '../cluster/default-mean-interval.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';

/** One version's scored answers; several to a prompt. */
export interface ScoredAnswers {
  /** The prompt id of each answer. */
  readonly prompts: Int32Array;
  /** Score of each answer, finite; higher is better. */
  readonly scores: Float64Array;
  /** Length of each answer, finite, >= 0, any unit. */
  readonly lengths: Float64Array;
}

/** A win rate among answers of about the same length. */
export interface LengthControlledWinRate extends Interval {
  /** Prompts that count, and prompts of both versions without a pair that counts. */
  readonly prompts: number;
  readonly promptsWithoutPairs: number;
  /** Pairs that count, and pairs of about the same length left out as ties. */
  readonly pairs: number;
  readonly ties: number;
}

const LARGEST_RATIO = 0.1;

/**
 * Length-controlled win rate of the first version: among all cross pairs of answers to a prompt whose lengths differ by
 * at most a tenth of their mean, ties dropped, the share it wins; averaged over prompts.
 *
 * @param first - answers of the version in question
 * @param second - answers of the other
 * @param level - two-sided coverage, 0 < level < 1; prompts are the independent units
 * @param largestRatio - largest |la - lb| / ((la + lb) / 2), 0..2; 0.1 by default
 * @returns the mean share with the default interval of a mean over prompts (CR2-t within [0, 1]; Wilson where
 *   every share is 0 or 1); exchanging the versions mirrors it; `insufficient` where no prompt has a pair that
 *   counts, or shares do not vary
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Arora et al. 2025, arXiv:2505.08775 (HealthBench); Dubois et al. 2024, arXiv:2404.04475
 */
export function lengthControlledWinRate(
  first: ScoredAnswers,
  second: ScoredAnswers,
  level: number,
  largestRatio: number = LARGEST_RATIO,
): LengthControlledWinRate | Insufficient {
  requireLevel(level, 'level');
  requireNumber(largestRatio, 'largestRatio', 0, 2);
  const ours = answersByPrompt(first, 'first');
  const theirs = answersByPrompt(second, 'second');
  const shares: number[] = [];
  let pairs = 0;
  let ties = 0;
  let promptsWithoutPairs = 0;
  for (const [prompt, own] of ours) {
    const others = theirs.get(prompt);
    if (others === undefined) continue;
    const found = comparePrompt(own, others, largestRatio);
    ties += found.ties;
    const decided = found.wins + found.losses;
    pairs += decided;
    if (decided === 0) promptsWithoutPairs++;
    else shares.push(found.wins / decided);
  }
  if (shares.length === 0)
    return insufficient('no prompt has a decided pair of answers of about the same length');
  const units = Int32Array.from(shares.keys());
  const interval = defaultMeanInterval(Float64Array.from(shares), units, level, { min: 0, max: 1 });
  if (interval.status === 'insufficient') return interval;
  const { status, value, lower, upper, method } = interval;
  const counts = { prompts: shares.length, promptsWithoutPairs, pairs, ties };
  return { status, value, lower, upper, level, method: `length-controlled win rate, ${method}`, ...counts };
}

interface Answer {
  readonly score: number;
  readonly length: number;
}

function answersByPrompt(answers: ScoredAnswers, name: string): Map<number, Answer[]> {
  const { prompts, scores, lengths } = answers;
  requireLength(scores.length, prompts.length, `${name}.scores`);
  requireLength(lengths.length, prompts.length, `${name}.lengths`);
  requireFinite(scores, `${name}.scores`);
  const byPrompt = new Map<number, Answer[]>();
  for (let i = 0; i < prompts.length; i++) {
    const length = floatAt(lengths, i);
    requireNumber(length, `${name}.lengths[${i}]`, 0);
    const answer = { score: floatAt(scores, i), length };
    const list = byPrompt.get(idAt(prompts, i));
    if (list === undefined) byPrompt.set(idAt(prompts, i), [answer]);
    else list.push(answer);
  }
  return byPrompt;
}

function comparePrompt(own: readonly Answer[], others: readonly Answer[], largestRatio: number) {
  let wins = 0;
  let losses = 0;
  let ties = 0;
  for (const a of own) {
    for (const b of others) {
      // |a - b| <= ratio (a + b) / 2; two empty answers are equally long.
      if (Math.abs(a.length - b.length) > largestRatio * (a.length / 2 + b.length / 2)) continue;
      if (a.score > b.score) wins++;
      else if (a.score < b.score) losses++;
      else ties++;
    }
  }
  return { wins, losses, ties };
}
