import { PreceptorError } from '../../errors.js';
import { createBlockedLog, type EgressReport } from './blocked-log.js';
import { createEgressList } from './egress-list.js';
import { guardDns } from './guard-dns.js';
import { guardTcp } from './guard-tcp.js';
import { guardUdp } from './guard-udp.js';
import { createPatches } from './patches.js';

export interface EgressGuard {
  /**
   * Lets a host be looked up and reached at this port, by its name or by an address that its name was seen to have.
   *
   * @param host - a name or an address, in any spelling; no wildcard
   * @param port - 1..65535
   * @throws PreceptorError `INPUT_INVALID`
   */
  allow(host: string, port: number): void;
  /** Lets a Unix socket or named pipe be reached, spelt as the client spells it. */
  allowPath(path: string): void;
  /** What was blocked so far, in the order of the first attempts: 100 targets, the rest in one report for each way. */
  blocked(): readonly EgressReport[];
  /** Puts Node's own functions back. Once is enough; a second call does nothing. */
  release(): void;
}

let isInstalled = false;

/**
 * Blocks, from now on and in this thread, every connection, datagram and name lookup to what was not allowed: nothing
 * is, at first, this machine neither. A blocked attempt fails as a failed lookup does (the socket emits, the callback or
 * promise gets) with a PreceptorError `ENVIRONMENT` that names host and port, and is counted. It guards every client that
 * opens its sockets through Node: http, https, tls, http2, undici, fetch and WebSocket. It holds against packages that
 * telephone home, not against code that means to get round it. It cannot guard:
 *
 * - other threads: each worker has its own Node modules and installs its own guard, before it imports anything else;
 * - child processes (`command:` models, `az`);
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
  if (isInstalled) {
    throw new PreceptorError(
      'INTERNAL',
      'egress guard: expected none in this thread, found one. Install it once, and pass it on.',
    );
  }
  const list = createEgressList();
  const log = createBlockedLog();
  const patches = createPatches();
  try {
    guardTcp(patches, list, log);
    guardUdp(patches, list, log);
    guardDns(patches, list, log);
  } catch (error) {
    patches.restore();
    throw error;
  }
  patches.publish();
  isInstalled = true;
  let isReleased = false;
  return {
    allow: list.allow,
    allowPath: list.allowPath,
    blocked: log.reports,
    release() {
      if (isReleased) return;
      isReleased = true;
      patches.restore();
      isInstalled = false;
    },
  };
}
