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
import { aCaseLine, CASE, type Files, MODEL, PROGRAM, SET, withWorkspace } from '../load/a-workspace.js';
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

/** Of both hits in the text. */
function waiver(change: Readonly<Record<string, string | number>> = {}): string {
  const base = {
    case: 'chest-pain',
    field: 'turns[0].text',
    kind: 'phone',
    sha256: DIGEST,
    by: 'Dr A. Board',
    at: '2024-11-20',
    reason: 'numbers reserved for fiction',
    hits: 2,
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
  it('is not needed for a program on the command line: it is given none of these sets', async () => {
    const planned = withWorkspace(FILES, (root) =>
      preparePlan(aPlanRequest(root, { models: ['mine=command:node model.mjs'] })),
    );
    await expect(planned).rejects.toMatchObject({
      code: 'DESTINATION_REFUSED',
      message: expect.stringContaining('mine'),
    });
  });

  it('screens for a declared program outside, and for none inside', async () => {
    const declared = (location: string) => ({
      ...FILES,
      'models/ward.mjs': '',
      'models/ward.model.yaml': PROGRAM.replace('inside', location),
    });
    expect(await messageOf(declared('outside'))).toContain('goes to ward');
    for (const location of ['inside', 'this-machine']) {
      await withWorkspace(declared(location), async (root) =>
        expect((await planOf(root)).plan.models).toHaveLength(1),
      );
    }
  });

  it('names each place and prints how to waive it, without the text', async () => {
    const message = await messageOf(FILES);
    expect(message).toContain('found 2:\n  cases/triage/chest-pain.case.yaml:3 turns[0].text: phone\n');
    expect(message).toContain(
      `cases/triage/waivers.yaml\n  - {case: "chest-pain", field: "turns[0].text", kind: phone, hits: 2, sha256: "${DIGEST}", by: "", at: "", reason: ""}`,
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
    const filled = printed.replace('by: ""', 'by: Dr B').replace('at: ""', 'at: 2024-11-21');
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
          at: '2024-11-20',
          reason: 'numbers reserved for fiction',
          hits: 2,
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
    expect(message).toContain('These waivers let less pass than they say:\ncases/triage/waivers.yaml:1:');
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

  it('stops at every hit of a kind of which fewer are waived than found, with the line of each', async () => {
    const text = 'Call (617) 555-0142.\nOr (617) 555-0143.\nOr (617) 555-0144.';
    const files = {
      ...FILES,
      'cases/triage/chest-pain.case.yaml': CASE.replace('My chest hurts.', JSON.stringify(text)),
    };
    const one: Readonly<Record<string, unknown>> = { ...JSON.parse(waiver().slice(2)), sha256: digest(text) };
    const { hits: _, ...plain } = one;
    for (const [file, covered, left] of [
      [[plain], 1, 'hits: 2, '],
      [[{ ...one, hits: 2 }], 2, ''],
      [[plain, { ...plain, reason: 'the number of the ward' }], 2, ''],
    ] as const) {
      const message = await messageOf({ ...files, 'cases/triage/waivers.yaml': JSON.stringify(file) });
      const place = '  cases/triage/chest-pain.case.yaml:3 turns[0].text: phone';
      const count = ` (waivers cover ${covered} of the 3 found)`;
      expect(message).toContain(
        `found 3:\n${[place, `${place}, line 2 of the text`, `${place}, line 3 of the text`]
          .map((line) => `${line}${count}\n`)
          .join('')}`,
      );
      expect(message).toContain(`kind: phone, ${left}sha256: `);
    }
    const all = JSON.stringify([
      { ...plain, hits: 2 },
      { ...plain, reason: 'the number of the ward' },
    ]);
    await withWorkspace({ ...files, 'cases/triage/waivers.yaml': all }, async (root) => {
      const { waivers, warnings } = await planOf(root);
      expect(waivers).toHaveLength(2);
      expect(warnings).toEqual([]);
    });
  });

  it('warns of waivers that cover more hits than there are, and lets them pass', () =>
    withWorkspace(withWaivers(waiver({ hits: 3 })), async (root) => {
      expect((await planOf(root)).warnings).toMatchObject([
        {
          severity: 'warning',
          line: 1,
          field: '[0].hits',
          found: '3',
          expected: expect.stringMatching(/^2 /),
        },
      ]);
    }));

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
      const own = { field: 'attachments[0]', kind: 'photo', sha256: 'a'.repeat(64), hits: 1 };
      writeFileSync(join(root, 'cases/triage/waivers.yaml'), waiver(own));
      expect((await requireScreened(planned, workspace)).waivers).toMatchObject([own]);
    });
  });
});
