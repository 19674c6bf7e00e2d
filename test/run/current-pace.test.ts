import { describe, expect, it } from 'vitest';
import type { PlannedModel } from '../../src/domain/plan.js';
import { versionHash } from '../../src/domain/version-hash.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { withCurrentPace } from '../../src/run/current-pace.js';
import { aModel } from '../builders/a-plan.js';
import { MODEL, withWorkspace } from '../load/a-workspace.js';

const FILE = 'models/ward.model.yaml';

/** What a run planned from a file makes of it when the file reads otherwise. */
async function resumed(before: string, now: string | null) {
  const models = await withWorkspace({ [FILE]: before }, async (root): Promise<readonly PlannedModel[]> => {
    const version = (await loadWorkspace(root)).models.get('ward')?.value;
    if (version === undefined) throw new Error('the file has a model');
    return [{ version, hash: versionHash(version), role: 'candidate' }, aModel()];
  });
  const warnings: string[] = [];
  const current = await withWorkspace(now === null ? {} : { [FILE]: now }, (root) =>
    withCurrentPace(models, root, (message) => warnings.push(message)),
  );
  return { models, current, warnings };
}

describe('a run that goes on', () => {
  it('takes pace and credential from the file as it is now', async () => {
    const now = MODEL.replace('WARD_KEY', 'NEW_KEY').replace('  api:', '  concurrency: 2\n  api:');
    const { models, current, warnings } = await resumed(MODEL, now);
    expect(current[0]).toMatchObject({
      hash: models[0]?.hash,
      version: { client: { credential: { env: 'NEW_KEY' }, concurrency: 2 } },
    });
    expect(current[1]).toBe(models[1]);
    expect(warnings).toEqual([]);
  });

  it('goes on as it began where the file is another version now, and says so', async () => {
    const { models, current, warnings } = await resumed(MODEL, MODEL.replace('2026-10', '2026-11'));
    expect(current).toEqual(models);
    expect(warnings).toEqual([
      expect.stringContaining('models/ward.model.yaml is another model version now'),
    ]);
  });

  it('goes on as it began where the file is gone', async () => {
    const { models, current, warnings } = await resumed(MODEL, null);
    expect([current, warnings]).toEqual([models, []]);
  });
});
