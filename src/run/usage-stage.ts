import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { costOf, type Money, type Price } from '../domain/price.js';
import type { OriginCounts } from '../domain/response.js';
import type { ServedModels } from '../domain/served-models.js';
import { estimateRequest, estimateTokens } from '../domain/token-estimate.js';
import { type ModelUsage, reachOf, type Usage } from '../domain/usage.js';
import { buildMessages } from '../plan/build-request.js';
import type { Budget } from './budget.js';
import type { Taken } from './spending-account.js';

/** What the stored run took of each model version that a service or a program answers for; nothing is estimated. */
export async function usageOf(
  store: Store,
  { models }: Pick<Plan, 'models'>,
): Promise<readonly ModelUsage[]> {
  const all: ModelUsage[] = [];
  for (const { version, hash } of models) {
    if (reachOf(version.client) === 'none') continue;
    const usage = await store.usage(hash);
    all.push({ model: version.model, ...usage, cost: costOfUsage(version.price, usage) });
  }
  return all;
}

/** Under which names each model version was served. */
export async function servedOf(
  store: Store,
  models: readonly PlannedModel[],
): Promise<readonly ServedModels[]> {
  const served: ServedModels[] = [];
  for (const { version, hash } of models) {
    served.push({ model: version.model, names: await store.servedModels(hash) });
  }
  return served;
}

/** Where the final responses of each model version came from, by its name. */
export async function originsOf(
  store: Store,
  { models }: Pick<Plan, 'models'>,
): Promise<ReadonlyMap<string, OriginCounts>> {
  const origins = new Map<string, OriginCounts>();
  for (const { version, hash } of models) origins.set(version.model, await store.origins(hash));
  return origins;
}

/** Tokens that nobody counted cost what nobody knows: null, not 0. */
function costOfUsage(price: Price | undefined, usage: Usage): Money | null {
  if (price === undefined || (usage.counted === 0 && usage.silent > 0)) return null;
  return { currency: price.currency, amount: costOf(price, usage) };
}

/**
 * What earlier sittings of a run took, by the model’s hash. Requests of which the service said no tokens are estimated:
 * the mean question of the plan, and the characters that came back. Left out are model versions that neither have a price
 * nor are held to a number of tokens.
 */
export async function takenEarlier(
  store: Store,
  plan: Plan,
  budget: Budget,
): Promise<ReadonlyMap<string, Taken>> {
  const taken = new Map<string, Taken>();
  for (const model of plan.models) {
    const { client, price } = model.version;
    if (reachOf(client) === 'none' || (price === undefined && budget.tokens === null)) continue;
    const { input, output, silent, silentCharacters } = await store.usage(model.hash);
    const guessed = silent === 0 ? 0 : Math.ceil(silent * (await meanRequest(store, plan, model)));
    taken.set(model.hash, {
      input: input + guessed,
      output: output + estimateTokens(silentCharacters),
      isEstimated: silent > 0,
    });
  }
  return taken;
}

/** Tokens of the mean request of one model version: an estimate. */
async function meanRequest(store: Store, plan: Plan, { hash, version }: PlannedModel): Promise<number> {
  const protocols = new Map(plan.protocols.map((protocol) => [protocol.protocol, protocol]));
  let tokens = 0;
  let trials = 0;
  for await (const { trial, case: planned } of store.trials({ modelHash: hash })) {
    const protocol = protocols.get(trial.protocol);
    if (protocol === undefined) continue;
    const question = { case: planned.case, variant: trial.variant, step: trial.step };
    tokens += estimateRequest(buildMessages(question, protocol, version.system_prompt));
    trials += 1;
  }
  return trials === 0 ? 0 : tokens / trials;
}
