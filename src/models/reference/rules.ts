import { PreceptorError } from '../../errors.js';
import { answer, noAnswer, type ReferenceModel } from './reference-model.js';
import { isRulesVersion } from './rules/rules-version.js';
import { triage } from './rules/triage.js';

/** Versions of the rule-based triage model. */
export const RULES_VERSIONS = [1, 2] as const;

/**
 * The rule-based triage model: reads the call alone and answers with a disposition and a fixed confidence per rule.
 *
 * @throws PreceptorError `MODEL_UNKNOWN` for a version that does not exist
 */
export function openRules(version: number): ReferenceModel {
  if (!isRulesVersion(version)) {
    throw new PreceptorError('MODEL_UNKNOWN', `reference:rules@${version}: expected version 1 or 2.`);
  }
  return ({ caseText, options }) => {
    const { disposition, confidence } = triage(caseText, version);
    if (options.length > 0 && !options.some(({ id }) => id === disposition)) {
      return noAnswer(`the case does not offer ${disposition}`);
    }
    return answer(disposition, confidence);
  };
}
