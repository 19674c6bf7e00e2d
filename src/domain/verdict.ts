/** What a grader saw. *Met* follows from it by the criterion's rule. */
export type Finding =
  | { readonly kind: 'met'; readonly met: boolean }
  | { readonly kind: 'level'; readonly scale: string; readonly value: string; readonly reference: string }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly lower: number;
      readonly upper: number;
      readonly unit: string;
    }
  | { readonly kind: 'rank'; readonly rank: number | null; readonly listLength: number }
  | { readonly kind: 'counts'; readonly counts: Readonly<Record<string, number>> };

/** `no-answer`: there was nothing to grade; who is charged with that stands in the response or the reading. */
export const UNGRADED_CAUSES = [
  'outage',
  'malformed-reply',
  'tie',
  'no-verdict',
  'no-key',
  'unknown-unit',
  'no-answer',
] as const;
export type UngradedCause = (typeof UNGRADED_CAUSES)[number];

export type Verdict =
  | { readonly status: 'graded'; readonly finding: Finding; readonly evidence: string }
  | { readonly status: 'ungraded'; readonly cause: UngradedCause; readonly detail: string };

/** Whether a finding says that its criterion is met; null where the kind needs a rule that the metric brings. */
export function isMet(finding: Finding): boolean | null {
  switch (finding.kind) {
    case 'met':
      return finding.met;
    case 'number':
      return finding.value >= finding.lower && finding.value <= finding.upper;
    case 'level':
      return finding.value === finding.reference;
    case 'rank':
    case 'counts':
      return null;
  }
}
