import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { preparePlan } from '../../src/run/start-run.js';
import { MODEL, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const FILES = { 'models/ward.model.yaml': MODEL };
const PACED = MODEL.replace(
  'credential: {env: WARD_KEY}',
  'credential: {env: OTHER_KEY}\n  concurrency: 2',
).replace(
  'kind: http',
  'kind: http\n  requests_per_minute: 60\n  tokens_per_minute: 9000\n  deadline_ms: 9000',
);

/** The model versions and trials of a plan made before and after the model’s file was changed. */
async function beforeAndAfter(changed: string) {
  return withWorkspace(FILES, async (root) => {
    const plans = [];
    for (const content of [MODEL, changed]) {
      writeFileSync(join(root, 'models/ward.model.yaml'), content);
      const { plan, trials } = await preparePlan(aPlanRequest(root));
      const hashes = plan.models.map(({ hash }) => hash);
      plans.push({
        client: plan.models[0]?.version.client,
        asked: { hashes, ids: [...trials()].map(({ id }) => id) },
      });
    }
    return plans;
  });
}

describe('a plan of an endpoint whose file was changed', () => {
  it('asks the same trials of the same version where its pace, deadline or credential differs', async () => {
    const [before, after] = await beforeAndAfter(PACED);
    expect(after?.client).toMatchObject({
      concurrency: 2,
      deadline_ms: 9000,
      credential: { env: 'OTHER_KEY' },
    });
    expect(after?.asked).toEqual(before?.asked);
  });

  it('asks other trials of another version where a setting differs', async () => {
    const [before, after] = await beforeAndAfter(MODEL.replace('temperature: 0', 'temperature: 1'));
    expect(after?.asked.hashes).not.toEqual(before?.asked.hashes);
    expect(after?.asked.ids).not.toEqual(before?.asked.ids);
  });
});

describe('a version that is named twice', () => {
  const planned = (models: readonly string[], baseline: string | null) =>
    withWorkspace(FILES, async (root) => {
      const { plan } = await preparePlan(aPlanRequest(root, { models, baseline }));
      return plan.models.map(({ version, role }) => `${version.model} ${role}`);
    });

  it('is asked once, as the baseline, where it is that too', async () => {
    expect(await planned(['reference:random', 'ward'], 'ward')).toEqual([
      'reference-random candidate',
      'ward baseline',
    ]);
  });

  it('is refused as the candidate and its own baseline', async () => {
    await expect(planned(['ward'], 'ward')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('not the baseline itself'),
    });
  });

  it('is refused where it is only given twice', async () => {
    await expect(planned(['ward', 'ward'], null)).rejects.toThrow(/ward is given twice/);
  });
});
