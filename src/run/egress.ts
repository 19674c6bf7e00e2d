import { setImmediate as turn } from 'node:timers/promises';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import { type EgressGuard, installEgressGuard } from '../models/egress/egress-guard.js';
import { hostOf } from '../models/egress/host.js';

/** Runs of one process share a guard, and with it their hosts: it comes with the first and goes with the last. */
let shared: { readonly guard: EgressGuard; readonly users: number } | null = null;

/**
 * Does something while this process can reach no host but those that the plan's model versions declare, and its worker
 * threads none: the thread of a `promptfoo` client lets itself reach the hosts of its own version, and no others. Programs
 * of `command:` are processes of their own and are not guarded.
 *
 * @param warn - told of every attempt that was blocked, once it is done
 * @throws PreceptorError what `use` throws
 */
export async function withDeclaredHosts<T>(
  plan: Plan,
  warn: (message: string) => void,
  use: () => Promise<T>,
): Promise<T> {
  const guard = enter();
  const before = new Map(guard.blocked().map((report) => [keyOf(report), report.times]));
  try {
    for (const { version } of plan.models) allow(guard, version);
    return await use();
  } finally {
    // What a thread blocked is told by message.
    await turn();
    for (const report of guard.blocked()) {
      const times = report.times - (before.get(keyOf(report)) ?? 0);
      if (times > 0) warn(describe(report, times));
    }
    leave();
  }
}

function allow(guard: EgressGuard, { client }: ModelVersion): void {
  if (client.kind !== 'http') return;
  const { host, port } = hostOf(client.url);
  guard.allow(host, port);
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

type Blocked = ReturnType<EgressGuard['blocked']>[number];

function keyOf({ host, port, how }: Blocked): string {
  return JSON.stringify([host, port, how]);
}

function describe({ host, port, how }: Blocked, times: number): string {
  const target = port === null ? host : `${host} port ${port}`;
  return `blocked ${times} attempt${times === 1 ? '' : 's'} to reach ${target} (${how}): no model version of this run declares it.`;
}
