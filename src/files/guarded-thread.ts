import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData, setEnvironmentData, Worker } from 'node:worker_threads';

/** From sources (tests) the built module is used: Node runs no TypeScript. */
const GUARD = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../dist/models/egress/thread-guard.js'
    : '../models/egress/thread-guard.js',
  import.meta.url,
);
const KEY = 'preceptor:egress';

/** The channel on which the threads of this process tell what was blocked in them; every thread is handed its name. */
export const BLOCKED_CHANNEL = channelName();

function channelName(): string {
  const known = getEnvironmentData(KEY);
  if (typeof known === 'string') return known;
  const name = `preceptor-egress-${randomUUID()}`;
  setEnvironmentData(KEY, name);
  return name;
}

/**
 * Starts a thread of ours; before anything else it blocks all egress in itself. No host is allowed, until the thread
 * installs a guard of its own. What it blocks is reported by the guard of the run, where one is installed.
 *
 * @param file - its module
 * @param workerData - what it is started with
 */
export function startGuardedThread(file: URL, workerData: unknown): Worker {
  return new Worker(file, { workerData, execArgv: [...guardFlags([])] });
}

/**
 * Starts a guarded thread for code of others: it sees this environment alone, and what it prints goes nowhere.
 *
 * @param env - its environment variables, all of them
 */
export function startIsolatedThread(
  file: URL,
  workerData: unknown,
  env: Readonly<Record<string, string>>,
): Worker {
  const options = { workerData, env: { ...env }, stdout: true, stderr: true };
  const worker = new Worker(file, { ...options, execArgv: [...guardFlags([])] });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/**
 * Node’s options for a thread, with those that load the guard first.
 *
 * @param own - the options that it has already, as in `process.execArgv`
 */
export function guardFlags(own: readonly string[]): readonly string[] {
  const file = fileURLToPath(GUARD);
  if (own.includes(file) || own.includes(GUARD.href)) return own;
  // Code that is handed over as text runs before an import is done: a `require` is waited for.
  const canRequire: unknown = Reflect.get(process.features, 'require_module');
  return [...own, ...(canRequire === true ? ['--require', file] : ['--import', GUARD.href])];
}
