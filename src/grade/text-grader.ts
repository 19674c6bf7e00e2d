import type { TextGrader } from '../domain/grader.js';
import { type GraderClient, met, noKey, ruleGrader } from './grader.js';
import { normaliseText } from './normalise-text.js';

/** Met when the normalised answer equals an accepted text, or a declared synonym of one. */
export function textGrader(grader: TextGrader): GraderClient {
  const normalise = (text: string) => normaliseText(text, grader.normalise);
  const families = Object.entries(grader.synonyms ?? {}).map(
    ([name, synonyms]) => new Set([name, ...synonyms].map(normalise)),
  );
  return ruleGrader((answer, key, judged) => {
    if (key.accept === undefined) return noKey(judged);
    const said = normalise(answer);
    for (const accepted of key.accept) {
      const wanted = normalise(accepted);
      if (said === wanted) return met(true, `"${said}" equals the key`);
      if (families.some((family) => family.has(wanted) && family.has(said))) {
        return met(true, `"${said}" is a declared synonym of "${wanted}"`);
      }
    }
    return met(false, `"${said}" is neither the key nor a declared synonym`);
  });
}
