import { type BlockedEgress, type BlockedSitting, EGRESS_WAYS } from '../domain/blocked-egress.js';
import { hashOf } from '../domain/hash.js';
import type { Store } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';

/** Stores what was blocked in a sitting of this run; nothing where nothing was. */
export async function storeBlocked(
  store: Store,
  sitting: Date,
  blocked: readonly BlockedEgress[],
): Promise<void> {
  if (blocked.length === 0) return;
  const body: BlockedSitting = { sitting: sitting.toISOString(), blocked };
  // By its place, too: sittings that begin at one time, as after a clock was set back, and block the same are two.
  const place = (await store.documents('egress')).length;
  await store.putDocument({ kind: 'egress', id: hashOf(['egress', place, body]), body });
}

/** @throws PreceptorError `STORE_CORRUPT` */
export async function storedBlocked(store: Store): Promise<readonly BlockedSitting[]> {
  return (await store.documents('egress')).map(({ body }) => {
    if (isSitting(body)) return body;
    throw new PreceptorError(
      'STORE_CORRUPT',
      `run ${store.runId}: expected the documents of what was blocked with the sitting’s time and, for each target, host, port, how and times; found another. Restore the file from a copy, or start a new run.`,
    );
  });
}

function isSitting(value: unknown): value is BlockedSitting {
  if (typeof value !== 'object' || value === null) return false;
  if (!('sitting' in value && 'blocked' in value)) return false;
  const { sitting, blocked } = value;
  if (typeof sitting !== 'string' || Number.isNaN(Date.parse(sitting))) return false;
  return Array.isArray(blocked) && blocked.length > 0 && blocked.every(isBlocked);
}

function isBlocked(value: unknown): value is BlockedEgress {
  if (typeof value !== 'object' || value === null) return false;
  if (!('host' in value && 'port' in value && 'how' in value && 'times' in value)) return false;
  const { host, port, how, times } = value;
  return (
    typeof host === 'string' &&
    (port === null || isWhole(port, 0, 65_535)) &&
    EGRESS_WAYS.some((way) => way === how) &&
    isWhole(times, 1, Number.MAX_SAFE_INTEGER)
  );
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
