import { fieldOf } from '../http/json.js';
import type { CallReply } from './thread-message.js';
import { type WatchedCall, watched } from './watched-fetch.js';

/**
 * Calls a provider. What it gives back that cannot be written as JSON (a BigInt, a cycle) is answered as if it had thrown.
 *
 * @param call - what of its requests is seen goes there
 * @returns never rejects: nobody would hear it
 */
export async function callReply(call: WatchedCall, provider: () => Promise<unknown>): Promise<CallReply> {
  try {
    const given = jsonOf(await watched(call, provider));
    return { given, thrown: null, seen: call.seen, broken: call.broken };
  } catch (error) {
    return { given: null, thrown: textOf(error), seen: call.seen, broken: call.broken };
  }
}

/** What the run reads of it; the rest (audio, raw objects of the vendor’s library) may be anything. */
function jsonOf(value: unknown): string {
  const fields = ['output', 'error', 'tokenUsage', 'finishReason', 'isRefusal', 'guardrails', 'cached'];
  const kept = Object.fromEntries(fields.map((name) => [name, fieldOf(value, name)]));
  const status = fieldOf(fieldOf(fieldOf(value, 'metadata'), 'http'), 'status');
  return JSON.stringify({ ...kept, httpStatus: status });
}

/** The words of whatever was thrown, cut to 10,000 characters. */
export function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error).slice(0, 10_000);
  } catch {
    return 'an error without words';
  }
}
