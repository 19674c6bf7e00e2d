import type { Grader } from '../domain/grader.js';
import type { KeyIndex } from '../domain/key-index.js';
import type { UnitContext, UnitScale } from '../domain/metric.js';
import { caseKey, type Plan } from '../domain/plan.js';
import type { ConfidenceSource } from '../domain/protocol.js';
import { acceptedPositions } from '../domain/scale.js';
import type { Trial } from '../domain/trial.js';
import { BASE_VARIANT } from '../domain/variant.js';
import type { CaseFact, CaseFacts } from './case-facts.js';

/** What metrics may look at beside the trials; one object for all base units of a case, made once. */
export class UnitContexts {
  readonly #facts: CaseFacts;
  readonly #graders: ReadonlyMap<string, Grader>;
  readonly #keys: KeyIndex;
  readonly #confidences: ReadonlyMap<string, ConfidenceSource | null>;
  readonly #known = new Map<string, UnitContext>();

  constructor(
    plan: Plan,
    facts: CaseFacts,
    content: { readonly graders: ReadonlyMap<string, Grader>; readonly index: KeyIndex },
  ) {
    this.#facts = facts;
    this.#graders = content.graders;
    this.#keys = content.index;
    this.#confidences = new Map(plan.protocols.map((p) => [p.protocol, p.confidence?.[0] ?? null]));
  }

  of({ set, caseId, variant, step, protocol }: Trial): UnitContext {
    const isBase = variant === BASE_VARIANT && step === 0;
    const name = `${protocol}\u001f${caseKey(set, caseId)}`;
    const known = isBase ? this.#known.get(name) : undefined;
    if (known !== undefined) return known;
    const fact = this.#facts.of(set, caseId);
    const context: UnitContext = {
      primary: fact.primary,
      criteria: fact.criteria,
      onScale: this.#scaleOf(set, fact, variant, step),
      confidence: this.#confidences.get(protocol) ?? null,
    };
    if (isBase) this.#known.set(name, context);
    return context;
  }

  #scaleOf(set: string, fact: CaseFact, variant: string, step: number): UnitScale | null {
    const criterion = fact.criteria.find(({ id }) => id === fact.primary);
    const grader = this.#graders.get(criterion?.grader ?? '');
    if (grader?.kind !== 'scale') return null;
    const key = this.#keys.find(set, fact, fact.primary, variant, step);
    const scale = { name: grader.scale, levels: grader.levels, critical: grader.critical ?? 0 };
    const accepted = acceptedPositions(scale, key?.accept ?? []);
    return accepted.length === 0 ? null : { scale, accepted };
  }
}
