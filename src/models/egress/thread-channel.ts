import { BroadcastChannel } from 'node:worker_threads';
import { EGRESS_WAYS } from '../../domain/blocked-egress.js';
import { BLOCKED_CHANNEL } from '../../files/guarded-thread.js';
import type { BlockedAttempt } from './blocked-log.js';
import { normalisePort } from './host.js';

let outgoing: BroadcastChannel | null = null;

/** Tells the other threads of this process what was blocked in this one. */
export function tellThreads(attempt: BlockedAttempt): void {
  outgoing ??= openChannel();
  outgoing.postMessage(attempt);
}

/**
 * Hears what is blocked in the threads of this process that were guarded when they began.
 *
 * @returns ends it
 */
export function listenToThreads(hear: (attempt: BlockedAttempt) => void): () => void {
  const channel = openChannel();
  channel.onmessage = (event: unknown) => {
    const attempt = attemptIn(event);
    if (attempt !== null) hear(attempt);
  };
  return () => channel.close();
}

/** It keeps nobody from ending. */
function openChannel(): BroadcastChannel {
  const channel = new BroadcastChannel(BLOCKED_CHANNEL);
  channel.unref();
  return channel;
}

function attemptIn(event: unknown): BlockedAttempt | null {
  const data: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'data') : null;
  if (typeof data !== 'object' || data === null) return null;
  const [host, port, way]: readonly unknown[] = ['host', 'port', 'how'].map((key) => Reflect.get(data, key));
  const how = EGRESS_WAYS.find((known) => known === way);
  if (typeof host !== 'string' || how === undefined) return null;
  return { host, port: normalisePort(port), how };
}
