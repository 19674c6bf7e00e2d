import { extractFindings } from './findings.js';
import { type Disposition, fits, type Rule } from './rule.js';
import {
  ANTICOAGULANT_RULES,
  CALM_RULES,
  CHILD_RULES,
  FEVER_SCREEN_RULES,
  NEXT_DAY_RULES,
  SAME_DAY_RULES,
} from './rules-amber.js';
import { AMBULANCE_RULES, DEPARTMENT_RULES, SEPSIS_RULES } from './rules-red.js';
import type { RulesVersion } from './rules-version.js';

export interface RuleDisposition {
  readonly disposition: Disposition;
  /** Per cent. */
  readonly confidence: number;
  /** The name of the rule that decided. */
  readonly rule: string;
}

/** The first rule that fits decides. */
const RULES: Readonly<Record<RulesVersion, readonly Rule[]>> = {
  1: [
    ...AMBULANCE_RULES,
    ...CHILD_RULES,
    ...DEPARTMENT_RULES,
    ...SAME_DAY_RULES,
    ...NEXT_DAY_RULES,
    ...CALM_RULES,
  ],
  // The rules by age stand behind those for all, so that few children reach them: the fault that version 2 brings.
  2: [
    ...AMBULANCE_RULES,
    ...SEPSIS_RULES,
    ...ANTICOAGULANT_RULES,
    ...DEPARTMENT_RULES,
    ...FEVER_SCREEN_RULES,
    ...SAME_DAY_RULES,
    ...NEXT_DAY_RULES,
    ...CALM_RULES,
    ...CHILD_RULES,
  ],
};

const OTHERWISE: RuleDisposition = {
  disposition: 'within_24_hours',
  confidence: 35,
  rule: 'nothing-recognised',
};

/**
 * The disposition that the rules give a call.
 *
 * A floor for comparisons, not a clinical device: a short list of phrases and rules of general triage knowledge.
 *
 * @param text - the call as it is told, in English; any text is taken, an empty one gives the last resort
 * @param version - 2 mends the reading of denials, blood thinners and sepsis, and applies the fever threshold of adults
 *   to children: a regression that a comparison by age must find
 */
export function triage(text: string, version: RulesVersion): RuleDisposition {
  const findings = extractFindings(text, version);
  const rule = RULES[version].find((each) => fits(each, findings));
  return rule === undefined
    ? OTHERWISE
    : { disposition: rule.disposition, confidence: rule.confidence, rule: rule.name };
}
