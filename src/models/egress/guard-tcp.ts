import { Socket } from 'node:net';
import type { BlockedLog } from './blocked-log.js';
import type { EgressList } from './egress-list.js';
import { normaliseHost, normalisePort, spellingOf } from './host.js';
import { callable, checkedLookup } from './lookup-answer.js';
import type { Call, Patches } from './patches.js';

type Options = Readonly<Record<string, unknown>>;
interface ConnectArguments {
  readonly options: object;
  readonly callback: unknown;
}

/**
 * Guards `net.Socket.prototype.connect`, where every client in JavaScript ends: http, https, tls, http2, undici, fetch.
 * A blocked socket fails as one whose name lookup failed: it emits the error and closes, so that each client's own
 * handling of failures sees it.
 */
export function guardTcp(patches: Patches, list: EgressList, log: BlockedLog): void {
  patches.replace(Socket.prototype, 'connect', (connect) => (self, args) => {
    const { options, callback } = readArguments(args);
    const path: unknown = Reflect.get(options, 'path');
    if (path) {
      return fail(connect, self, callback, log.refuse('pipe', typeof path === 'string' ? path : null, null));
    }
    const text: unknown = Reflect.get(options, 'host') || 'localhost';
    const host = normaliseHost(text);
    const port = normalisePort(Reflect.get(options, 'port'));
    if (typeof text !== 'string' || host === null || port === null || !list.permits(host, port)) {
      return fail(connect, self, callback, log.refuse('tcp', host, port));
    }
    const own = callable(Reflect.get(options, 'lookup'));
    const lookup =
      own === null
        ? undefined
        : checkedLookup(own, (name, address) => {
            if (name === null || address === null) return log.refuse('tcp', null, port);
            const isKnown = list.isAddressOf(name, address) || list.permits(address, port);
            return isKnown ? null : log.refuse('tcp', address, port);
          });
    const checked = overlay(options, { path: undefined, host: spellingOf(text, host), port, lookup });
    return connect(self, [checked, callback]);
  });
}

/** `connect(options, callback?)`, `(port, host?, callback?)`, `(path, callback?)`, or Node's own list of the first form. */
function readArguments(args: readonly unknown[]): ConnectArguments {
  const first = args[0];
  const last = args.at(-1);
  const callback = typeof last === 'function' ? last : undefined;
  if (Array.isArray(first)) return readArguments(first);
  if (typeof first === 'object' && first !== null) return { options: first, callback };
  if (typeof first === 'string' && !(Number(first) >= 0)) return { options: { path: first }, callback };
  const host = typeof args[1] === 'function' ? undefined : args[1];
  return { options: { port: first, host }, callback };
}

/** The caller's options under the values that were checked: read once, a getter cannot answer otherwise later. */
function overlay(options: object, checked: Options): object {
  const values = Object.entries(checked).map(([key, value]) => [key, { value, enumerable: true }] as const);
  return Object.create(options, Object.fromEntries(values));
}

/** Node's own path of a failed lookup keeps the socket's state right (handles, queued writes, timers). */
function fail(connect: Call, self: unknown, callback: unknown, error: Error): unknown {
  const lookup = (...args: readonly unknown[]): unknown => callable(args.at(-1))?.(undefined, [error]);
  return connect(self, [{ host: 'blocked.invalid', port: 1, lookup }, callback]);
}
