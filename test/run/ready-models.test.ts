import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelVersion } from '../../src/domain/model-version.js';
import { versionHash } from '../../src/domain/version-hash.js';
import { askRun } from '../../src/run/ask-run.js';
import { requireReady } from '../../src/run/ready-models.js';
import { createRun, preparePlan } from '../../src/run/start-run.js';
import { ok, startFaultServer } from '../fixtures/http/fault-server.js';
import { KEY_NAME, PROMPTFOO, versionAt } from '../fixtures/promptfoo/a-promptfoo.js';
import { type Files, MODEL, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const PLANTED = 'planted-0123456789abcdef';
const COUNT = `const fs=require('node:fs');fs.appendFileSync('fetched','x');console.log(['planted','0123456789abcdef'].join('-'))`;

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
      message: expect.stringMatching(
        /^models\/ward\.model\.yaml: client\.credential\.env: .*WARD_KEY; found none/,
      ),
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
      message: expect.stringContaining('models/ward.model.yaml: settings.max_tokens'),
    });
  });

  it.each([
    ['system_prompt', `${MODEL}system_prompt: "Use ${PLANTED}."\n`],
    ['client.url', MODEL.replace('/v1', `/${PLANTED}/v1`)],
    ['settings.metadata.tags[1]', MODEL.replace('{temperature: 0}', `{metadata: {tags: [a, ${PLANTED}]}}`)],
    ['settings.metadata', MODEL.replace('{temperature: 0}', `{metadata: {${PLANTED}: 1}}`)],
    ['family', MODEL.replace('ward-llm\n', `${Buffer.from(PLANTED).toString('base64')}\n`)],
  ])('the key that is sent is found in the file, and not shown: %s', async (field, text) => {
    vi.stubEnv('WARD_KEY', PLANTED);
    const error = await readinessOf({ 'models/ward.model.yaml': text });
    expect(error).toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining(`models/ward.model.yaml: ${field}: expected no secret`),
    });
    expect(String(error)).not.toContain('planted');
  });

  it.skipIf(PROMPTFOO === null)(
    'promptfoo’s key is found in the model version, a setting is not',
    async () => {
      vi.stubEnv(KEY_NAME, PLANTED);
      vi.stubEnv('AZURE_TENANT_ID', 'ward-tenant');
      const version = versionAt('http://127.0.0.1:9', { env: [KEY_NAME, 'AZURE_TENANT_ID'] });
      const ready = async (settings: ModelVersion['settings']) => {
        const declared = { ...version, settings };
        const models = [{ version: declared, hash: versionHash(declared), role: 'candidate' }] as const;
        return requireReady({ models }, '.').catch((error: unknown) => error);
      };
      expect(await ready({ user: 'ward-tenant' })).toBeInstanceOf(Function);
      vi.stubEnv(KEY_NAME, 'pl4nt');
      expect(await ready({})).toMatchObject({
        message: expect.stringContaining('a secret of at least 6 char'),
      });
      vi.stubEnv(KEY_NAME, PLANTED);
      const error = await ready({ user: `ward ${PLANTED}` });
      expect(error).toMatchObject({
        message: expect.stringContaining('yaml: settings.user: expected no secret'),
      });
      expect(String(error)).not.toContain('planted');
    },
  );

  it('a key that is too short to be kept out of texts is refused, and not shown', async () => {
    const files = { 'models/ward.model.yaml': MODEL };
    vi.stubEnv('WARD_KEY', 'pl4nt');
    const error = await readinessOf(files);
    expect(error).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining(
        'a secret of at least 6 characters in the environment variable WARD_KEY',
      ),
    });
    expect(String(error)).not.toContain('pl4nt');
    const command = `{command: [node, -e, "console.log('abc'+'de')"]}`;
    expect(await readinessOf({ 'models/ward.model.yaml': withCredential(command) })).toMatchObject({
      message: expect.stringContaining('a secret of at least 6 characters in the output of node'),
    });
    vi.stubEnv('WARD_KEY', 'pl4nt3');
    expect(await readinessOf(files)).toBeInstanceOf(Function);
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
