import { describe, expect, it } from 'vitest';
import { preparePlan } from '../../src/run/start-run.js';
import { MODEL, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const PROMPT = 'system_prompt: "Such as that of Mrs Jane Miller, (617) 555-0142."\n';

async function warningsOf(location: string): Promise<readonly unknown[]> {
  const files = { 'models/ward.model.yaml': MODEL.replace('inside', location) + PROMPT };
  return withWorkspace(files, async (root) => (await preparePlan(aPlanRequest(root))).warnings);
}

describe('screenPrompts', () => {
  it('warns of what may be an identifier in a prompt that leaves, without showing it', async () => {
    const warnings = await warningsOf('outside');
    expect(warnings).toMatchObject([
      { severity: 'warning', file: 'models/ward.model.yaml', field: 'system_prompt' },
    ]);
    expect(JSON.stringify(warnings)).toContain('phone');
    expect(JSON.stringify(warnings)).not.toContain('Miller');
  });

  it('has nothing to say of a prompt that stays', async () => {
    expect(await warningsOf('inside')).toEqual([]);
  });
});
