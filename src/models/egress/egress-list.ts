import { isIP } from 'node:net';
import { PreceptorError } from '../../errors.js';
import { normaliseHost, normalisePort } from './host.js';

/** Names come from the run's declarations, addresses from name servers: a name that changes its own forgets the oldest. */
const MAX_ADDRESSES_PER_NAME = 1024;

/** What may be reached. Hosts are in their one spelling (`normaliseHost`), but for those given to `allow`. */
export interface EgressList {
  allow(host: string, port: number): void;
  allowPath(path: string): void;
  /** A connection to a declared host at its port, or to an address that a declared name was seen to have. */
  permits(host: string, port: number): boolean;
  permitsPath(path: string): boolean;
  /** A lookup: of a host declared at any port. */
  permitsName(host: string): boolean;
  /** A lookup of an address's names: of a declared address, or of one that a declared name was seen to have. */
  permitsReverse(address: string): boolean;
  isAddressOf(name: string, address: string): boolean;
  learn(name: string, address: string): void;
}

/** An empty list: nothing may be reached, this machine neither. */
export function createEgressList(): EgressList {
  const ports = new Map<string, Set<number>>();
  const paths = new Set<string>();
  const addresses = new Map<string, Set<string>>();
  const namesOf = (address: string): readonly string[] =>
    [...addresses].flatMap(([name, known]) => (known.has(address) ? [name] : []));

  return {
    allow(host, port) {
      const name = normaliseHost(host);
      const number = normalisePort(port);
      if (name === null || number === null || number === 0) throw undeclarable();
      const known = ports.get(name) ?? new Set<number>();
      ports.set(name, known.add(number));
    },
    allowPath(path) {
      paths.add(path);
    },
    permits(host, port) {
      if (ports.get(host)?.has(port) === true) return true;
      return isIP(host) !== 0 && namesOf(host).some((name) => ports.get(name)?.has(port) === true);
    },
    permitsPath: (path) => paths.has(path),
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
