import type { Case } from '../domain/case.js';
import type { Suite } from '../domain/suite.js';
import { BASE_VARIANT, type VariantRelation } from '../domain/variant.js';
import type { Located, Place } from './place.js';

type CaseSelection = Suite['cases'][number];

/** What the checks across files need of a case, so that none of its text is held. */
export interface CaseFacts {
  readonly id: string;
  readonly file: string;
  readonly primaryAt: Place;
  readonly primary: string;
  /** criterion → grader */
  readonly criteria: ReadonlyMap<string, string>;
  /** variant (`base` too) → the ids of its options; null where it offers none. */
  readonly options: ReadonlyMap<string, readonly string[] | null>;
  readonly relations: ReadonlyMap<string, VariantRelation>;
  /** Decision points; 0 alone for a case without steps. */
  readonly steps: readonly number[];
  readonly strata: Readonly<Record<string, string>>;
  /** suite → the variants that it asks. */
  readonly takenBy: Map<string, readonly string[]>;
}

export function factsOf(located: Located<Case>): CaseFacts {
  const { id, criteria, primary, options, variants = [], steps, strata } = located.value;
  const base = options?.map((option) => option.id) ?? null;
  return {
    id,
    file: located.file,
    primaryAt: located.locate(['primary'], 'value'),
    primary,
    criteria: new Map(criteria.map((criterion) => [criterion.id, criterion.grader])),
    options: new Map([
      [BASE_VARIANT, base],
      ...variants.map(
        (variant) => [variant.id, variant.options?.map((option) => option.id) ?? base] as const,
      ),
    ]),
    relations: new Map(variants.map((variant) => [variant.id, variant.relation])),
    steps: steps?.map(({ step }) => step) ?? [0],
    strata: strata ?? {},
    takenBy: new Map(),
  };
}

/** Whether a selection takes a case: every stratum of `where` has one of its values. */
export function takesCase(selection: CaseSelection, strata: Readonly<Record<string, string>>): boolean {
  return Object.entries(selection.where ?? {}).every(([name, values]) => {
    const value = Object.hasOwn(strata, name) ? strata[name] : undefined;
    return value !== undefined && values.includes(value);
  });
}

/** The variants of a case that a selection asks beside the base. */
export function variantsTaken(selection: CaseSelection, facts: CaseFacts): readonly string[] {
  const relations = selection.variants ?? [];
  const taken = [...facts.relations].filter(([, relation]) => relations.includes(relation));
  return [BASE_VARIANT, ...taken.map(([id]) => id)];
}
