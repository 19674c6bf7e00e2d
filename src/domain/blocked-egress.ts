export const EGRESS_WAYS = ['tcp', 'udp', 'dns', 'pipe'] as const;

/** Attempts to reach one target that were blocked; nothing was sent. */
export interface BlockedEgress {
  /** A host, the path of a local socket, or `(further hosts)` for what came after a hundred targets; text of whoever tried. */
  readonly host: string;
  /** null: the attempt has none (a lookup, a local socket). */
  readonly port: number | null;
  readonly how: (typeof EGRESS_WAYS)[number];
  /** >= 1 */
  readonly times: number;
}

/** What was blocked in one sitting of a run. */
export interface BlockedSitting {
  /** When the sitting began; ISO 8601. */
  readonly sitting: string;
  readonly blocked: readonly BlockedEgress[];
}

/** The same for every attempt of one way at one target. */
export function targetKey({ host, port, how }: Omit<BlockedEgress, 'times'>): string {
  return JSON.stringify([how, host, port]);
}

/** `127.0.0.1 port 8080` */
export function targetText({ host, port }: Pick<BlockedEgress, 'host' | 'port'>): string {
  return port === null ? host : `${host} port ${port}`;
}

/** Every target once, in the order in which they came first. */
export function blockedInAll(sittings: readonly BlockedSitting[]): readonly BlockedEgress[] {
  const all = new Map<string, BlockedEgress>();
  for (const one of sittings.flatMap(({ blocked }) => blocked)) {
    const key = targetKey(one);
    all.set(key, { ...one, times: (all.get(key)?.times ?? 0) + one.times });
  }
  return [...all.values()];
}
