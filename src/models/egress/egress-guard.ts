import type { BlockedEgress } from '../../domain/blocked-egress.js';
import { PreceptorError } from '../../errors.js';
import { type BlockedAttempt, createBlockedLog } from './blocked-log.js';
import { createEgressList } from './egress-list.js';
import { guardDns } from './guard-dns.js';
import { guardTcp } from './guard-tcp.js';
import { guardThreads } from './guard-threads.js';
import { guardUdp } from './guard-udp.js';
import { createPatches } from './patches.js';
import { listenToThreads, tellThreads } from './thread-channel.js';

export interface EgressGuard {
  /**
   * Lets a host be looked up and reached at this port, by its name or by an address that its name was seen to have.
   *
   * @param host - a name or an address, in any spelling; no wildcard
   * @param port - 1..65535
   * @returns takes it back; connections that are open stay. What was allowed twice must be taken back twice
   * @throws PreceptorError `INPUT_INVALID`
   */
  allow(host: string, port: number): () => void;
  /**
   * What was blocked so far, in this thread and in those that were guarded when they began, in the order of the first
   * attempts: 100 targets, the rest as one for each way. What another thread blocked arrives a moment later.
   */
  blocked(): readonly BlockedEgress[];
  /** Puts Node's own functions back. Once is enough; a second call does nothing. */
  release(): void;
}

/** The guard of this thread; that of a guarded thread gives way to one that is installed by name. */
let current: { readonly release: () => void; readonly givesWay: boolean } | null = null;

/**
 * Blocks, from now on and in this thread, every connection, datagram and name lookup to what was not allowed: nothing
 * is, at first, this machine neither; local sockets never are. A blocked attempt fails as a failed lookup does (the
 * socket emits, the callback or promise gets) with a PreceptorError `ENVIRONMENT` that names host and port, and is
 * counted. It guards every client that opens its sockets through Node: http, https, tls, http2, undici, fetch and
 * WebSocket. Threads that are started from now on, by a package too, guard themselves with an empty list. It holds
 * against packages that telephone home, not against code that means to get round it. It cannot guard:
 *
 * - threads that were started before, but for our own (`startGuardedThread`), and code that kept `Worker` from before;
 * - in Node versions before 20.19 and 22.12, the first lines of a thread whose code is text (`eval: true`);
 * - child processes (`command:` models, `az`), which a confined thread alone cannot start (`confineThread`);
 * - native add-ons, and Node's internals (`process.binding`, QUIC), which open sockets without these functions;
 * - what a declared host does with what it gets: a proxy or gateway passes it on;
 * - code that kept one of the original functions before, and sockets that were open or under way by then;
 * - `new dgram.Socket({ lookup })`: whatever that lookup answers is sent to (`dgram.createSocket` is guarded);
 * - the system's name servers, which see the lookups of declared names, with the system's search domains;
 * - `listen`: it reaches nobody, but a name to listen at is looked up, so give an address.
 *
 * @throws PreceptorError `INTERNAL` where a guard is installed in this thread; `ENVIRONMENT` where this Node lacks what
 * is to be guarded
 */
export function installEgressGuard(): EgressGuard {
  if (current === null || !current.givesWay) {
    return install({ givesWay: false, listens: true, tell: () => undefined, afterwards: () => undefined });
  }
  current.release();
  return install({ givesWay: false, listens: false, tell: tellThreads, afterwards: guardThread });
}

/**
 * Blocks all egress of a worker thread: what is blocked is told to the guard of the thread that runs it. It gives way to
 * a guard that the thread installs itself, and comes back when that one is released.
 *
 * @throws PreceptorError as `installEgressGuard`
 */
export function guardThread(): void {
  if (current !== null) return;
  install({ givesWay: true, listens: false, tell: tellThreads, afterwards: () => undefined });
}

interface Installing {
  readonly givesWay: boolean;
  readonly listens: boolean;
  readonly tell: (attempt: BlockedAttempt) => void;
  readonly afterwards: () => void;
}

function install({ givesWay, tell, listens, afterwards }: Installing): EgressGuard {
  if (current !== null) {
    throw new PreceptorError(
      'INTERNAL',
      'egress guard: expected none in this thread, found one. Install it once, and pass it on.',
    );
  }
  const list = createEgressList();
  const log = createBlockedLog(tell);
  const patches = createPatches();
  try {
    guardTcp(patches, list, log);
    guardUdp(patches, list, log);
    guardDns(patches, list, log);
    guardThreads(patches);
  } catch (error) {
    patches.restore();
    throw error;
  }
  patches.publish();
  const stopListening = listens ? listenToThreads(log.add) : () => undefined;
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    stopListening();
    patches.restore();
    current = null;
    afterwards();
  };
  current = { release, givesWay };
  return { allow: list.allow, blocked: log.blocked, release };
}
