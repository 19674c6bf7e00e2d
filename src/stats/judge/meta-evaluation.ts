import { PreceptorError } from '../../errors.js';
import { indexUnits } from '../agreement/rating-counts.js';
import {
  type UnitBootstrap,
  type UnitBootstrapInterval,
  unitBootstrap,
} from '../agreement/unit-bootstrap.js';
import { type Insufficient, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireCount,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';

/** A grader's label and a person's label of the same item, one element per (item, person) pair. */
export interface LabelPairs {
  /** The grader in question (a judge, or a physician): 1 met, 0 not met. */
  readonly grader: Int32Array;
  /** The person compared with: 1 met, 0 not met; as long as `grader`. */
  readonly person: Int32Array;
}

/** Precision, recall and F1 of one class; `null` where no pair defines it. */
export interface ClassScores {
  /** Of the pairs that the grader put into the class, the share that the person put there too. */
  readonly precision: number | null;
  /** Of the pairs that the person put into the class, the share that the grader put there too. */
  readonly recall: number | null;
  /** 2 tp / (2 tp + fp + fn); 0 without an agreeing pair; `null` where precision or recall is. */
  readonly f1: number | null;
}

/** HealthBench's meta-evaluation of a grader. */
export interface MetaEvaluation {
  /** Pairs. */
  readonly n: number;
  readonly positive: ClassScores;
  readonly negative: ClassScores;
  /** Means of both classes; `null` where either is. */
  readonly balanced: ClassScores;
}

/**
 * Precision, recall and F1 of both classes over (item, person) pairs, and their balanced means.
 *
 * The human range comes from the same function: a physician's labels as `grader`, the other physicians' labels of
 * the same items as `person`. Pairs of all categories are pooled here; call it once a category for the figure's
 * per-theme average.
 *
 * @param pairs - labels 0 or 1, of equal length; may be empty
 * @returns the scores; symmetric: exchanging grader and person exchanges precision and recall
 * @throws PreceptorError `STATS_BAD_LENGTH`, or `STATS_BAD_VALUE` for a label other than 0 and 1
 * @source Arora et al. 2025, arXiv:2505.08775 (HealthBench)
 */
export function metaEvaluation(pairs: LabelPairs): MetaEvaluation {
  requirePairs(pairs);
  const counts = [0, 0, 0, 0];
  pairs.grader.forEach((label, i) => {
    const cell = 2 * label + idAt(pairs.person, i);
    counts[cell] = (counts[cell] ?? 0) + 1;
  });
  const [bothNegative = 0, missed = 0, extra = 0, bothPositive = 0] = counts;
  const positive = classScores(bothPositive, extra, missed);
  const negative = classScores(bothNegative, missed, extra);
  return {
    n: pairs.grader.length,
    positive,
    negative,
    balanced: {
      precision: half(positive.precision, negative.precision),
      recall: half(positive.recall, negative.recall),
      f1: half(positive.f1, negative.f1),
    },
  };
}

/**
 * Balanced F1 with a percentile interval from resampling items (cases), each with all its pairs.
 *
 * @param pairs - as `metaEvaluation`
 * @param items - the item (or case) id of each pair
 * @param bootstrap - replicates and a seeded generator
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the balanced F1 and its interval; `insufficient` where a class is missing on either side; the interval
 *   alone for one item, or where too many resamples lack a class or all agree
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Arora et al. 2025, arXiv:2505.08775; Efron & Tibshirani 1993, An Introduction to the Bootstrap
 */
export function balancedF1(
  pairs: LabelPairs,
  items: Int32Array,
  bootstrap: UnitBootstrap,
  level: number,
): ({ readonly status: 'estimated'; readonly value: number } & UnitBootstrapInterval) | Insufficient {
  requireLevel(level, 'level');
  requireLength(items.length, pairs.grader.length, 'items');
  const value = metaEvaluation(pairs).balanced.f1;
  if (value === null) return insufficient('a class is missing from the labels of one side');
  const { count, index } = indexUnits(items);
  if (count < 2) {
    const interval = insufficient(`a bootstrap over items needs at least 2, got ${count}`);
    return { status: 'estimated', value, interval, undefinedReplicates: 0 };
  }
  const cells = new Float64Array(4 * count);
  pairs.grader.forEach((label, i) => {
    const cell = 4 * idAt(index, i) + 2 * label + idAt(pairs.person, i);
    cells[cell] = floatAt(cells, cell) + 1;
  });
  const resampled = (drawn: Float64Array): number | null => {
    const sums = [0, 0, 0, 0];
    cells.forEach((cell, i) => {
      sums[i % 4] = (sums[i % 4] ?? 0) + cell * floatAt(drawn, Math.floor(i / 4));
    });
    const [bothNegative = 0, missed = 0, extra = 0, bothPositive = 0] = sums;
    return half(classScores(bothPositive, extra, missed).f1, classScores(bothNegative, missed, extra).f1);
  };
  return { status: 'estimated', value, ...unitBootstrap(value, count, resampled, bootstrap, level) };
}

/** A person's score against the other persons, from so many pairs. */
export interface PersonScore {
  readonly value: number;
  /** Pairs that it rests on. */
  readonly n: number;
}

/** Where a judge stands among persons. */
export interface JudgePercentile {
  readonly status: 'estimated';
  /** Share of persons below plus half of those equal, 0..1. */
  readonly value: number;
  /** Persons counted, and persons with too few pairs. */
  readonly persons: number;
  readonly leftOut: number;
}

/**
 * A judge's percentile among physicians: the share of them that score below, plus half of those that score the same.
 *
 * @param judge - the judge's score, finite
 * @param persons - each person's score by the same function against the others
 * @param moreThan - persons count only with more pairs than this; integer, >= 0; 50 by default
 * @returns the percentile as a share; `insufficient` where nobody has enough pairs
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_COUNT`
 * @source Arora et al. 2025, arXiv:2505.08775 (HealthBench)
 */
export function judgePercentile(
  judge: number,
  persons: readonly PersonScore[],
  moreThan: number = 50,
): JudgePercentile | Insufficient {
  requireNumber(judge, 'judge');
  requireCount(moreThan, 'moreThan');
  persons.forEach(({ value, n }, i) => {
    requireNumber(value, `persons[${i}].value`);
    requireCount(n, `persons[${i}].n`);
  });
  const counted = persons.filter(({ n }) => n > moreThan);
  if (counted.length === 0) return insufficient(`nobody has more than ${moreThan} pairs`);
  const below = counted.filter(({ value }) => value < judge).length;
  const equal = counted.filter(({ value }) => value === judge).length;
  return {
    status: 'estimated',
    value: (below + equal / 2) / counted.length,
    persons: counted.length,
    leftOut: persons.length - counted.length,
  };
}

function classScores(agreed: number, extra: number, missed: number): ClassScores {
  const precision = agreed + extra === 0 ? null : agreed / (agreed + extra);
  const recall = agreed + missed === 0 ? null : agreed / (agreed + missed);
  const isDefined = precision !== null && recall !== null;
  return { precision, recall, f1: isDefined ? (2 * agreed) / (2 * agreed + extra + missed) : null };
}

function half(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : (a + b) / 2;
}

function requirePairs(pairs: LabelPairs): void {
  requireLength(pairs.person.length, pairs.grader.length, 'person');
  for (const name of ['grader', 'person'] as const) {
    const index = pairs[name].findIndex((label) => label !== 0 && label !== 1);
    if (index >= 0) {
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `${name}[${index}]: expected 0 or 1, got ${pairs[name][index]}; leave out pairs without both labels`,
      );
    }
  }
}
