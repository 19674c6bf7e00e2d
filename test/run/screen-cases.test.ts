import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/domain/case.js';
import { hashOf } from '../../src/domain/hash.js';
import { eachCase } from '../../src/load/case-files.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { requireScreened } from '../../src/run/screen-cases.js';
import { createRun, preparePlan } from '../../src/run/start-run.js';
import { storedWaivers } from '../../src/run/stored-documents.js';
import { aCaseLine, CASE, type Files, MODEL, SET, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

const TEXT = 'My chest hurts. Call me on (617) 555-0142 or on (617) 555-0143.';
const DIGEST = digest(TEXT);
const FILES: Files = {
  'cases/triage/set.yaml': SET.replace('content: synthetic', 'content: de-identified'),
  'cases/triage/chest-pain.case.yaml': CASE.replace('My chest hurts.', `"${TEXT}"`),
  'models/ward.model.yaml': MODEL.replace('inside', 'outside'),
};

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function waiver(change: Readonly<Record<string, string>> = {}): string {
  const base = {
    case: 'chest-pain',
    field: 'turns[0].text',
    kind: 'phone',
    sha256: DIGEST,
    by: 'Dr A. Board',
    at: '2026-11-20',
    reason: 'numbers reserved for fiction',
  };
  return `- ${JSON.stringify({ ...base, ...change })}\n`;
}

const withWaivers = (text: string): Files => ({ ...FILES, 'cases/triage/waivers.yaml': text });

function planOf(root: string) {
  return preparePlan(aPlanRequest(root));
}

async function messageOf(files: Files, code = 'IDENTIFIERS_FOUND'): Promise<string> {
  const thrown: unknown = await withWorkspace(files, planOf).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code });
  return thrown instanceof Error ? thrown.message : '';
}

