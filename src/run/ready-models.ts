import { isEndpoint } from '../domain/endpoint.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import { PreceptorError } from '../errors.js';
import type { ModelContext } from '../models/model-context.js';

/** Hands out the secrets that were fetched while it was found out whether the models can be asked. */
export type ReadySecrets = NonNullable<ModelContext['secretOf']>;

/**
 * Finds out, before anything is stored, what would keep an endpoint from being asked: a key that is not set, a credential
 * command that fails, a setting that the API cannot take, a promptfoo that is not installed. Each credential is fetched once; no request is sent.
 *
 * @param root - the workspace, where credential commands run
 * @returns undefined where no model version is an endpoint
 * @throws PreceptorError `MODEL_UNAVAILABLE` or `INPUT_INVALID`, naming the model version
 */
export async function requireReady(
  { models }: Pick<Plan, 'models'>,
  root: string,
): Promise<ReadySecrets | undefined> {
  const versions = models.map(({ version }) => version).filter(({ client }) => isEndpoint(client));
  if (versions.length === 0) return undefined;
  const { openSecrets } = await import('../models/http/secret.js');
  const secretOf = openSecrets(root);
  for (const version of versions) {
    try {
      await requireEndpoint(version, secretOf);
    } catch (error) {
      if (!(error instanceof PreceptorError)) throw error;
      throw new PreceptorError(error.code, `${version.model}: ${error.message}`, { cause: error });
    }
  }
  return secretOf;
}

async function requireEndpoint(version: ModelVersion, secretOf: ReadySecrets): Promise<void> {
  const { client } = version;
  if (client.kind === 'http') {
    const { requireSendable } = await import('../models/http/sendable.js');
    requireSendable(client, version);
    await secretOf(client.credential);
  }
  if (client.kind === 'promptfoo') {
    const { requirePromptfoo } = await import('../models/promptfoo/require-promptfoo.js');
    requirePromptfoo(client, version);
  }
}
