import dns from 'node:dns';
import { isIP } from 'node:net';
import type { BlockedLog } from './blocked-log.js';
import type { EgressList } from './egress-list.js';
import { normaliseHost, normalisePort, spellingOf } from './host.js';
import { addressesIn, callable } from './lookup-answer.js';
import type { Call, Patches } from './patches.js';

const NAME_SERVER_PORT = 53;

/** Where lookups are asked for: callbacks and promises, of the module and of a resolver of one's own. */
const DOORS = [
  { door: dns, answers: 'callback' },
  { door: dns.Resolver.prototype, answers: 'callback' },
  { door: dns.promises, answers: 'promise' },
  { door: dns.promises.Resolver.prototype, answers: 'promise' },
] as const;

interface Lookup {
  readonly original: Call;
  readonly key: string;
  readonly answers: 'callback' | 'promise';
  readonly list: EgressList;
  readonly log: BlockedLog;
}

/**
 * Guards every lookup: of an undeclared name none leaves, and the addresses of a declared one are kept. The name servers
 * of the system may be asked; others (`setServers`) only where they are declared.
 */
export function guardDns(patches: Patches, list: EgressList, log: BlockedLog): void {
  for (const { door, answers } of DOORS) {
    for (const key of lookupsOf(door)) {
      patches.replace(door, key, (original) => guardLookup({ original, key, answers, list, log }));
    }
    patches.replace(door, 'setServers', (original) => (self, args) => {
      if (!Array.isArray(args[0])) return original(self, args);
      const servers = args[0].map(String);
      for (const server of servers) {
        const { host, port } = serverIn(server);
        if (host === null || port === null || !list.permits(host, port)) throw log.refuse('dns', host, port);
      }
      return original(self, [servers]);
    });
  }
}

/** All that a version of Node has: also kinds of records that came later. */
function lookupsOf(door: object): readonly string[] {
  return Object.getOwnPropertyNames(door).filter(
    (name) =>
      /^(?:lookup|lookupService|reverse|resolve.*)$/.test(name) && callable(Reflect.get(door, name)) !== null,
  );
}

function guardLookup(lookup: Lookup): Call {
  const { original, key, answers, list, log } = lookup;
  return (self, args) => {
    const [text, ...others] = args;
    // Node answers an absent name itself, without a name server.
    if (key === 'lookup' && (text === undefined || text === null || text === '')) return original(self, args);
    const callback = callable(others.at(-1));
    const host = normaliseHost(text);
    if (typeof text !== 'string' || host === null || !isPermitted(key, host, list)) {
      const error = log.refuse('dns', host, null);
      if (answers === 'promise') return Promise.reject(error);
      if (callback === null) throw error;
      process.nextTick(() => callback(undefined, [error]));
      return undefined;
    }
    const learn = (answer: unknown): void => {
      for (const address of addressesIn(answer)) if (isIP(address) !== 0) list.learn(host, address);
    };
    const asked = spellingOf(text, host);
    if (answers === 'promise') return learned(original(self, [asked, ...others]), learn);
    if (callback === null) return original(self, [asked, ...others]);
    const answered = (...answer: readonly unknown[]): unknown => {
      learn(answer[1]);
      return callback(undefined, answer);
    };
    return original(self, [asked, ...others.slice(0, -1), answered]);
  };
}

function isPermitted(key: string, host: string, list: EgressList): boolean {
  // An address needs no packet to be looked up; the connection to it is judged by itself.
  if (key === 'lookup') return isIP(host) !== 0 || list.permitsName(host);
  return key.startsWith('resolve') ? list.permitsName(host) : list.permitsReverse(host);
}

async function learned(answering: unknown, learn: (answer: unknown) => void): Promise<unknown> {
  const answer: unknown = await answering;
  learn(answer);
  return answer;
}

/** `address`, `address:port`, `[address]:port`. */
function serverIn(text: string): { readonly host: string | null; readonly port: number | null } {
  const whole = normaliseHost(text);
  if (whole !== null) return { host: whole, port: NAME_SERVER_PORT };
  const colon = text.lastIndexOf(':');
  return { host: normaliseHost(text.slice(0, colon)), port: normalisePort(text.slice(colon + 1)) };
}
