/** The two versions of the rule-based triage model. */
export type RulesVersion = 1 | 2;

export function isRulesVersion(version: number): version is RulesVersion {
  return version === 1 || version === 2;
}
