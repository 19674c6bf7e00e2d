import { describe, expect, it } from 'vitest';
import { builtinRoot } from '../../src/load/builtin-root.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { findModel } from '../../src/run/find-model.js';
import { MODEL, withWorkspace } from '../load/a-workspace.js';

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

  it('points an http: specification to a file', () =>
    withWorkspace({}, async (root) => {
      await expect(findModel('http://x/v1', root, await loadWorkspace(root))).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining('models/<name>.model.yaml'),
      });
    }));
});
