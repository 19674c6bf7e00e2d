import type { CachedResponses, Provenance, ServedAlike } from '../domain/evidence.js';
import type { Grader } from '../domain/grader.js';
import { type Key, REVIEWED_KEY_STATUSES } from '../domain/key.js';
import { caseKey, limitText, type Plan, type PlannedModel } from '../domain/plan.js';
import type { Side } from './compare-stage.js';

/** Grader kinds that are pure rules: their verdicts need no validity record. */
const RULES: readonly Grader['kind'][] = ['choice', 'text', 'number', 'scale'];

export function isRule(grader: Grader | undefined): boolean {
  return grader !== undefined && RULES.includes(grader.kind);
}

/** What bears on the standing of a decision over these model versions. */
export function provenanceOf(
  plan: Plan,
  keys: ReadonlyMap<string, readonly Key[]>,
  graders: readonly Grader[],
  models: readonly PlannedModel[],
  sides: Pick<Provenance, 'cached' | 'servedAlike'>,
): Provenance {
  const planned = new Set(Object.values(plan.selection).flat());
  const used = [...keys].flatMap(([set, ofSet]) =>
    ofSet.filter((key) => planned.has(caseKey(set, key.case))),
  );
  return {
    keys: {
      used: used.length,
      reviewed: used.filter((key) => REVIEWED_KEY_STATUSES.includes(key.status)).length,
    },
    sets: plan.sets.map(({ set, exposure, languages }) => ({ set, exposure, languages })),
    unvalidatedGraders: graders.filter((grader) => !isRule(grader)).map((grader) => grader.grader),
    recordedModels: models
      .filter(({ version }) => version.deployment.location === 'recorded')
      .map(({ version }) => version.model),
    ...sides,
    part: plan.limit === null ? null : limitText(plan.limit),
  };
}

/** Which of these sides stand on responses from the cache, each in its own run. */
export async function cachedIn(sides: readonly Side[]): Promise<readonly CachedResponses[]> {
  const found: CachedResponses[] = [];
  for (const { store, model } of sides) {
    const origins = await store.origins(model.hash);
    const responses = Object.values(origins).reduce((sum, count) => sum + count, 0);
    if (origins.cache > 0) found.push({ model: model.version.model, cached: origins.cache, responses });
  }
  return found;
}

/** Which comparators of another snapshot were served under the candidate’s names: a gateway may have sent both to one model. */
export async function servedAlikeIn(
  candidate: Side,
  comparators: readonly Side[],
): Promise<readonly ServedAlike[]> {
  const names = await candidate.store.servedModels(candidate.model.hash);
  if (names.length === 0) return [];
  const { model, snapshot } = candidate.model.version;
  const alike: ServedAlike[] = [];
  for (const { store, model: other } of comparators) {
    if (other.version.snapshot === snapshot) continue;
    const others = await store.servedModels(other.hash);
    if (others.join('\n') === names.join('\n'))
      alike.push({ candidate: model, comparator: other.version.model, names });
  }
  return alike;
}
