import { isIP } from 'node:net';
import { PreceptorError } from '../../errors.js';
import { normaliseHost, normalisePort } from './host.js';

/** Names come from the run's declarations, addresses from name servers: a name that changes its own forgets the oldest. */
const MAX_ADDRESSES_PER_NAME = 1024;

/** What may be reached. Hosts are in their one spelling (`normaliseHost`), but for those given to `allow`. */
export interface EgressList {
  /** @returns takes it back, once */
  allow(host: string, port: number): () => void;
  /** A connection to a declared host at its port, or to an address that a declared name was seen to have. */
  permits(host: string, port: number): boolean;
  /** A lookup: of a host declared at any port. */
  permitsName(host: string): boolean;
  /** A lookup of an address's names: of a declared address, or of one that a declared name was seen to have. */
  permitsReverse(address: string): boolean;
  isAddressOf(name: string, address: string): boolean;
  learn(name: string, address: string): void;
}

/** An empty list: nothing may be reached, this machine neither. */
export function createEgressList(): EgressList {
  /** By name and port: how often it was allowed, and not taken back. */
  const ports = new Map<string, Map<number, number>>();
  const addresses = new Map<string, Set<string>>();
  const namesOf = (address: string): readonly string[] =>
    [...addresses].flatMap(([name, known]) => (known.has(address) ? [name] : []));
  const takeBack = (name: string, port: number): void => {
    const known = ports.get(name);
    const times = known?.get(port) ?? 0;
    if (times > 1) known?.set(port, times - 1);
    else known?.delete(port);
    if (known?.size !== 0) return;
    ports.delete(name);
    addresses.delete(name);
  };

  return {
    allow(host, port) {
      const name = normaliseHost(host);
      const number = normalisePort(port);
      if (name === null || number === null || number === 0) throw undeclarable();
      const known = ports.get(name) ?? new Map<number, number>();
      ports.set(name, known.set(number, (known.get(number) ?? 0) + 1));
      let isAllowed = true;
      return () => {
        if (isAllowed) takeBack(name, number);
        isAllowed = false;
      };
    },
    permits(host, port) {
      if (ports.get(host)?.has(port) === true) return true;
      return isIP(host) !== 0 && namesOf(host).some((name) => ports.get(name)?.has(port) === true);
    },
    permitsName: (host) => ports.has(host),
    permitsReverse: (address) => ports.has(address) || namesOf(address).length > 0,
    isAddressOf: (name, address) => name === address || addresses.get(name)?.has(address) === true,
    learn(name, address) {
      if (!ports.has(name) || isIP(name) !== 0) return;
      const known = addresses.get(name) ?? new Set<string>();
      known.delete(address);
      addresses.set(name, known.add(address));
      const [oldest] = known;
      if (known.size > MAX_ADDRESSES_PER_NAME && oldest !== undefined) known.delete(oldest);
    },
  };
}

function undeclarable(): PreceptorError {
  return new PreceptorError(
    'INPUT_INVALID',
    'egress: expected one host, without wildcard, and a port of 1 to 65535, found something else. Give the endpoint’s host as its URL has it.',
  );
}
