import type { ModelVersion } from '../domain/model-version.js';
import { NAME_PATTERN } from '../domain/name.js';
import { PreceptorError } from '../errors.js';
import { didYouMean } from '../schema/nearest-name.js';
import { CLIENT_KINDS, isClientKind } from './client-kinds.js';

/** Vendors and formats that people may name: they are declared in a file, or called by a program. */
const DECLARED_IN_FILES = [
  'openai',
  'azure',
  'azure-openai',
  'foundry',
  'anthropic',
  'gemini',
  'google',
  'vertex',
  'bedrock',
  'ollama',
  'http',
  'https',
] as const;

/**
 * Completes what a user named on the command line to a model version: `[name=]kind:rest`, where kind is `replay`,
 * `command` or `reference` (endpoints have files: `findModel`). Files that decide its answers are digested, so that the
 * version's hash changes with them.
 *
 * @param workspace - absolute path; `replay:` reads inside it, `command:` runs in it
 * @throws PreceptorError `MODEL_UNKNOWN` for another kind, `USAGE` for a name that is none, and what the kind brings
 */
export async function parseModelSpec(text: string, workspace: string): Promise<ModelVersion> {
  const { name, kind, rest } = partsOf(text.trim());
  if (!isClientKind(kind)) throw unknownKind(text, kind);
  if (rest.trim() === '') {
    throw new PreceptorError(
      'USAGE',
      `${text}: expected ${CLIENT_KINDS[kind].forms.join(' or ')}; nothing stands behind "${kind}:".`,
    );
  }
  const parsed = await CLIENT_KINDS[kind].parse(rest, workspace);
  const model = name ?? parsed.defaultName;
  if (!new RegExp(NAME_PATTERN).test(model)) {
    throw new PreceptorError(
      'USAGE',
      `${text}: expected a model name of letters, digits, dot, underscore and hyphen; found ${JSON.stringify(model)}. ` +
        `Give one: "my-model=${kind}:${rest}".`,
    );
  }
  return {
    model,
    family: parsed.family,
    snapshot: parsed.snapshot,
    client: parsed.client,
    settings: {},
    deployment: { location: parsed.location },
  };
}

interface SpecParts {
  readonly name: string | null;
  readonly kind: string;
  readonly rest: string;
}

/** A name stands before the first `=`, if that comes before the first `:`. */
function partsOf(text: string): SpecParts {
  const equals = text.indexOf('=');
  const colon = text.indexOf(':');
  const isNamed = equals !== -1 && (colon === -1 || equals < colon);
  const spec = isNamed ? text.slice(equals + 1) : text;
  const end = spec.indexOf(':');
  return {
    name: isNamed ? text.slice(0, equals) : null,
    kind: end === -1 ? spec : spec.slice(0, end),
    rest: end === -1 ? '' : spec.slice(end + 1),
  };
}

function unknownKind(text: string, kind: string): PreceptorError {
  const forms = [...new Set(Object.values(CLIENT_KINDS).flatMap((each) => each.forms))];
  const known = `expected one of ${forms.join(', ')}, each with an optional name= before it`;
  if (DECLARED_IN_FILES.some((each) => each === kind)) {
    return new PreceptorError(
      'MODEL_UNKNOWN',
      `${text}: ${kind}: is no kind of its own; ${known}. Declare the endpoint in models/<name>.model.yaml, or let a program call it: "my-model=command:node model.mjs".`,
    );
  }
  const remedy = didYouMean(
    kind,
    Object.keys(CLIENT_KINDS),
    `Recorded responses are named replay:${kind === '' ? '<name>' : kind}.`,
  );
  return new PreceptorError('MODEL_UNKNOWN', `${text}: found ${JSON.stringify(kind)}; ${known}. ${remedy}`);
}
