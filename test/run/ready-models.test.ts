import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askRun } from '../../src/run/ask-run.js';
import { requireReady } from '../../src/run/ready-models.js';
import { createRun, preparePlan } from '../../src/run/start-run.js';
import { ok, startFaultServer } from '../fixtures/http/fault-server.js';
import { type Files, MODEL, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const PLANTED = 'planted-0123456789abcdef';
const COUNT = `const fs=require('node:fs');fs.appendFileSync('fetched','x');console.log('${PLANTED}')`;

function planIn(root: string, models: readonly string[] = ['ward']) {
  return preparePlan(aPlanRequest(root, { models }));
}

async function readinessOf(files: Files, models?: readonly string[]): Promise<unknown> {
  return withWorkspace(files, async (root) => {
    const { plan } = await planIn(root, models);
    const found = await requireReady(plan, root).catch((error: unknown) => error);
    expect(existsSync(join(root, 'runs'))).toBe(false);
    return found;
  });
}

const withCredential = (credential: string): string => MODEL.replace('{env: WARD_KEY}', credential);

afterEach(() => vi.unstubAllEnvs());

describe('before a run is created', () => {
  it('a key that is not set is missed', async () => {
    vi.stubEnv('WARD_KEY', undefined);
    expect(await readinessOf({ 'models/ward.model.yaml': MODEL })).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringMatching(/^ward: .*WARD_KEY; found none/),
    });
  });

  it('a credential command that fails is told, without what it printed', async () => {
    const command = `{command: [node, -e, "console.log('${PLANTED}');process.exit(3)"]}`;
    const error = await readinessOf({ 'models/ward.model.yaml': withCredential(command) });
    expect(error).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining('exited with 3'),
    });
    expect(String(error)).not.toContain('planted');
  });

  it('a setting that the API refuses is told', async () => {
    vi.stubEnv('WARD_KEY', PLANTED);
    const model = MODEL.replace('openai-chat', 'anthropic');
    expect(await readinessOf({ 'models/ward.model.yaml': model })).toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('ward: settings.max_tokens'),
    });
  });

  it('nothing is looked for where no model version is an endpoint', async () => {
    expect(await readinessOf({}, ['reference:random'])).toBeUndefined();
  });

  it('a credential command runs once, for all model versions that declare it and for their requests', async () => {
    await using server = await startFaultServer();
    const answer = JSON.stringify({ choices: [{ message: { content: 'answer: now' } }] });
    server.script(...Array.from({ length: 2 }, () => ok(answer)));
    const command = `{command: [node, -e, ${JSON.stringify(COUNT)}]}`;
    const ward = withCredential(command)
      .replace('https://llm.hospital.example', server.url)
      .replace('inside', 'this-machine');
    const files = {
      'models/ward.model.yaml': ward,
      'models/clinic.model.yaml': ward.replace('model: ward', 'model: clinic'),
    };
    await withWorkspace(files, async (root) => {
      const planned = await planIn(root, ['ward', 'clinic']);
      const secretOf = await requireReady(planned.plan, root);
      expect(server.requests()).toHaveLength(0);
      const store = await createRun(root, planned, new Date());
      const never = new AbortController().signal;
      await askRun(store, root, {
        concurrency: 2,
        progress: { begin: () => undefined, advance: () => undefined, end: () => undefined },
        warn: () => undefined,
        stop: never,
        abort: never,
        secretOf,
      });
      expect(await store.counts()).toMatchObject({ planned: 2, answered: 2 });
      await store.close();
      expect(readFileSync(join(root, 'fetched'), 'utf8')).toBe('x');
      expect(server.requests()[0]?.headers.authorization).toBe(`Bearer ${PLANTED}`);
    });
  });
});
