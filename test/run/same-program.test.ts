import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseModelSpec } from '../../src/models/model-spec.js';
import { requireSameProgram } from '../../src/run/same-program.js';

describe('requireSameProgram', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'preceptor-program-'));
    await writeFile(join(root, "it's a model.mjs"), '// one version\n');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('lets the same program go on, whatever its words hold', async () => {
    const version = await parseModelSpec(`mine=command:node "it's a model.mjs" 'a "b" \\' $HOME`, root);
    expect(version.client).toMatchObject({ argv: ['node', "it's a model.mjs", 'a "b" \\', '$HOME'] });
    await expect(requireSameProgram(version, root)).resolves.toBeUndefined();
  });

  it('refuses one whose script has changed', async () => {
    const version = await parseModelSpec(`mine=command:node "it's a model.mjs"`, root);
    await appendFile(join(root, "it's a model.mjs"), '// another\n');
    await expect(requireSameProgram(version, root)).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining(version.snapshot),
    });
  });

  it('has nothing to say of models that are no programs', async () => {
    const version = await parseModelSpec('reference:random', root);
    await expect(requireSameProgram(version, root)).resolves.toBeUndefined();
  });
});
