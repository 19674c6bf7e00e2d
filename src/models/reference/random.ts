import { seedOf } from '../../domain/hash.js';
import { mersenneTwister } from '../../stats/numeric/rng.js';
import type { ModelContext } from '../model-context.js';
import { collectCorpus } from './left-out-corpus.js';
import { answer, NO_OTHER_CLUSTER, noAnswer, type ReferenceModel } from './reference-model.js';

/**
 * Draws one of the options, each as likely; without options, the answer of a case of another cluster, each as likely.
 * The generator is seeded by the context's seed and the trial's id, so an answer depends on no other trial.
 */
export async function openRandom(context: ModelContext): Promise<ReferenceModel> {
  const corpus = await collectCorpus(context.corpus());
  return ({ trial, options }) => {
    const rng = mersenneTwister(seedOf('reference:random', String(context.seed), trial.id));
    const option = options[Math.floor(rng.next() * options.length)];
    if (option !== undefined) return answer(option.id);
    const { start, end } = corpus.rangeOf(trial.cluster);
    const drawn = Math.floor(rng.next() * (corpus.cases.length - (end - start)));
    const drawnCase = corpus.cases[drawn < start ? drawn : drawn + end - start];
    return drawnCase === undefined ? noAnswer(NO_OTHER_CLUSTER) : answer(drawnCase.answer);
  };
}
