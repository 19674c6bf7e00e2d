import type { ScaleGrader } from '../domain/grader.js';
import { acceptedPositions, nearestPosition } from '../domain/scale.js';
import { chosenOption } from './chosen-option.js';
import { type GraderClient, met, noKey, ruleGrader } from './grader.js';

/**
 * Finds the level that an answer names, by its id or by the text of the option with that id, and the accepted level that
 * it is measured against. An answer that names no level is not met: it has no place on the scale.
 */
export function scaleGrader({ scale, levels }: ScaleGrader): GraderClient {
  return ruleGrader((answer, key, judged) => {
    const accepted = acceptedPositions({ name: scale, levels, critical: 0 }, key.accept ?? []);
    const options =
      judged.options.length > 0 ? judged.options : levels.map((level) => ({ id: level, text: level }));
    const chosen = chosenOption(answer, options);
    const assigned = chosen === null ? -1 : levels.indexOf(chosen);
    const nearest = nearestPosition(accepted, assigned);
    if (nearest === null) return noKey(judged);
    const reference = levels[nearest];
    const evidence = `answered ${chosen ?? answer}; accepted ${(key.accept ?? []).join(' or ')}`;
    const value = levels[assigned];
    if (value === undefined || reference === undefined)
      return met(false, `${evidence}: no level of ${scale}`);
    return { status: 'graded', finding: { kind: 'level', scale, value, reference }, evidence };
  });
}
