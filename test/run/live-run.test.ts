import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askRun } from '../../src/run/ask-run.js';
import { createRun, preparePlan } from '../../src/run/start-run.js';
import {
  type Fault,
  type FaultServer,
  ok,
  resetInMidBody,
  startFaultServer,
  status,
} from '../fixtures/http/fault-server.js';
import { CASE, type Files, MODEL, SET, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const PLANTED = 'sk-planted-0123456789abcdef';
const chat: Fault = ok(
  JSON.stringify({
    model: 'ward-llm-0924',
    choices: [{ message: { content: 'answer: now' }, finish_reason: 'stop' }],
  }),
);

function modelAt(url: string): string {
  return MODEL.replace('https://llm.hospital.example', url).replace('inside', 'this-machine');
}

async function run(
  root: string,
  models: readonly string[] = ['ward'],
): Promise<{ readonly warnings: readonly string[]; readonly counts: unknown }> {
  const warnings: string[] = [];
  const planned = await preparePlan({ ...aPlanRequest(root), models: [...models] });
  const store = await createRun(root, planned, new Date());
  try {
    const never = new AbortController().signal;
    await askRun(store, root, {
      concurrency: 4,
      progress: { begin: () => undefined, advance: () => undefined, end: () => undefined },
      warn: (message) => void warnings.push(message),
      stop: never,
      abort: never,
      random: () => 0,
    });
    return { warnings, counts: await store.counts() };
  } finally {
    await store.close();
  }
}

function withEndpoint<T>(
  files: (url: string) => Files,
  use: (root: string, server: FaultServer) => Promise<T>,
): Promise<T> {
  vi.stubEnv('WARD_KEY', PLANTED);
  return startFaultServer().then(async (server) => {
    await using owned = server;
    return await withWorkspace(files(owned.url), (root) => use(root, owned));
  });
}

const ONLY_MODEL = (url: string): Files => ({ 'models/ward.model.yaml': modelAt(url) });

function allFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? allFiles(path) : [path];
  });
}

afterEach(() => vi.unstubAllEnvs());

