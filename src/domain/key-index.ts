import { type Hash, hashOf } from './hash.js';
import type { Key } from './key.js';
import { BASE_VARIANT, type VariantRelation } from './variant.js';

/** What of a case decides which key is its own: a whole case will do. */
export interface KeyedCase {
  readonly id: string;
  readonly variants?: readonly { readonly id: string; readonly relation: VariantRelation }[] | undefined;
}

/** The keys of a run by what they answer. */
export interface KeyIndex {
  readonly hash: Hash;
  /** The key of a criterion, or null where nobody has given one. */
  find(set: string, aCase: KeyedCase, criterion: string, variant: string, step: number): Key | null;
}

/** Relations under which a variant keeps the base's key when it has none of its own. */
const INHERITS: readonly string[] = ['invariant', 'ablated'];

export function indexKeys(keysOfSets: ReadonlyMap<string, readonly Key[]>): KeyIndex {
  const index = new Map<string, Key>();
  for (const [set, keys] of keysOfSets) {
    for (const key of keys) {
      if (key.status === 'retired') continue;
      index.set(address(set, key.case, key.criterion, key.variant ?? BASE_VARIANT, key.step ?? 0), key);
    }
  }
  const truths = [...index].map(([at, key]) => [at, keyHash(key)]).sort();
  return {
    hash: hashOf(truths),
    find: (set, aCase, criterion, variant, step) => {
      const own = index.get(address(set, aCase.id, criterion, variant, step));
      if (own !== undefined || variant === BASE_VARIANT) return own ?? null;
      const relation = aCase.variants?.find((v) => v.id === variant)?.relation;
      if (relation === undefined || !INHERITS.includes(relation)) return null;
      return index.get(address(set, aCase.id, criterion, BASE_VARIANT, step)) ?? null;
    },
  };
}

/** Identity of a key's truth: who rated it and when it is due do not change what counts as right. */
export function keyHash(key: Key): Hash {
  return hashOf({ accept: [...(key.accept ?? [])].sort(), number: key.number ?? null });
}

function address(...parts: readonly (string | number)[]): string {
  return parts.join('\u001f');
}
