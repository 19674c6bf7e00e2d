import { idAt, requireLength } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';

/** How often repeats of the same case give the same answer. */
export interface RetestAgreement {
  /** Mean of `terms`: every case counts once; null where no case has two answers. */
  readonly value: number | null;
  /** Cases with at least 2 answers, in order of first appearance. */
  readonly cases: Int32Array;
  /** Per such case: agreeing pairs among all pairs of its answers, in [0, 1]; 1 - term is its retest flip share. */
  readonly terms: Float64Array;
  /** Cases with a single answer: they say nothing. */
  readonly single: number;
}

/**
 * Pairwise agreement of repeated categorical answers.
 *
 * A case with m answers, m_c of them c: sum over c of m_c (m_c - 1) / (m (m - 1)).
 *
 * @param answers - one category id a repeat, any integers; missing answers removed beforehand
 * @param cases - the case id of each repeat, any integers; as long as `answers`
 * @returns the mean over cases, and per-case terms for a bootstrap or a clustered mean
 * @throws PreceptorError `STATS_BAD_LENGTH`
 * @source Fleiss 1971, Psychol Bull 76:378-382, the observed agreement of a subject
 */
export function retestAgreement(answers: Int32Array, cases: Int32Array): RetestAgreement {
  requireLength(cases.length, answers.length, 'cases');
  const tallies = new Map<number, Map<number, number>>();
  for (let i = 0; i < answers.length; i++) {
    const id = idAt(cases, i);
    const answer = idAt(answers, i);
    let tally = tallies.get(id);
    if (tally === undefined) {
      tally = new Map();
      tallies.set(id, tally);
    }
    tally.set(answer, (tally.get(answer) ?? 0) + 1);
  }
  const ids: number[] = [];
  const terms: number[] = [];
  for (const [id, tally] of tallies) {
    const agreement = pairwiseAgreement([...tally.values()]);
    if (agreement === null) continue;
    ids.push(id);
    terms.push(agreement);
  }
  const values = Float64Array.from(terms);
  return {
    value: values.length === 0 ? null : mean(values),
    cases: Int32Array.from(ids),
    terms: values,
    single: tallies.size - ids.length,
  };
}

function pairwiseAgreement(counts: readonly number[]): number | null {
  let answers = 0;
  let agreeing = 0;
  for (const count of counts) {
    answers += count;
    agreeing += count * (count - 1);
  }
  return answers < 2 ? null : agreeing / (answers * (answers - 1));
}
