import { at } from '../../stats/numeric/argument.js';
import type { ModelContext } from '../model-context.js';
import { collectCorpus } from './left-out-corpus.js';
import { majorityOf } from './majority.js';
import { answer, type ReferenceModel } from './reference-model.js';
import { indexTexts } from './tf-idf.js';

/**
 * Gives the answer of the nearest case of another cluster, by the TF-IDF cosine of the cases' texts. Where the case has
 * options, only cases whose answer is the id of one of them are looked at; ties go to the first by cluster, set and
 * id. Where no such case shares a term with the text it answers as `reference:majority`.
 */
export async function openRetrieval(context: ModelContext): Promise<ReferenceModel> {
  const corpus = await collectCorpus(context.corpus());
  const index = indexTexts(corpus.cases.map(({ text }) => text));
  const majority = majorityOf(corpus);
  return (request) => {
    const ids = new Set(request.options.map(({ id }) => id));
    const own = corpus.rangeOf(request.trial.cluster);
    const similarities = index.similarities(request.caseText);
    let nearest: string | null = null;
    let highest = 0;
    for (let place = 0; place < similarities.length; place++) {
      const similarity = at(similarities, place);
      if (similarity <= highest || (place >= own.start && place < own.end)) continue;
      const one = corpus.cases[place];
      if (one === undefined || (ids.size > 0 && !ids.has(one.answer))) continue;
      nearest = one.answer;
      highest = similarity;
    }
    return nearest === null ? majority(request) : answer(nearest);
  };
}
