import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/domain/ports/store.js';
import { askRun } from '../../src/run/ask-run.js';
import { carryThrough, openStoredRun } from '../../src/run/open-run.js';
import { createRun, findPolicy, preparePlan } from '../../src/run/start-run.js';
import { aCaseLine, aKeyLine, POLICY, PROGRAM, SET, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const SCRIPT = `
  process.stdin.on('data', (text) => {
    for (const line of String(text).split('\\n').filter(Boolean))
      console.log(JSON.stringify({ id: JSON.parse(line).id, text: 'answer: now' }));
  });\n`;
const RATED = {
  status: 'agreed',
  raters: [
    { id: 'r1', role: 'physician', method: 'independent' },
    { id: 'r2', role: 'physician', method: 'independent' },
  ],
};
const CASES = Array.from({ length: 12 }, (_, n) => `case-${n}`);
const FILES = {
  'cases/triage/set.yaml': SET.replace('exposure: dev', 'exposure: sealed'),
  'cases/triage/chest-pain.case.yaml': null,
  'cases/triage/cases.jsonl': CASES.map((id) => aCaseLine(id)).join(''),
  'cases/triage/keys.jsonl': CASES.map((id) => aKeyLine(id, RATED)).join(''),
  'models/ward.mjs': SCRIPT,
  'models/ward.model.yaml': PROGRAM,
  'suites/screen.policy.yaml': POLICY.replace(
    / {2}- \{id: ni.*/,
    '  - {id: floor, family: confirmatory, suite: triage, metric: accuracy, test: lower_limit, alpha: 0.025, min: 0.3, reason: an example}',
  )
    .replace('baseline: {model: old}', 'baseline: {}')
    .replace('ratified: null', 'ratified: {by: [Dr A. Board], at: 2026-11-20, meaning: approved}'),
};

/** @param most - trials after which the run is stopped */
async function ask(store: Store, root: string, most: number): Promise<void> {
  const stop = new AbortController();
  let asked = 0;
  await askRun(store, root, {
    concurrency: 1,
    progress: {
      begin: () => undefined,
      end: () => undefined,
      advance: () => {
        asked += 1;
        if (asked >= most) stop.abort();
      },
    },
    warn: () => undefined,
    stop: stop.signal,
    abort: new AbortController().signal,
  });
}

async function withRun(use: (store: Store, root: string) => Promise<void>): Promise<void> {
  await withWorkspace(FILES, async (root) => {
    const store = await createRun(
      root,
      await preparePlan(aPlanRequest(root, { policy: 'screen' })),
      new Date(),
    );
    try {
      await use(store, root);
    } finally {
      await store.close();
    }
  });
}

describe('a declared program that is asked a sealed set', () => {
  it('answers, and the decision on it can bind', async () => {
    await withRun(async (store, root) => {
      await ask(store, root, CASES.length);
      expect(await store.counts()).toMatchObject({ planned: 12, answered: 12, failed: 0 });
      await store.close();
      const run = await openStoredRun(root, store.runId);
      try {
        const policy = findPolicy(run.workspace, 'screen');
        const request = { policy, candidate: null, baseline: null, otherRun: null, acceptAdvisory: false };
        const decision = await carryThrough(run, request, async ({ decided }) => decided.decision);
        expect(decision).toMatchObject({ outcome: 'pass', standing: 'binding', exitCode: 0 });
      } finally {
        await run.store.close();
      }
    });
  });

  it('is not asked the rest once its script has changed', () =>
    withRun(async (store, root) => {
      await ask(store, root, 1);
      const before = await store.counts();
      expect(before.answered).toBeLessThan(before.planned);
      await appendFile(join(root, 'models/ward.mjs'), '// another\n');
      await expect(ask(store, root, 1)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringContaining(
          'command:node models/ward.mjs: expected the program that the run began with',
        ),
      });
      expect(await store.counts()).toEqual(before);
    }));

  it('is refused it under its command line alone', () =>
    withWorkspace(FILES, async (root) => {
      const models = ['ward=command:node models/ward.mjs'];
      await expect(preparePlan(aPlanRequest(root, { models }))).rejects.toMatchObject({
        code: 'DESTINATION_REFUSED',
        message: expect.stringContaining('Declare it in models/<name>.model.yaml'),
      });
    }));
});
