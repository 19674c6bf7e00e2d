import { type BlockedEgress, targetKey } from '../../domain/blocked-egress.js';
import { PreceptorError } from '../../errors.js';

const MAX_TARGETS = 100;
const MAX_HOST = 255;
/** Stands for a host that could not be read: its text may be anything, a secret too. */
const UNREADABLE = '(not a host)';
const FURTHER = '(further hosts)';

/** One attempt, as a thread tells it to the others. */
export type BlockedAttempt = Omit<BlockedEgress, 'times'>;

export interface BlockedLog {
  /**
   * Counts a blocked attempt.
   *
   * @param host - in its one spelling, null where it has none
   * @returns the error to raise: `ENVIRONMENT`
   */
  refuse(how: BlockedEgress['how'], host: string | null, port: number | null): PreceptorError;
  /** Counts an attempt that was blocked in another thread. */
  add(attempt: BlockedAttempt): void;
  /** The first 100 targets in the order of their first attempt, then the rest as one target for each way. */
  blocked(): readonly BlockedEgress[];
}

/** @param tell - told of every attempt that is refused here */
export function createBlockedLog(tell: (attempt: BlockedAttempt) => void = () => undefined): BlockedLog {
  const kept = new Map<string, BlockedEgress>();
  const further = new Map<string, BlockedEgress>();
  const count = (targets: Map<string, BlockedEgress>, attempt: BlockedAttempt): void => {
    const key = targetKey(attempt);
    targets.set(key, { ...attempt, times: (targets.get(key)?.times ?? 0) + 1 });
  };
  const add = ({ host, port, how }: BlockedAttempt): void => {
    const attempt = { host: printable(host), port, how };
    if (kept.has(targetKey(attempt)) || kept.size < MAX_TARGETS) count(kept, attempt);
    else count(further, { host: FURTHER, port: null, how });
  };
  return {
    refuse(how, host, port) {
      const shown = host === null ? UNREADABLE : printable(host);
      const attempt = { host: shown, port, how };
      add(attempt);
      tell(attempt);
      return new PreceptorError('ENVIRONMENT', describe(how, shown, port));
    },
    add,
    blocked: () => [...kept.values(), ...further.values()],
  };
}

/** How its errors begin: `blocked: ` and what was tried. */
export const BLOCKED_DEEDS = {
  tcp: 'a connection to',
  udp: 'a datagram to',
  dns: 'a name lookup of',
  pipe: 'a connection to the local socket',
} as const satisfies Record<BlockedEgress['how'], string>;

function describe(how: BlockedEgress['how'], shown: string, port: number | null): string {
  const host = shown.includes(':') && port !== null ? `[${shown}]` : shown;
  const target = port === null ? host : `${host}:${port}`;
  return (
    `blocked: ${BLOCKED_DEEDS[how]} ${target}, which no model version that is being asked declares; nothing was sent. ` +
    'If a model answers there, declare it as the url of its model version; if not, find out which package asks for it.'
  );
}

/** A path comes from whoever connects, a host from any thread: no control characters, and no more of it than names it. */
export function printable(host: string): string {
  const clean = host.slice(0, MAX_HOST).replaceAll(/\p{C}/gu, '\u{fffd}');
  return host.length > MAX_HOST ? `${clean}…` : clean;
}
