import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { versionHash } from '../../src/domain/version-hash.js';
import { builtinRoot } from '../../src/load/builtin-root.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { findModel } from '../../src/run/find-model.js';
import { MODEL, PROGRAM, withWorkspace } from '../load/a-workspace.js';

const FILES = { 'models/ward.model.yaml': MODEL };

describe('findModel', () => {
  it('finds a declared endpoint by its name, also beside content of the package', () =>
    withWorkspace(FILES, async (root) => {
      for (const opened of [root, builtinRoot()]) {
        const version = await findModel('ward', root, await loadWorkspace(opened));
        expect(version).toMatchObject({ model: 'ward', client: { kind: 'http' } });
      }
    }));

  it('takes what is no declared name as a specification', () =>
    withWorkspace(FILES, async (root) => {
      const workspace = await loadWorkspace(root);
      expect(await findModel('reference:random', root, workspace)).toMatchObject({
        client: { kind: 'reference' },
      });
      await expect(findModel('wadr', root, workspace)).rejects.toMatchObject({
        code: 'MODEL_UNKNOWN',
        message: expect.stringContaining('Did you mean ward?'),
      });
      await expect(findModel('gpt-5', root, workspace)).rejects.toMatchObject({
        code: 'MODEL_UNKNOWN',
        message: expect.stringContaining('models/<name>.model.yaml'),
      });
    }));

  it('says what is wrong with a declared endpoint instead of calling it unknown', () =>
    withWorkspace({ 'models/ward.model.yaml': MODEL.replace('kind: http', 'kind: htpt') }, async (root) => {
      await expect(findModel('ward', root, await loadWorkspace(root))).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        message: expect.stringContaining('models/ward.model.yaml'),
      });
    }));

  it('keeps of a declared program what its file says, with a digest of the program that its script changes', () =>
    withWorkspace({ 'models/ward.model.yaml': PROGRAM, 'models/ward.mjs': '// one\n' }, async (root) => {
      const find = async () => findModel('ward', root, await loadWorkspace(root));
      const first = await find();
      expect(first).toMatchObject({
        model: 'ward',
        family: 'ward-llm',
        snapshot: 'ward-2026-10',
        client: {
          kind: 'command',
          argv: ['node', 'models/ward.mjs'],
          deadline_ms: 60_000,
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
        deployment: { location: 'inside', training: 'none', retention: 'none' },
      });
      expect(await find()).toEqual(first);
      const onCommandLine = await findModel(
        'ward=command:node models/ward.mjs',
        root,
        await loadWorkspace(root),
      );
      expect(first.client).toMatchObject({ digest: onCommandLine.snapshot });
      expect(onCommandLine.client).not.toHaveProperty('digest');
      await appendFile(join(root, 'models/ward.mjs'), '// two\n');
      const second = await find();
      expect(second.snapshot).toBe(first.snapshot);
      expect(versionHash(second)).not.toBe(versionHash(first));
    }));

  it('refuses a declared program of which there is no file', () =>
    withWorkspace(
      { 'models/ward.model.yaml': PROGRAM.replace('node, models/ward.mjs', 'no-such-program-here') },
      async (root) => {
        await expect(findModel('ward', root, await loadWorkspace(root))).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringMatching(/models\/ward\.model\.yaml: client\.argv: .*no-such-program-here/),
        });
      },
    ));

  it('points an http: specification to a file', () =>
    withWorkspace({}, async (root) => {
      await expect(findModel('http://x/v1', root, await loadWorkspace(root))).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining('models/<name>.model.yaml'),
      });
    }));
});
