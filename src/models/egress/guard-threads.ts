import threads from 'node:worker_threads';
import { guardFlags } from '../../files/guarded-thread.js';
import type { Patches } from './patches.js';

/**
 * Guards every thread that is started from now on, whoever starts it: it loads its own guard, with an empty list, before
 * its first line, and hands that on to the threads that it starts.
 */
export function guardThreads(patches: Patches): void {
  patches.replaceClass(threads, 'Worker', (construct, [file, options, ...rest]) => {
    const given = typeof options === 'object' && options !== null ? options : {};
    const own: unknown = Reflect.get(given, 'execArgv');
    const build = (execArgv: readonly string[]) => construct([file, { ...given, execArgv }, ...rest]);
    if (Array.isArray(own)) return build(guardFlags(own.map(String)));
    // Node refuses what is wrong with it in its own words.
    if (own !== undefined && own !== null) return construct([file, options, ...rest]);
    return inheriting(build);
  });
}

/** A thread inherits this one’s options by default, but one that is handed them is refused those of the whole process. */
function inheriting(build: (execArgv: readonly string[]) => object): object {
  try {
    return build(guardFlags(process.execArgv));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused = error.message.slice(error.message.indexOf('--')).split(', ');
    const rest = process.execArgv.filter((flag) => !refused.includes(flag) && flag.startsWith('--'));
    return build(guardFlags(rest.every((flag) => flag.includes('=')) ? rest : []));
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_WORKER_INVALID_EXEC_ARGV';
}
