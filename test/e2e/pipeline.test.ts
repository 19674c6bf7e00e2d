import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aFolder,
  aStarter,
  documentOf,
  edit,
  type Folder,
  isObject,
  listOf,
  preceptor,
} from './preceptor.js';

const LIMIT_MS = 120_000;
const COUNTING = 'mine=command:node models/counting-model.mjs';
const BASELINE = 'reference:longest-option';

async function starts(workspace: string): Promise<number> {
  const log = await readFile(join(workspace, 'asked.log'), 'utf8');
  return log.split('\n').filter((line) => line === 'started').length;
}

function idOf(document: Record<string, unknown>): string {
  const { run } = document;
  if (!isObject(run) || typeof run.id !== 'string') throw new TypeError('expected a run');
  return run.id;
}

describe('demo', () => {
  it(
    'runs in an empty folder, exits 0 and says what the gate exits with',
    async () => {
      await using folder = await aFolder();
      const where = { cwd: folder.path };
      const demo = await preceptor(['demo'], where);
      expect(demo.exit, demo.stderr).toBe(0);
      const told = /would exit with (\d)/.exec(demo.stdout)?.[1];
      const gate = await preceptor(['gate', 'latest'], where);
      expect(String(gate.exit)).toBe(told);
      const [id = ''] = await readdir(join(folder.path, 'reports'));
      const files = await readdir(join(folder.path, 'reports', id));
      expect(files).toEqual(expect.arrayContaining(['dossier.html', 'report.json']));
      expect(files.filter((file) => file.endsWith('.png')).length).toBeGreaterThan(0);
      expect((await readdir(folder.path)).sort()).toEqual(['reports', 'runs']);
    },
    LIMIT_MS,
  );
});

describe('init → validate → run → gate', () => {
  it(
    'works in an empty folder',
    async () => {
      await using folder = await aFolder();
      const where = { cwd: folder.path };
      expect((await preceptor(['init'], where)).exit).toBe(0);
      const valid = await documentOf(['validate'], where);
      expect(valid).toMatchObject({ problems: [], counts: { cases: 2, suites: 1, policies: 1 } });
      const model = 'mine=command:node models/example-model.mjs';
      const run = await preceptor(['run', 'starter', '--model', model, '--policy', 'starter'], where);
      expect(run.exit, run.stderr).toBe(0);
      expect(run.stdout).toContain('dossier.html');
      expect((await preceptor(['gate', 'latest'], where)).exit).toBe(0);
    },
    LIMIT_MS,
  );
});

