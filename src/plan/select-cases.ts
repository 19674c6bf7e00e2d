import type { Case } from '../domain/case.js';
import type { CaseSet } from '../domain/case-set.js';
import { hashOfBytes } from '../domain/hash.js';
import { caseKey, type PlanLimit } from '../domain/plan.js';
import type { Protocol } from '../domain/protocol.js';
import type { Suite } from '../domain/suite.js';
import type { Variant } from '../domain/variant.js';

/** A suite with everything it names, loaded. */
export interface SuiteContent {
  readonly suite: Suite;
  readonly protocols: readonly Protocol[];
  readonly sets: readonly { readonly set: CaseSet; readonly cases: readonly Case[] }[];
}

export interface SelectedCase {
  readonly set: string;
  readonly case: Case;
  readonly variants: readonly Variant[];
}

/**
 * The cases that a suite takes, in the order of its selections and files; one that two selections take is there once,
 * with the variants of both.
 *
 * @param limit - only the cases that it names, of the strata that it names; of these at most so many, drawn by the hash
 *   of their names: the same ones every time, from all strata
 */
export function selectCases(content: SuiteContent, limit: PlanLimit | null): readonly SelectedCase[] {
  const selected = new Map<string, SelectedCase>();
  const only = limit?.only === undefined ? null : new Set(limit.only);
  for (const selection of content.suite.cases) {
    const set = content.sets.find((candidate) => candidate.set.set === selection.set);
    for (const aCase of set?.cases ?? []) {
      const key = caseKey(selection.set, aCase.id);
      if (!isSelected(aCase, selection.where) || !isSelected(aCase, limit?.strata)) continue;
      if (only !== null && !only.has(key)) continue;
      const earlier = selected.get(key)?.variants ?? [];
      const variants = (aCase.variants ?? []).filter(
        (v) => earlier.includes(v) || selection.variants?.includes(v.relation),
      );
      selected.set(key, { set: selection.set, case: aCase, variants });
    }
  }
  if (limit?.cases === undefined || selected.size <= limit.cases) return [...selected.values()];
  const drawn = [...selected.keys()]
    .map((key) => ({ key, rank: hashOfBytes(key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, limit.cases);
  const kept = new Set(drawn.map((entry) => entry.key));
  return [...selected].filter(([key]) => kept.has(key)).map(([, value]) => value);
}

function isSelected(aCase: Case, where: Readonly<Record<string, readonly string[]>> | undefined): boolean {
  return Object.entries(where ?? {}).every(([stratum, values]) => {
    const value = aCase.strata?.[stratum];
    return value !== undefined && values.includes(value);
  });
}
