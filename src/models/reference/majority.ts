import type { ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelContext, ReferenceCase } from '../model-context.js';
import { collectCorpus, type LeftOutCorpus } from './left-out-corpus.js';
import {
  answer,
  NO_OTHER_CLUSTER,
  noAnswer,
  type ReferenceAnswer,
  type ReferenceModel,
} from './reference-model.js';

/**
 * Gives the answer that most cases of other clusters have; those of the same set, where it has any. Among options
 * only their ids count: with ties, or where no case has one of them, the first option. Without options ties go to the
 * answer that sorts first.
 */
export async function openMajority(context: ModelContext): Promise<ReferenceModel> {
  return majorityOf(await collectCorpus(context.corpus()));
}

/** As `openMajority`, over a corpus that is at hand. */
export function majorityOf(corpus: LeftOutCorpus): ReferenceModel {
  const everywhere = countAnswers(corpus.cases);
  const bySet = new Map<string, Map<string, number>>();
  for (const one of corpus.cases) {
    const counts = bySet.get(one.set) ?? new Map<string, number>();
    add(counts, one);
    bySet.set(one.set, counts);
  }
  return (request) => {
    const { start, end } = corpus.rangeOf(request.trial.cluster);
    const own = corpus.cases.slice(start, end);
    const { set } = request.trial;
    const inSet = subtract(
      bySet.get(set),
      own.filter((one) => one.set === set),
    );
    return choose(request, inSet.size > 0 ? inSet : subtract(everywhere, own));
  };
}

function choose({ options }: ModelRequest, counts: ReadonlyMap<string, number>): ReferenceAnswer {
  const candidates = options.length > 0 ? options.map(({ id }) => id) : [...counts.keys()].sort();
  let [best] = candidates;
  for (const candidate of candidates) {
    if (best !== undefined && countOf(counts, candidate) > countOf(counts, best)) best = candidate;
  }
  return best === undefined ? noAnswer(NO_OTHER_CLUSTER) : answer(best);
}

function countAnswers(cases: readonly ReferenceCase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of cases) add(counts, one);
  return counts;
}

function add(counts: Map<string, number>, one: ReferenceCase): void {
  counts.set(one.answer, countOf(counts, one.answer) + 1);
}

/** The counts without those of `own`; answers that only `own` has are gone. */
function subtract(
  counts: ReadonlyMap<string, number> | undefined,
  own: readonly ReferenceCase[],
): ReadonlyMap<string, number> {
  const owned = countAnswers(own);
  const rest = new Map<string, number>();
  for (const [text, count] of counts ?? []) {
    const left = count - countOf(owned, text);
    if (left > 0) rest.set(text, left);
  }
  return rest;
}

/** How often an answer was counted; one that was never seen was counted no times. */
function countOf(counts: ReadonlyMap<string, number>, text: string): number {
  const count = counts.get(text);
  return count === undefined ? 0 : count;
}
