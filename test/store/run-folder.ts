import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunFolder extends AsyncDisposable {
  readonly folder: string;
  readonly file: string;
}

/** A folder of its own for one run, removed when the block ends. */
export async function runFolder(): Promise<RunFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'preceptor-store-'));
  return {
    folder,
    file: join(folder, 'run.sqlite'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
