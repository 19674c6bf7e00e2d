import type { Case } from '../domain/case.js';
import type { KeyedCase } from '../domain/key-index.js';
import { caseKey } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';

/** What later stages ask of a case: small enough to hold for every case of a plan. */
export interface CaseFact extends KeyedCase {
  readonly primary: string;
  readonly criteria: readonly {
    readonly id: string;
    readonly points: number;
    readonly harm: string | null;
    readonly grader: string;
  }[];
  readonly strata: Readonly<Record<string, string>>;
  readonly critical: readonly {
    readonly criterion: string;
    readonly hazard: string;
    readonly harm: string;
  }[];
}

export interface CaseFacts {
  of(set: string, caseId: string): CaseFact;
  entries(): Iterable<readonly [string, CaseFact]>;
}

export async function loadCaseFacts(store: Store): Promise<CaseFacts> {
  const facts = new Map<string, CaseFact>();
  for await (const { set, case: aCase } of store.cases()) facts.set(caseKey(set, aCase.id), factOf(aCase));
  return {
    of: (set, caseId) => {
      const fact = facts.get(caseKey(set, caseId));
      if (fact === undefined)
        throw new PreceptorError('INTERNAL', `the run has no case ${caseKey(set, caseId)}`);
      return fact;
    },
    entries: () => facts.entries(),
  };
}

/** What metrics and graders look at of a case’s criteria. */
export function criteriaOf(aCase: Case): CaseFact['criteria'] {
  return aCase.criteria.map(({ id, points, harm, grader }) => ({ id, points, harm: harm ?? null, grader }));
}

function factOf(aCase: Case): CaseFact {
  const critical = aCase.criteria.flatMap(({ id, critical: hazard, harm }) =>
    hazard === undefined ? [] : [{ criterion: id, hazard, harm: harm ?? 'not stated' }],
  );
  return {
    id: aCase.id,
    variants: aCase.variants?.map(({ id, relation }) => ({ id, relation })),
    primary: aCase.primary,
    criteria: criteriaOf(aCase),
    strata: aCase.strata ?? {},
    critical,
  };
}
