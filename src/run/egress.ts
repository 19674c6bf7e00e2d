import { setImmediate as turn } from 'node:timers/promises';
import { type BlockedEgress, targetKey, targetText } from '../domain/blocked-egress.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { type EgressGuard, installEgressGuard } from '../models/egress/egress-guard.js';
import { hostOf } from '../models/egress/host.js';
import { storeBlocked } from './blocked-egress.js';

/** All of one process share a guard, and with it their hosts: it comes with the first and goes with the last. */
let shared: { readonly guard: EgressGuard; readonly users: number } | null = null;

/** Where this process is guarded to its end: from when on what was blocked is in no run yet. */
let unstored: Moment | null = null;

/** What had been blocked at a time: how often each target. */
interface Moment {
  readonly at: Date;
  readonly times: ReadonlyMap<string, number>;
}

/**
 * From now on to its end this process, its worker threads included, can reach nothing but, for a time, the hosts of
 * `withDeclaredHosts`.
 *
 * @returns tells what was blocked so far, a line for each target
 * @throws PreceptorError as `installEgressGuard`
 */
export function guardProcess(): () => readonly string[] {
  const guard = enter();
  unstored ??= momentOf(guard);
  return () => guard.blocked().map(blockedText);
}

interface Asked {
  readonly store: Store;
  readonly plan: Plan;
  /** Told of each target that was blocked, once it is done; in a process that is guarded to its end, that says it then. */
  readonly warn: (message: string) => void;
}

/**
 * Does something while this process can reach no host but those that the plan’s model versions declare, and its worker
 * threads none: the thread of a `promptfoo` client lets itself reach the hosts of its own version, and no others. Programs
 * of `command:` are processes of their own and are not guarded. What was blocked meanwhile is stored in the run.
 *
 * @throws PreceptorError what `use` throws
 */
export async function withDeclaredHosts<T>({ store, plan, warn }: Asked, use: () => Promise<T>): Promise<T> {
  const guard = enter();
  const begun = momentOf(guard);
  const declared: (() => void)[] = [];
  let isDone = false;
  try {
    for (const { version } of plan.models) declared.push(...allow(guard, version));
    const result = await use();
    isDone = true;
    return result;
  } finally {
    for (const takeBack of declared) takeBack();
    const blocked = await blockedSince(guard, begun);
    if (unstored === null) for (const one of blocked) warn(blockedText(one));
    else unstored = momentOf(guard);
    leave();
    const storing = storeBlocked(store, begun.at, blocked);
    // Where it failed, that is what is said.
    await (isDone ? storing : storing.catch(() => undefined));
  }
}

/**
 * Stores in a run what a process that is guarded to its end blocked, and that is in no run yet: in the stages after
 * asking, or since it began.
 */
export async function keepBlocked(store: Store): Promise<void> {
  if (shared === null || unstored === null) return;
  const { guard } = shared;
  const { at } = unstored;
  const blocked = await blockedSince(guard, unstored);
  unstored = momentOf(guard);
  await storeBlocked(store, at, blocked);
}

function allow(guard: EgressGuard, { client }: ModelVersion): readonly (() => void)[] {
  if (client.kind !== 'http') return [];
  const { host, port } = hostOf(client.url);
  return [guard.allow(host, port)];
}

function enter(): EgressGuard {
  const guard = shared?.guard ?? installEgressGuard();
  shared = { guard, users: (shared?.users ?? 0) + 1 };
  return guard;
}

function leave(): void {
  if (shared === null) return;
  const { guard, users } = shared;
  shared = users === 1 ? null : { guard, users: users - 1 };
  if (users === 1) guard.release();
}

function momentOf(guard: EgressGuard): Moment {
  return { at: new Date(), times: new Map(guard.blocked().map((one) => [targetKey(one), one.times])) };
}

async function blockedSince(
  guard: EgressGuard,
  { times: before }: Moment,
): Promise<readonly BlockedEgress[]> {
  // What a thread blocked is told by message.
  await turn();
  return guard.blocked().flatMap((one) => {
    const times = one.times - (before.get(targetKey(one)) ?? 0);
    return times > 0 ? [{ ...one, times }] : [];
  });
}

function blockedText({ times, how, ...target }: BlockedEgress): string {
  return `blocked ${times} attempt${times === 1 ? '' : 's'} to reach ${targetText(target)} (${how}): only hosts of model versions that are being asked may be reached.`;
}
