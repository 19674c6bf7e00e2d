import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelContext, ReferenceCase } from '../../src/models/model-context.js';

export interface TestWorkspace extends AsyncDisposable {
  readonly root: string;
  readonly warnings: readonly string[];
  write(path: string, content: string | Uint8Array): Promise<void>;
  context(corpus?: readonly ReferenceCase[]): ModelContext;
}

export async function aWorkspace(): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'preceptor-models-'));
  const warnings: string[] = [];
  return {
    root,
    warnings,
    async write(path, content) {
      const target = join(root, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    },
    context: (corpus = []) => ({
      workspace: root,
      corpus: () => corpus,
      seed: 1,
      warn: (message) => void warnings.push(message),
    }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
