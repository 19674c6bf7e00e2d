import type { ModelVersion } from '../../domain/model-version.js';
import { hasAddressSecret, isSecretText, textPath } from '../../domain/secret-field.js';
import { isVariableName } from '../../domain/variable-name.js';
import { KEY_REMEDY } from '../../schema/unshown-field.js';
import { type Located, problemAt, type Report } from '../place.js';

/** What is a secret in a model’s file, or may be one: all of it is stored, hashed and shown. None stands in a message. */
export function checkSecrets(located: Located<ModelVersion>, report: Report): void {
  const { client, deployment } = located.value;
  // Settings, configurations and command lines have rules of their own.
  const rest = {
    ...located.value,
    settings: undefined,
    client: { ...client, credential: undefined, config: undefined, argv: undefined },
  };
  const path = textPath(rest, isSecretText);
  if (path !== null)
    report(
      problemAt(located, path, {
        expected: 'no secret',
        found: 'a text that is or may hold one (not shown)',
        remedy: KEY_REMEDY,
      }),
    );
  const { gateway } = deployment;
  if (gateway !== undefined && !isSecretText(gateway) && hasAddressSecret(gateway))
    report(
      problemAt(located, ['deployment', 'gateway'], {
        expected: 'the gateway’s name, or its address without user, password or query',
        found: 'an address with one of these (not shown)',
        remedy: KEY_REMEDY,
      }),
    );
  if (client.kind !== 'http' || client.credential === undefined || !('env' in client.credential)) return;
  if (isVariableName(client.credential.env)) return;
  report(
    problemAt(located, ['client', 'credential', 'env'], {
      expected: 'the name of an environment variable (letters, digits, underscore)',
      found: 'something else, perhaps the key itself (not shown)',
      remedy: KEY_REMEDY,
    }),
  );
}