describe('a run against an endpoint', () => {
  it('asks what was declared, stores every attempt, and leaves the secret nowhere', () =>
    withEndpoint(ONLY_MODEL, async (root, server) => {
      server.script(
        status(503, {}, PLANTED),
        status(429, { 'retry-after': '0' }),
        resetInMidBody(`{"key":"${PLANTED}"`),
        chat,
      );
      const { counts, warnings } = await run(root);
      // Four: the one that was told to come back is stored, too, and spends none of its three.
      expect(counts).toMatchObject({ planned: 1, answered: 1, failed: 0, attempts: 4 });
      expect(server.requests()[0]?.headers.authorization).toBe(`Bearer ${PLANTED}`);
      const files = allFiles(root);
      expect(files.some((file) => file.includes('runs'))).toBe(true);
      for (const file of files) expect(readFileSync(file).includes(PLANTED)).toBe(false);
      expect(warnings.join()).not.toContain('planted');
    }));

  it('lets a failure of the infrastructure stand after three attempts', () =>
    withEndpoint(ONLY_MODEL, async (root, server) => {
      server.script(status(500), status(502), status(504), chat);
      const { counts, warnings } = await run(root);
      expect(counts).toMatchObject({ planned: 1, answered: 0, failed: 1, attempts: 3 });
      expect(warnings.join()).toContain('server-error');
    }));

  it('asks two model versions at one endpoint together no more at once than it asks one', () => {
    const bounded = (url: string): string => modelAt(url).replace('  api:', '  concurrency: 1\n  api:');
    const files = (url: string): Files => ({
      'models/ward.model.yaml': bounded(url),
      'models/ward2.model.yaml': bounded(url)
        .replace('model: ward', 'model: ward2')
        .replace('ward-llm-0924', 'ward-llm-1125'),
    });
    return withEndpoint(files, async (root, server) => {
      let underWay = 0;
      let most = 0;
      const counted: Fault = async (call) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 20));
        underWay -= 1;
        await chat(call);
      };
      server.script(counted, counted);
      const { counts } = await run(root, ['ward', 'ward2']);
      expect(counts).toMatchObject({ planned: 2, answered: 2 });
      expect(most).toBe(1);
    });
  });

  it('says how to go on where every request is refused, and does so with another key', () =>
    withEndpoint(ONLY_MODEL, async (root, server) => {
      const planned = await preparePlan(aPlanRequest(root));
      const store = await createRun(root, planned, new Date());
      const never = new AbortController().signal;
      const progress = { begin: () => undefined, advance: () => undefined, end: () => undefined };
      const asking = { concurrency: 1, progress, warn: () => undefined, stop: never, abort: never };
      server.script(status(401, {}, '{"error":{"code":"invalid_api_key"}}'), chat);
      await expect(askRun(store, root, asking)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(
          new RegExp(
            `refused the request \\(401, invalid_api_key\\)\\. Check the credential \\(WARD_KEY\\)\\. .*${store.runId}`,
          ),
        ),
      });
      vi.stubEnv('NEW_KEY', 'sk-another-0123456789');
      const file = join(root, 'models', 'ward.model.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('WARD_KEY', 'NEW_KEY'));
      await askRun(store, root, asking);
      expect(await store.counts()).toMatchObject({ answered: 1, attempts: 2 });
      expect(server.requests()[1]?.headers.authorization).toBe('Bearer sk-another-0123456789');
      await store.close();
    }));

  it.each([400, 404])('tells nobody to go on where only another version would be taken: %i', (httpStatus) =>
    withEndpoint(ONLY_MODEL, async (root, server) => {
      server.script(status(httpStatus));
      await expect(run(root)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.not.stringContaining('--resume'),
      });
    }),
  );

  it('reaches no host that no model version declares', () =>
    withEndpoint(ONLY_MODEL, async (root, server) => {
      await using other = await startFaultServer();
      const blocked = new Promise<Error>((resolve) => {
        server.script((call) => {
          const socket = connect(Number(new URL(other.url).port), '127.0.0.1');
          socket.on('error', resolve).on('connect', () => resolve(new Error('it was reached')));
          return chat(call);
        });
      });
      const { warnings } = await run(root);
      expect((await blocked).message).toMatch(/^blocked: a connection to 127\.0\.0\.1/);
      expect(other.requests()).toEqual([]);
      expect(warnings.join()).toContain('blocked 1 attempt to reach 127.0.0.1');
    }));
});

describe('a run on cases that are not synthetic', () => {
  const DEIDENTIFIED = SET.replace('content: synthetic', 'content: de-identified');
  const OUTSIDE = MODEL.replace('inside', 'outside');

  it('is refused before anything is stored where an identifier would leave', () =>
    withWorkspace(
      {
        'cases/triage/set.yaml': DEIDENTIFIED,
        'cases/triage/chest-pain.case.yaml': CASE.replace(
          'My chest hurts.',
          '"Mrs. Jane Miller, MRN 4711823, seen on 3 March 2021."',
        ),
        'models/ward.model.yaml': OUTSIDE,
      },
      async (root) => {
        const error = await run(root).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          code: 'IDENTIFIERS_FOUND',
          message: expect.stringMatching(
            /chest-pain\.case\.yaml:3 turns\[0\]\.text: (name|date|record-number)/,
          ),
        });
        expect(String(error)).not.toMatch(/Miller|4711823|March/);
        expect(allFiles(root).some((file) => file.includes('runs'))).toBe(false);
      },
    ));

  it('is refused where the endpoint declares neither training nor retention', () =>
    withWorkspace(
      {
        'cases/triage/set.yaml': DEIDENTIFIED,
        'models/ward.model.yaml': MODEL.replace(', training: none, retention: 30 days', ''),
      },
      async (root) => {
        await expect(run(root)).rejects.toMatchObject({ code: 'DESTINATION_REFUSED' });
      },
    ));

  it.each<readonly [string, Files]>([
    ['inside, whatever they hold', { 'models/ward.model.yaml': MODEL }],
    ['outside, where nothing was found', { 'models/ward.model.yaml': OUTSIDE }],
  ])('is planned for an endpoint %s', (_name, files) =>
    withWorkspace({ ...files, 'cases/triage/set.yaml': DEIDENTIFIED }, async (root) => {
      const planned = await preparePlan(aPlanRequest(root));
      expect(planned.plan.models).toHaveLength(1);
    }),
  );
});
