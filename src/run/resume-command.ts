import { resolve } from 'node:path';

/** What a shell takes as it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** How to go on with a run, from the folder that the process was started in; another workspace is named whole. */
export function resumeCommand(runId: string, root: string): string {
  const workspace = resolve(root);
  const where = workspace === process.cwd() ? '' : ` -C ${quoted(workspace)}`;
  return `preceptor run${where} --resume ${runId}`;
}

function quoted(path: string): string {
  return PLAIN.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
