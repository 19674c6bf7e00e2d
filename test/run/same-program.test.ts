import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../src/load/workspace.js';
import { parseModelSpec } from '../../src/models/model-spec.js';
import { findModel } from '../../src/run/find-model.js';
import { requireSameProgram } from '../../src/run/same-program.js';
import { PROGRAM, withWorkspace } from '../load/a-workspace.js';

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

  it('holds a declared program to its digest, whatever snapshot its file names', () =>
    withWorkspace({ 'models/ward.model.yaml': PROGRAM, 'models/ward.mjs': '// one\n' }, async (workspace) => {
      const version = await findModel('ward', workspace, await loadWorkspace(workspace));
      await expect(requireSameProgram(version, workspace)).resolves.toBeUndefined();
      await appendFile(join(workspace, 'models/ward.mjs'), '// two\n');
      await expect(requireSameProgram(version, workspace)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(/began with \(sha256:[0-9a-f]{64}\); found another \(sha256:/),
      });
      await rm(join(workspace, 'models/ward.mjs'));
      await expect(requireSameProgram(version, workspace)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
    }));

  it('has nothing to say of models that are no programs', async () => {
    const version = await parseModelSpec('reference:random', root);
    await expect(requireSameProgram(version, root)).resolves.toBeUndefined();
  });
});