describe('a stored run', () => {
  let workspace: Folder;
  let where: { readonly cwd: string };
  let first: string;
  beforeAll(async () => {
    workspace = await aStarter();
    where = { cwd: workspace.path };
    const models = ['--model', COUNTING, '--baseline', BASELINE];
    first = idOf(await documentOf(['run', 'starter', ...models, '--policy', 'starter'], where));
  }, LIMIT_MS);
  afterAll(() => workspace[Symbol.asyncDispose]());

  it.each(['read', 'grade', 'measure', 'compare', 'report', 'gate'])(
    'is taken up by %s',
    async (verb) => {
      const document = await documentOf([verb, 'latest'], where);
      expect(document).toMatchObject({ preceptor: 'output@1', verb, run: { id: first } });
      const plain = await preceptor([verb, first], where);
      expect(plain.exit, plain.stderr).toBe(0);
      expect(plain.stdout).not.toBe('');
    },
    LIMIT_MS,
  );

  it(
    'shows one case from the prompt to the verdict',
    async () => {
      const { stdout } = await preceptor(['why', 'head-injury', '--model', 'mine'], where);
      for (const words of [
        'apixaban',
        '"answer":"B"',
        'read "B" by json-answer',
        'next_step',
        'grading hash',
      ]) {
        expect(stdout).toContain(words);
      }
      const { trials } = await documentOf(['why', 'starter/head-injury'], where);
      expect(trials).toHaveLength(2);
    },
    LIMIT_MS,
  );

  it(
    'reports the same twice, byte for byte',
    async () => {
      const read = async () => {
        expect((await preceptor(['report', first], where)).exit).toBe(0);
        const folder = join(workspace.path, 'reports', first);
        return Promise.all(
          ['dossier.html', 'report.json'].map((file) => readFile(join(folder, file), 'utf8')),
        );
      };
      expect(await read()).toEqual(await read());
    },
    LIMIT_MS,
  );

  it(
    'pairs with a run made later, and says where a case has changed in between',
    async () => {
      const second = idOf(await documentOf(['run', 'starter', '--model', 'reference:random'], where));
      const same = await documentOf(['compare', second, '--with', first, '--baseline', 'mine'], where);
      expect(listOf(same, 'comparisons')[0]).toMatchObject({
        candidate: { run: second, model: 'reference-random' },
        baseline: { run: first, model: 'mine' },
        pairing: { paired: 2, caseDiffers: 0, candidateOnly: 0 },
      });
      const file = 'cases/starter/head-injury.case.yaml';
      await edit(workspace.path, file, 'A 76-year-old woman', 'A 66-year-old woman');
      const third = idOf(await documentOf(['run', 'starter', '--model', 'reference:random'], where));
      const changed = await documentOf(['compare', third, '--with', first, '--baseline', 'mine'], where);
      expect(listOf(changed, 'comparisons')[0]).toMatchObject({
        status: 'invalid',
        pairing: { paired: 1, caseDiffers: 1, candidateOnly: 0, baselineOnly: 0 },
      });
      await edit(workspace.path, file, 'A 66-year-old woman', 'A 76-year-old woman');
    },
    LIMIT_MS,
  );

  it(
    'is read anew under a changed rule without asking a model',
    async () => {
      const asked = await starts(workspace.path);
      const [before] = listOf(await documentOf(['read', first], where), 'sets');
      const protocol = 'suites/starter.protocol.yaml';
      const added = `      - { name: json-answer, json: answer }
      - { name: letter, pattern: '^([A-D])$' }`;
      await edit(workspace.path, protocol, '      - { name: json-answer, json: answer }', added);
      const [after] = listOf(await documentOf(['read', first], where), 'sets');
      expect(after?.ruleHash).not.toBe(before?.ruleHash);
      expect(after?.reading).not.toBe(before?.reading);
      const { stdout } = await preceptor(['why', 'head-injury', '--model', 'mine', '--run', first], where);
      expect(stdout.match(/^reading strict /gm)).toHaveLength(2);
      expect(await starts(workspace.path)).toBe(asked);
    },
    LIMIT_MS,
  );

  it(
    'is graded anew under a changed key, and keeps what was graded before',
    async () => {
      const asked = await starts(workspace.path);
      const accuracy = async () => {
        const results = listOf(await documentOf(['measure', first], where), 'results');
        return results.find((r) => r.model === 'mine' && r.missing === 'ite' && r.stratum === null);
      };
      const before = await accuracy();
      const lines = await readFile(join(workspace.path, 'cases/starter/keys.jsonl'), 'utf8');
      await writeFile(join(workspace.path, 'cases/starter/keys.jsonl'), lines.replace('["B"]', '["C"]'));
      const after = await accuracy();
      expect(before).toMatchObject({ estimate: { value: 1 } });
      expect(after).toMatchObject({ estimate: { value: 0.5 } });
      expect(after?.grading).not.toBe(before?.grading);
      const { stdout } = await preceptor(['why', 'head-injury', '--model', 'mine', '--run', first], where);
      expect(
        new Set(
          stdout
            .match(/verdict strict \(g-\w+\) next_step: \{"kind":"met","met":\w+\}/g)
            ?.map((v) => v.slice(-6)),
        ),
      ).toEqual(new Set([':true}', 'false}']));
      expect(await starts(workspace.path)).toBe(asked);
    },
    LIMIT_MS,
  );
});
