import type { ReferenceClient } from '../../domain/model-version.js';
import { PreceptorError } from '../../errors.js';
import { didYouMean } from '../../schema/nearest-name.js';
import type { ParsedClient } from '../model-context.js';
import { referenceForms, referenceKind } from './reference-models.js';

/**
 * Completes `reference:<name>` or `reference:<name>@<version>`; a model of several versions needs one.
 *
 * @throws PreceptorError `MODEL_UNKNOWN`, with what there is
 */
export async function parseReference(rest: string): Promise<ParsedClient<ReferenceClient>> {
  const [name = '', version, ...more] = rest.split('@');
  const kind = referenceKind(name);
  if (more.length > 0 || kind === null) throw unknown(rest);
  const { versions } = kind;
  const chosen =
    version === undefined && versions.length === 1
      ? versions[0]
      : versions.find((each) => String(each) === version);
  if (chosen === undefined) throw unknown(rest);
  const label = versions.length === 1 ? name : `${name}@${chosen}`;
  return {
    client: { kind: 'reference', name, version: chosen },
    family: `reference-${name}`,
    snapshot: `${name}@${chosen}`,
    location: 'this-machine',
    defaultName: `reference-${label.replace('@', '-')}`,
  };
}

function unknown(rest: string): PreceptorError {
  const forms = referenceForms();
  return new PreceptorError(
    'MODEL_UNKNOWN',
    `reference:${rest}: expected one of ${forms.join(', ')}. ${didYouMean(rest, forms, 'See preceptor run --help.')}`,
  );
}
