import { requireCount } from '../numeric/argument.js';

/** One question asked once with its options in order and once under every other cyclic shift. */
export interface ShiftedAnswers {
  /** Content of the right option: its index in the unshifted order, 0-based. */
  readonly key: number;
  /** `positions[s]`: position chosen, 0-based, when the options were shifted by s; null = unread. As many as options. */
  readonly positions: readonly (number | null)[];
}

/** What the order of the options changes in one question. */
export interface OptionOrderTerms {
  /** Content chosen at each shift; null = unread. */
  readonly contents: readonly (number | null)[];
  /** Shifted answers of another content than the unshifted one, among those read; null where none can be compared. */
  readonly flipShare: number | null;
  /** 1 where the right content was chosen under every shift (an unread answer is not right), else 0. */
  readonly allRight: 0 | 1;
  readonly unread: number;
}

/** What the order of the options changes in a suite. */
export interface OptionOrder {
  /** Mean flip share of the questions that can be compared; null without one. */
  readonly flipRate: number | null;
  /** Share of questions right under every shift; null without a question. */
  readonly allRight: number | null;
  /** Accuracy at each shift, unread counted as wrong; shifts beyond the shortest question are left out. */
  readonly accuracyByShift: readonly number[];
  /** Largest less smallest of `accuracyByShift`; null without a question. */
  readonly range: number | null;
  /** Answers that could not be read. */
  readonly unread: number;
  /** One per question, for a bootstrap. */
  readonly terms: readonly OptionOrderTerms[];
}

/**
 * The content at a position after a cyclic shift: content c stands at position (c + shift) mod options.
 *
 * @param position - 0-based, integer below `options`
 * @param shift - integer, 0 <= shift < options
 * @param options - number of options, integer >= 2
 * @returns (position - shift) mod options
 * @throws PreceptorError `STATS_BAD_COUNT`
 */
export function contentAt(position: number, shift: number, options: number): number {
  requireCount(options, 'options', 2);
  requireCount(position, 'position', 0, options - 1);
  requireCount(shift, 'shift', 0, options - 1);
  return (position - shift + options) % options;
}

/**
 * Option-order sensitivity over all cyclic shifts, answers mapped back to their content first.
 *
 * @param questions - each with as many answers as options, the first unshifted
 * @returns flip rate, share right under every shift, range of the accuracies, and terms per question
 * @throws PreceptorError `STATS_BAD_COUNT`
 * @source Zheng et al. 2024, Proc ICLR (arXiv:2309.03882); Pezeshkpour & Hruschka 2024, Findings of NAACL
 */
export function optionOrder(questions: readonly ShiftedAnswers[]): OptionOrder {
  const terms = questions.map(optionOrderTerms);
  const flips = terms.map(({ flipShare }) => flipShare).filter((flip) => flip !== null);
  const accuracyByShift = accuraciesOf(questions, terms);
  return {
    flipRate: averageOf(flips),
    allRight: averageOf(terms.map(({ allRight }) => allRight)),
    accuracyByShift,
    range: accuracyByShift.length === 0 ? null : Math.max(...accuracyByShift) - Math.min(...accuracyByShift),
    unread: terms.reduce((total, { unread }) => total + unread, 0),
    terms,
  };
}

function optionOrderTerms(question: ShiftedAnswers): OptionOrderTerms {
  const { key, positions } = question;
  const options = positions.length;
  requireCount(options, 'number of options', 2);
  requireCount(key, 'key', 0, options - 1);
  const contents = positions.map((position, shift) =>
    position === null ? null : contentAt(position, shift, options),
  );
  const [canonical = null, ...shifted] = contents;
  const read = shifted.filter((content) => content !== null);
  const comparable = canonical === null ? 0 : read.length;
  return {
    contents,
    flipShare: comparable === 0 ? null : read.filter((content) => content !== canonical).length / comparable,
    allRight: contents.every((content) => content === key) ? 1 : 0,
    unread: contents.filter((content) => content === null).length,
  };
}

function accuraciesOf(
  questions: readonly ShiftedAnswers[],
  terms: readonly OptionOrderTerms[],
): readonly number[] {
  let shifts = Number.POSITIVE_INFINITY;
  for (const { positions } of questions) shifts = Math.min(shifts, positions.length);
  if (questions.length === 0) return [];
  return Array.from({ length: shifts }, (_, shift) => {
    const right = terms.filter(({ contents }, i) => contents[shift] === questions[i]?.key).length;
    return right / questions.length;
  });
}

function averageOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}
