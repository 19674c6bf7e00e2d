/** Keeps what was used last, up to a total weight. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V, weight: number): void;
}

export function createBoundedCache<K, V>(maxWeight: number): BoundedCache<K, V> {
  const entries = new Map<K, { readonly value: V; readonly weight: number }>();
  let total = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight) {
      const old = entries.get(key);
      if (old !== undefined) total -= old.weight;
      entries.delete(key);
      entries.set(key, { value, weight });
      total += weight;
      for (const [oldest, entry] of entries) {
        if (total <= maxWeight || oldest === key) break;
        entries.delete(oldest);
        total -= entry.weight;
      }
    },
  };
}
