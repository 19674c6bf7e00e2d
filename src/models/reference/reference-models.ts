import { longestOption } from './longest-option.js';
import { openMajority } from './majority.js';
import { openRandom } from './random.js';
import type { ReferenceKind } from './reference-model.js';
import { openRetrieval } from './retrieval.js';
import { openRules, RULES_VERSIONS } from './rules.js';

/** Every reference model by its name on the command line. */
const REFERENCE_MODELS = {
  random: { versions: [1], open: (_version, context) => openRandom(context) },
  majority: { versions: [1], open: (_version, context) => openMajority(context) },
  'longest-option': { versions: [1], open: async () => longestOption },
  retrieval: { versions: [1], open: (_version, context) => openRetrieval(context) },
  rules: { versions: RULES_VERSIONS, open: async (version) => openRules(version) },
} as const satisfies Record<string, ReferenceKind>;

/** null: there is none of this name. */
export function referenceKind(name: string): ReferenceKind | null {
  return isReferenceName(name) ? REFERENCE_MODELS[name] : null;
}

function isReferenceName(name: string): name is keyof typeof REFERENCE_MODELS {
  return Object.hasOwn(REFERENCE_MODELS, name);
}

/** `random`, …, `rules@1`, `rules@2`: what may stand behind `reference:`. */
export function referenceForms(): readonly string[] {
  return Object.entries<ReferenceKind>(REFERENCE_MODELS).flatMap(([name, { versions }]) =>
    versions.length === 1 ? [name] : versions.map((version) => `${name}@${version}`),
  );
}
