import { isEndpoint } from '../domain/endpoint.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import { secretVariables } from '../domain/promptfoo-fault.js';
import { textPath } from '../domain/secret-field.js';
import { PreceptorError } from '../errors.js';
import type { ModelContext } from '../models/model-context.js';
import { fieldText } from '../schema/fault.js';

/** Hands out the secrets that were fetched while it was found out whether the models can be asked. */
export type ReadySecrets = NonNullable<ModelContext['secretOf']>;

/**
 * Finds out, before anything is stored, what would keep an endpoint from being asked: a key that is not set, a credential
 * command that fails, a setting that the API cannot take, a promptfoo that is not installed; and a secret that stands in the
 * model version itself, which is stored. Each credential is fetched once; no request is sent.
 *
 * @param root - the workspace, where credential commands run
 * @returns undefined where no model version is an endpoint
 * @throws PreceptorError `MODEL_UNAVAILABLE` or `INPUT_INVALID`, naming the model version’s file and field
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
      // Endpoints have files.
      const file = `models/${version.model}.model.yaml`;
      throw new PreceptorError(error.code, `${file}: ${error.message}`, { cause: error });
    }
  }
  return secretOf;
}

async function requireEndpoint(version: ModelVersion, secretOf: ReadySecrets): Promise<void> {
  const { client } = version;
  if (client.kind === 'http') {
    const { requireSendable } = await import('../models/http/sendable.js');
    requireSendable(client, version);
    const secret = await (await secretOf(client.credential)).current();
    if (secret !== null) requireAbsent(version, secret.cut);
  }
  if (client.kind === 'promptfoo') {
    const { requirePromptfoo } = await import('../models/promptfoo/require-promptfoo.js');
    const { secretCutter } = await import('../models/secret-text.js');
    const variables = requirePromptfoo(client, version);
    const secrets = secretVariables(client, version.settings).map((name) => variables[name] ?? '');
    requireAbsent(version, secretCutter(secrets));
  }
}

/**
 * @param cut - cuts the secrets out of a text
 * @throws PreceptorError `INPUT_INVALID` where one stands in a text of the model version, with its field
 */
function requireAbsent(version: ModelVersion, cut: (text: string) => string): void {
  const path = textPath(version, (text) => cut(text) !== text);
  if (path === null) return;
  throw new PreceptorError(
    'INPUT_INVALID',
    `${fieldText(path)}: expected no secret, as all of the file but the secret’s name is stored; found the very one that is sent (not shown). ` +
      'Remove it there, and change it if it was stored or shared.',
  );
}