describe('requireScreened', () => {
  it('screens for a program, too: nobody knows what it sends where', async () => {
    const planned = withWorkspace(FILES, (root) =>
      preparePlan(aPlanRequest(root, { models: ['mine=command:node model.mjs'] })),
    );
    await expect(planned).rejects.toMatchObject({
      code: 'IDENTIFIERS_FOUND',
      message: expect.stringContaining('mine'),
    });
  });

  it('names each place and prints how to waive it, without the text', async () => {
    const message = await messageOf(FILES);
    expect(message).toContain('found 2:\n  cases/triage/chest-pain.case.yaml:3 turns[0].text: phone\n');
    expect(message).toContain(
      `cases/triage/waivers.yaml\n  - {case: "chest-pain", field: "turns[0].text", kind: phone, sha256: "${DIGEST}", by: "", at: "", reason: ""}`,
    );
    expect(message.match(/- \{case/g)).toHaveLength(1);
    expect(message).not.toContain('555');
  });

  it('refuses what it printed as long as nobody has put his name to it', async () => {
    const printed = /- \{case.*\}/.exec(await messageOf(FILES))?.[0] ?? '';
    const message = await messageOf(withWaivers(printed), 'INPUT_INVALID');
    expect(message).toContain('waivers.yaml:1:');
    for (const field of ['by', 'at', 'reason']) expect(message).toContain(`[0].${field}: expected`);
  });

  it('takes what it printed once a person has filled it in', async () => {
    const printed = /- \{case.*\}/.exec(await messageOf(FILES))?.[0] ?? '';
    const filled = printed.replace('by: ""', 'by: Dr B').replace('at: ""', 'at: 2026-11-21');
    await withWorkspace(withWaivers(filled.replace('reason: ""', 'reason: fiction')), async (root) => {
      expect((await planOf(root)).waivers).toMatchObject([{ set: 'triage', by: 'Dr B', reason: 'fiction' }]);
    });
  });

  it('lets a waived text leave, with a warning of nothing and another plan of nothing', () =>
    withWorkspace(withWaivers(waiver()), async (root) => {
      const { waivers, warnings, plan } = await planOf(root);
      expect(waivers).toEqual([
        {
          set: 'triage',
          case: 'chest-pain',
          field: 'turns[0].text',
          kind: 'phone',
          sha256: DIGEST,
          by: 'Dr A. Board',
          at: '2026-11-20',
          reason: 'numbers reserved for fiction',
        },
      ]);
      expect(warnings).toEqual([]);
      writeFileSync(join(root, 'cases/triage/waivers.yaml'), waiver({ by: 'Dr B', reason: 'another' }));
      expect((await planOf(root)).plan.hash).toBe(plan.hash);
    }));

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ['of a text that has changed', { sha256: digest('My chest hurts.') }, /\[0\]\.sha256: .*It has lapsed/],
    ['of another kind', { kind: 'email' }, /\[0\]\.kind: expected one of phone; found email/],
    ['of an unknown field', { field: 'turns[1].text' }, /\[0\]\.field: .*turns\[0\]\.text, options\[0\]/],
    ['of an unknown case', { case: 'chest-pian' }, /\[0\]\.case: .*Did you mean chest-pain/],
  ])('is not moved by a waiver %s, and says why', async (_name, change, why) => {
    const message = await messageOf(withWaivers(waiver(change)));
    expect(message).toContain('These waivers let nothing pass:\ncases/triage/waivers.yaml:1:');
    expect(message).toMatch(why);
  });

  it('still stops at what nobody waived in the same text', async () => {
    const both = CASE.replace('My chest hurts.', `"${TEXT} Mail jane.miller@example.org"`);
    const sha256 = digest(`${TEXT} Mail jane.miller@example.org`);
    const files = { ...withWaivers(waiver({ sha256 })), 'cases/triage/chest-pain.case.yaml': both };
    const message = await messageOf(files);
    expect(message).toContain('found 1:');
    expect(message).toContain('turns[0].text: email');
  });

  it('refuses a broken file of waivers with its place', async () => {
    expect(await messageOf(withWaivers(waiver({ kind: 'telephone' })), 'INPUT_INVALID')).toMatch(
      /waivers\.yaml:1:\d+: error: \[0\]\.kind: expected one of name, /,
    );
  });

  it('does not look at waivers where nothing leaves', () =>
    withWorkspace({ ...withWaivers('nonsense: [\n'), 'models/ward.model.yaml': MODEL }, async (root) =>
      expect((await planOf(root)).waivers).toEqual([]),
    ));

  it('keeps the waivers that were used with the run, and only those', () =>
    withWorkspace(withWaivers(`${waiver()}${waiver({ case: 'gone' })}`), async (root) => {
      const planned = await planOf(root);
      expect(planned.warnings).toHaveLength(1);
      const store = await createRun(root, planned, new Date());
      try {
        writeFileSync(join(root, 'cases/triage/waivers.yaml'), '[]\n');
        expect(await storedWaivers(store)).toEqual(planned.waivers);
        expect(planned.waivers).toHaveLength(1);
      } finally {
        await store.close();
      }
    }));

  it('takes an image for a photo, which may be waived by the image’s digest', () => {
    const image = { id: 'x-ray', kind: 'image', file: 'x-ray.png', sha256: 'a'.repeat(64) };
    const files: Files = {
      ...FILES,
      'cases/triage/chest-pain.case.yaml': null,
      'cases/triage/cases.jsonl': aCaseLine('chest-pain', { attachments: [image] }),
    };
    return withWorkspace(files, async (root) => {
      const workspace = await loadWorkspace(root);
      const cases: Case[] = [];
      // No client sends attachments yet: a plan with one is refused, so that this one is made by hand.
      await eachCase(workspace, 'triage', {
        visit: ({ value }) => void cases.push(value),
        report: () => undefined,
      });
      const set = workspace.sets.get('triage')?.value;
      const version = workspace.models.get('ward')?.value;
      if (set === undefined || version === undefined) throw new Error('the workspace has both');
      const planned = {
        plan: {
          hash: hashOf('plan'),
          origin: 'workspace',
          suites: [],
          sets: [set],
          protocols: [],
          models: [{ version, hash: hashOf(version), role: 'candidate' }],
          repeats: 1,
          limit: null,
          caseCount: 1,
          trialCount: 1,
          selection: {},
        },
        cases: cases.map((each) => ({ set: 'triage', case: each, hash: hashOf(each) })),
        trials: () => [],
      } as const;
      await expect(requireScreened(planned, workspace)).rejects.toMatchObject({
        message: expect.stringContaining(`attachments[0]: photo\n`),
      });
      const own = { field: 'attachments[0]', kind: 'photo', sha256: 'a'.repeat(64) };
      writeFileSync(join(root, 'cases/triage/waivers.yaml'), waiver(own));
      expect((await requireScreened(planned, workspace)).waivers).toMatchObject([own]);
    });
  });
});
