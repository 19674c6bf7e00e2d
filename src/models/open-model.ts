import type { ClientSpec, ModelVersion } from '../domain/model-version.js';
import type { ModelClient } from '../domain/ports/model-client.js';
import { withinAnswerTime } from './answer-time.js';
import { CLIENT_KINDS, type ClientKinds, type SpecByKind } from './client-kinds.js';
import type { ModelContext } from './model-context.js';

/**
 * Opens the client of a model version; the caller closes it.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where it cannot be used here, `MODEL_UNKNOWN` where this release does not
 *   have it, and what reading its files brings (`INPUT_INVALID`, `INPUT_UNREADABLE`, `PATH_OUTSIDE_WORKSPACE`)
 */
export async function openModel(version: ModelVersion, context: ModelContext): Promise<ModelClient> {
  const { client, deployment } = version;
  const opened = await openClient(CLIENT_KINDS, client.kind, client, { context, version });
  const { answer_time_ms: answerTimeMs } = deployment;
  return answerTimeMs === undefined ? opened : withinAnswerTime(opened, answerTimeMs);
}

function openClient<K extends ClientSpec['kind']>(
  kinds: ClientKinds,
  kind: K,
  spec: SpecByKind[K],
  { context, version }: { readonly context: ModelContext; readonly version: ModelVersion },
): Promise<ModelClient> {
  return kinds[kind].open(spec, context, version);
}
