import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { normaliseHost } from '../../src/models/egress/host.js';
import { callable, checkedLookup } from '../../src/models/egress/lookup-answer.js';
import { type Call, createPatches, type Patches } from '../../src/models/egress/patches.js';

const attempts: Error[] = [];

/**
 * Refuses, from now on and in this thread, every connection and datagram to another machine and every lookup of its
 * name, and keeps them for `requireLoopbackAlone`. Names under `.invalid` are answered here: there are none. Lies below
 * the egress guard that tests install and release, so what that one lets through comes here.
 */
export function guardLoopback(): void {
  const patches = createPatches();
  guardConnections(patches);
  guardDatagrams(patches);
  guardLookups(patches);
  patches.publish();
}

/** Fails the test that made an attempt, also where the code that it tests took the refusal for a fault of the network. */
export function requireLoopbackAlone(): void {
  const made = attempts.splice(0);
  const said = [...new Set(made.map(({ message }) => message))];
  if (said.length > 0) throw new Error(said.join('\n'), { cause: made[0] });
}

function refuse(host: string): Error {
  const error = new Error(`a test reached for ${host}; tests may use loopback alone`);
  attempts.push(error);
  return error;
}

function isLoopback(text: unknown): boolean {
  return /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/.test(normaliseHost(text) ?? '');
}

/** The address among these that is another machine’s; names are judged where they are looked up. */
function foreignAddress(candidates: readonly unknown[]): string | null {
  for (const text of candidates) {
    if (typeof text === 'string' && net.isIP(text) !== 0 && !isLoopback(text)) return text;
  }
  return null;
}

/** The one place where every client in JavaScript ends: http, https, tls, undici, fetch. */
function guardConnections(patches: Patches): void {
  patches.replace(net.Socket.prototype, 'connect', (connect) => (self, args) => {
    const given: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
    const [first, second] = given;
    const isObject = typeof first === 'object' && first !== null;
    const foreign = foreignAddress([isObject ? Reflect.get(first, 'host') : second]);
    if (foreign !== null) {
      const error = refuse(foreign);
      const lookup = (...asked: readonly unknown[]): unknown => callable(asked.at(-1))?.(undefined, [error]);
      // A failed lookup is a path of Node’s own that leaves the sockets of every client in order.
      return connect(self, [{ host: 'refused.invalid', port: 1, lookup }]);
    }
    if (self instanceof net.Socket) {
      self.on('lookup', (_error, address) => {
        const found = foreignAddress([address]);
        if (found !== null) self.destroy(refuse(found));
      });
    }
    return connect(self, args);
  });
}

function guardDatagrams(patches: Patches): void {
  const guard =
    (original: Call): Call =>
    (self, args) => {
      const foreign = foreignAddress(args.slice(1));
      if (foreign === null) return original(self, args);
      const error = refuse(foreign);
      const callback = callable(args.at(-1));
      process.nextTick(() => {
        if (callback !== null) callback(undefined, [error]);
        else if (self instanceof dgram.Socket) self.emit('error', error);
      });
      return undefined;
    };
  patches.replace(dgram.Socket.prototype, 'send', guard);
  patches.replace(dgram.Socket.prototype, 'connect', guard);
  patches.replace(dgram, 'createSocket', (create) => (self, args) => {
    const [options, ...others] = args;
    if (typeof options !== 'object' || options === null) return create(self, args);
    const own = callable(Reflect.get(options, 'lookup'));
    if (own === null) return create(self, args);
    const lookup = checkedLookup(own, (_name, address) =>
      isLoopback(address) ? null : refuse(String(address)),
    );
    return create(self, [{ ...options, lookup }, ...others]);
  });
}

const DOORS = [
  { door: dns, answers: 'callback' },
  { door: dns.Resolver.prototype, answers: 'callback' },
  { door: dns.promises, answers: 'promise' },
  { door: dns.promises.Resolver.prototype, answers: 'promise' },
] as const;

function guardLookups(patches: Patches): void {
  /** Resolvers that ask a name server on this machine. */
  const local = new Set<unknown>();
  for (const { door, answers } of DOORS) {
    for (const key of Object.getOwnPropertyNames(door)) {
      if (!/^(?:lookup|lookupService|reverse|resolve.*)$/.test(key)) continue;
      patches.replace(door, key, (original) => (self, args) => {
        const [text] = args;
        const needsNobody = key === 'lookup' && (!text || net.isIP(normaliseHost(text) ?? '') !== 0);
        if (needsNobody || isLoopback(text) || local.has(self)) return original(self, args);
        const name = String(text);
        const error = /\.invalid\.?$/i.test(name) ? notFound(name) : refuse(name);
        if (answers === 'promise') return Promise.reject(error);
        const callback = callable(args.at(-1));
        process.nextTick(() => callback?.(undefined, [error]));
        return undefined;
      });
    }
  }
  for (const resolver of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    patches.replace(resolver, 'setServers', (set) => (self, args) => {
      const servers: readonly unknown[] = Array.isArray(args[0]) ? args[0] : [];
      const hosts = servers.map((server) => String(server).replace(/:\d+$/, ''));
      if (hosts.length > 0 && hosts.every(isLoopback)) local.add(self);
      else local.delete(self);
      return set(self, args);
    });
  }
}

function notFound(hostname: string): Error {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  return Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname });
}
