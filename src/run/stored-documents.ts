import type { Policy } from '../domain/policy.js';
import type { Store } from '../domain/ports/store.js';
import type { UsedWaiver } from '../domain/waiver.js';
import { parse } from '../schema/parse.js';

/** The policy that a run was started with; null where it had none. */
export async function storedPolicy(store: Store): Promise<Policy | null> {
  const [document] = await store.documents('policy');
  return document === undefined ? null : parse('policy', document.body, `run ${store.runId}`);
}

/** The waivers under which cases of this run left the institution. */
export async function storedWaivers(store: Store): Promise<readonly UsedWaiver[]> {
  const documents = await store.documents('waivers');
  return documents.flatMap(({ id, body }) =>
    parse('waivers', body, `run ${store.runId}`).map((waiver) => ({ set: id, ...waiver })),
  );
}
