import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askRun } from '../../src/run/ask-run.js';
import { openOrigin } from '../../src/run/content.js';
import { carryThrough, openStoredRun } from '../../src/run/open-run.js';
import { createRun, findPolicy, preparePlan } from '../../src/run/start-run.js';
import { POLICY, withWorkspace } from '../load/a-workspace.js';

const PROGRAM = `
  process.stdin.on('data', (text) => {
    for (const line of String(text).split('\\n').filter(Boolean))
      console.log(JSON.stringify({ id: JSON.parse(line).id, text: 'answer: now' }));
  });`;
const OPEN = POLICY.replace(/ {2}- \{id: ni.*\n/, '')
  .replace('gates:', 'gates: []')
  .replace('baseline: {model: old}', 'baseline: {}');
const STRICT = OPEN.replace('policy: screen', 'policy: strict').replace(
  'purpose: screen',
  'purpose: screen\negress: {unguarded: refused}',
);
const FILES = {
  'models/program.mjs': PROGRAM,
  'suites/screen.policy.yaml': OPEN,
  'suites/strict.policy.yaml': STRICT,
};

const NEVER = new AbortController().signal;
const QUIET = {
  concurrency: 1,
  progress: { begin: () => undefined, advance: () => undefined, end: () => undefined },
  warn: () => undefined,
  stop: NEVER,
  abort: NEVER,
};

const requestOf = (root: string, policy: string | null) => ({
  root,
  suites: ['triage'],
  models: ['reference:random', 'mine=command:node models/program.mjs'],
  baseline: null,
  repeats: null,
  limit: null,
  policy,
  floors: false,
});

async function storedRun(root: string): Promise<string> {
  const store = await createRun(root, await preparePlan(requestOf(root, 'screen')), new Date());
  try {
    await askRun(store, root, QUIET);
    return store.runId;
  } finally {
    await store.close();
  }
}

async function decisionOf(root: string, runId: string, policyName: string) {
  const run = await openStoredRun(root, runId);
  try {
    const policy = findPolicy(run.workspace, policyName);
    const request = { policy, candidate: null, baseline: null, otherRun: null, acceptAdvisory: false };
    return await carryThrough(run, request, async ({ decided }) => decided.decision);
  } finally {
    await run.store.close();
  }
}

describe('a policy that refuses what nobody guards', () => {
  it('refuses the plan before anything is stored or asked', () =>
    withWorkspace(FILES, async (root) => {
      writeFileSync(join(root, 'models/program.mjs'), 'throw new Error("it was started")');
      await expect(preparePlan(requestOf(root, 'strict'))).rejects.toMatchObject({
        code: 'DESTINATION_REFUSED',
        message: expect.stringContaining('found mine: it is a program of its own (node)'),
      });
    }));

  it('refuses to go on with a run that was begun without it, before anything more is asked', () =>
    withWorkspace(FILES, async (root) => {
      const store = await createRun(root, await preparePlan(requestOf(root, 'screen')), new Date());
      try {
        const { workspace } = await openOrigin((await store.loadPlan()).origin, root);
        const cache = { policy: findPolicy(workspace, 'strict') };
        await expect(askRun(store, root, { ...QUIET, cache })).rejects.toMatchObject({
          code: 'DESTINATION_REFUSED',
          message: expect.stringContaining('found mine: it is a program of its own (node)'),
        });
        expect((await store.counts()).attempts).toBe(0);
        await askRun(store, root, { ...QUIET, cache: { policy: findPolicy(workspace, 'screen') } });
        // Nothing is left to ask: nothing is refused.
        await askRun(store, root, { ...QUIET, cache });
      } finally {
        await store.close();
      }
    }));

  it('makes the decision on a run that was asked without it invalid, whatever model it is on', () =>
    withWorkspace(FILES, async (root) => {
      const runId = await storedRun(root);
      expect((await decisionOf(root, runId, 'screen'))?.outcome).not.toBe('invalid');
      expect(await decisionOf(root, runId, 'strict')).toMatchObject({
        outcome: 'invalid',
        because: expect.stringContaining('mine: it is a program of its own (node), and the policy refuses'),
        exitCode: 4,
      });
    }));
});

it('gives a stored plan’s sealed set to nobody whom a new plan would not give it, either', () =>
  withWorkspace(FILES, async (root) => {
    const { plan, ...planned } = await preparePlan(requestOf(root, 'screen'));
    const sets = plan.sets.map((set) => ({ ...set, exposure: 'sealed' as const }));
    const store = await createRun(root, { ...planned, plan: { ...plan, sets } }, new Date());
    try {
      await expect(askRun(store, root, QUIET)).rejects.toMatchObject({ code: 'DESTINATION_REFUSED' });
      expect((await store.counts()).attempts).toBe(0);
    } finally {
      await store.close();
    }
  }));
