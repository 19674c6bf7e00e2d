import type { Finding, Findings } from './findings.js';

export const DISPOSITIONS = [
  'emergency_now',
  'emergency_department',
  'within_4_hours',
  'within_24_hours',
  'routine',
  'self_care',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** A named triage rule: every condition given has to hold. */
export interface Rule {
  readonly name: string;
  readonly disposition: Disposition;
  /** Per cent, fixed: how often its author expects it to be right. */
  readonly confidence: number;
  /** All of these are affirmed. */
  readonly all?: readonly Finding[];
  /** At least one of these, for each list. */
  readonly any?: readonly (readonly Finding[])[];
  /** None of these. */
  readonly none?: readonly Finding[];
  /** At least so many of these. */
  readonly atLeast?: { readonly count: number; readonly of: readonly Finding[] };
  /** Age in days: from (inclusive) and below. A rule with an age does not fit a caller of unknown age. */
  readonly age?: { readonly from?: number; readonly below?: number };
  /** Degrees Celsius, inclusive. */
  readonly temperature?: { readonly from: number };
}

/** Whether the findings meet every condition of the rule. */
export function fits(rule: Rule, findings: Findings): boolean {
  const has = (finding: Finding): boolean => findings.present.has(finding);
  const { all = [], any = [], none = [], atLeast, age, temperature } = rule;
  if (!all.every(has) || none.some(has)) return false;
  if (!any.every((list) => list.some(has))) return false;
  if (atLeast !== undefined && atLeast.of.filter(has).length < atLeast.count) return false;
  if (age !== undefined && !isOfAge(findings.ageDays, age)) return false;
  return (
    temperature === undefined || (findings.temperature !== null && findings.temperature >= temperature.from)
  );
}

function isOfAge(
  days: number | null,
  { from = 0, below = Number.POSITIVE_INFINITY }: NonNullable<Rule['age']>,
): boolean {
  return days !== null && days >= from && days < below;
}
