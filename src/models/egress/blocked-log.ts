import { PreceptorError } from '../../errors.js';

const MAX_REPORTS = 100;
const MAX_PATH = 200;
/** Stands for a host that could not be read: its text may be anything, a secret too. */
const UNREADABLE = '(not a host)';
const FURTHER = '(further hosts)';

/** Attempts that were blocked: `host` in its one spelling, or the path of a pipe; `port` null where there is none. */
export interface EgressReport {
  readonly host: string;
  readonly port: number | null;
  readonly how: 'tcp' | 'udp' | 'dns' | 'pipe';
  /** >= 1 */
  readonly times: number;
}

/** One attempt, as a thread tells it to the others. */
export type BlockedAttempt = Omit<EgressReport, 'times'>;

export interface BlockedLog {
  /**
   * Counts a blocked attempt.
   *
   * @param host - in its one spelling, null where it has none
   * @returns the error to raise: `ENVIRONMENT`
   */
  refuse(how: EgressReport['how'], host: string | null, port: number | null): PreceptorError;
  /** Counts an attempt that was blocked in another thread. */
  add(attempt: BlockedAttempt): void;
  /** The first 100 targets in the order of their first attempt, then the rest in one report for each way. */
  reports(): readonly EgressReport[];
}

/** @param tell - told of every attempt that is refused here */
export function createBlockedLog(tell: (attempt: BlockedAttempt) => void = () => undefined): BlockedLog {
  const kept = new Map<string, EgressReport>();
  const further = new Map<string, EgressReport>();
  const count = (reports: Map<string, EgressReport>, key: string, report: EgressReport): void => {
    reports.set(key, { ...report, times: (reports.get(key)?.times ?? 0) + 1 });
  };
  const add = (attempt: BlockedAttempt): void => {
    const { host, port, how } = attempt;
    const key = JSON.stringify([how, host, port]);
    if (kept.has(key) || kept.size < MAX_REPORTS) count(kept, key, { ...attempt, times: 1 });
    else count(further, how, { host: FURTHER, port: null, how, times: 1 });
  };
  return {
    refuse(how, host, port) {
      const shown = host === null ? UNREADABLE : how === 'pipe' ? printable(host) : host;
      const attempt = { host: shown, port, how };
      add(attempt);
      tell(attempt);
      return new PreceptorError('ENVIRONMENT', describe(how, shown, port));
    },
    add,
    reports: () => [...kept.values(), ...further.values()],
  };
}

const DEEDS = {
  tcp: 'a connection to',
  udp: 'a datagram to',
  dns: 'a name lookup of',
  pipe: 'a connection to the local socket',
} as const satisfies Record<EgressReport['how'], string>;

function describe(how: EgressReport['how'], shown: string, port: number | null): string {
  const host = shown.includes(':') && port !== null ? `[${shown}]` : shown;
  const target = port === null ? host : `${host}:${port}`;
  return (
    `blocked: ${DEEDS[how]} ${target}, which none of the run’s model versions declares; nothing was sent. ` +
    'If a model answers there, declare it as the url of its model version; if not, find out which package asks for it.'
  );
}

/** A path comes from whoever connects: no control characters, and no more of it than names it. */
function printable(path: string): string {
  const clean = path.replaceAll(/\p{C}/gu, '\u{fffd}');
  return clean.length > MAX_PATH ? `${clean.slice(0, MAX_PATH)}…` : clean;
}
