import dgram from 'node:dgram';
import type { BlockedLog } from './blocked-log.js';
import type { EgressList } from './egress-list.js';
import { normaliseHost, normalisePort, spellingOf } from './host.js';
import { callable, checkedLookup } from './lookup-answer.js';
import type { Patches } from './patches.js';

/** Where the port and the address stand in the arguments of a call. */
interface Target {
  readonly portAt: number;
  readonly addressAt: number;
}

/** Guards `send` and `connect` of datagram sockets, and a lookup that a socket brings with it. */
export function guardUdp(patches: Patches, list: EgressList, log: BlockedLog): void {
  const judge = (self: unknown, args: readonly unknown[], target: Target): readonly unknown[] | Error => {
    const given = args[target.addressAt];
    const isAbsent = given === undefined || given === null || given === '' || typeof given === 'function';
    const text = isAbsent ? thisMachine(self) : given;
    const host = normaliseHost(text);
    const port = normalisePort(args[target.portAt]);
    if (typeof text !== 'string' || host === null || port === null || !list.permits(host, port)) {
      return log.refuse('udp', host, port);
    }
    return isAbsent ? args : args.with(target.addressAt, spellingOf(text, host));
  };
  patches.replace(dgram.Socket.prototype, 'send', (send) => (self, args) => {
    if (isConnected(self)) return send(self, args);
    const judged = judge(self, args, sendTarget(args));
    return judged instanceof Error ? fail(self, args, judged) : send(self, judged);
  });
  patches.replace(dgram.Socket.prototype, 'connect', (connect) => (self, args) => {
    const judged = judge(self, args, { portAt: 0, addressAt: 1 });
    return judged instanceof Error ? fail(self, args, judged) : connect(self, judged);
  });
  patches.replace(dgram, 'createSocket', (create) => (self, args) => {
    const [options] = args;
    const own = typeof options === 'object' && options !== null ? Reflect.get(options, 'lookup') : undefined;
    const lookup = callable(own);
    if (typeof options !== 'object' || options === null || lookup === null) return create(self, args);
    const checked = checkedLookup(lookup, (name, address) => {
      const isKnown = name !== null && address !== null && list.isAddressOf(name, address);
      return isKnown ? null : log.refuse('udp', address, null);
    });
    return create(self, [{ ...options, lookup: checked }, ...args.slice(1)]);
  });
}

/** `send(message, offset, length, port, address?, callback?)` or `send(message, port, address?, callback?)`, told apart as Node does. */
function sendTarget(args: readonly unknown[]): Target {
  const isSlice = Boolean(args[4]) || (Boolean(args[3]) && typeof args[3] !== 'function');
  return isSlice ? { portAt: 3, addressAt: 4 } : { portAt: 1, addressAt: 2 };
}

function thisMachine(socket: unknown): string {
  const type: unknown =
    typeof socket === 'object' && socket !== null ? Reflect.get(socket, 'type') : undefined;
  return type === 'udp6' ? '::1' : '127.0.0.1';
}

/** The peer of a connected socket was judged when it connected. */
function isConnected(socket: unknown): boolean {
  if (!(socket instanceof dgram.Socket)) return false;
  try {
    return socket.remoteAddress().port > 0;
  } catch {
    return false;
  }
}

/** As Node does with a failed lookup: the callback gets the error, or else the socket emits it. */
function fail(socket: unknown, args: readonly unknown[], error: Error): void {
  const callback = callable(args.at(-1));
  process.nextTick(() => {
    if (callback !== null) callback(undefined, [error]);
    else if (socket instanceof dgram.Socket) socket.emit('error', error);
  });
}
