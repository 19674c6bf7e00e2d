import { type Insufficient, insufficient } from '../interval.js';
import { at } from '../numeric/argument.js';

/** The answer that the samples of one case agree on most, and how far they do. */
export interface ModalShare {
  readonly status: 'estimated';
  /** Share of samples that gave the answer: the confidence by self-consistency. */
  readonly value: number;
  /** The id of the answer. */
  readonly answer: number;
  /** Samples that gave it. */
  readonly count: number;
  readonly samples: number;
  /** Other answers were given as often; the one seen first was taken. */
  readonly isTied: boolean;
}

const LEAST_SAMPLES = 5;

/**
 * Modal share of repeated samples: the confidence by self-consistency, which has only as many values as samples.
 *
 * Of answers given equally often the one that was seen first is taken, so their order must be that of sampling.
 *
 * @param answers - the id of each sample's answer, in the order of sampling; equal ids mean equal answers
 * @returns the share in (0, 1]; `insufficient` for fewer than 5 samples
 * @source Wang et al. 2023, Self-consistency, Proc Int Conf Learn Represent (arXiv:2203.11171)
 */
export function modalShare(answers: Int32Array): ModalShare | Insufficient {
  const samples = answers.length;
  if (samples < LEAST_SAMPLES) {
    return insufficient(`self-consistency needs at least ${LEAST_SAMPLES} samples, got ${samples}`);
  }
  const counts = new Map<number, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  let best = at(answers, 0);
  let count = 0;
  let isTied = false;
  // A Map keeps the order of first appearance.
  for (const [answer, times] of counts) {
    if (times === count) isTied = true;
    if (times <= count) continue;
    best = answer;
    count = times;
    isTied = false;
  }
  return { status: 'estimated', value: count / samples, answer: best, count, samples, isTied };
}
