import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, ok, status } from '../fixtures/http/fault-server.js';
import { aCaseLine, withWorkspace } from '../load/a-workspace.js';
import { withWard } from './live-workspace.js';
import { documentOf, listOf, preceptor } from './preceptor.js';

const env = { WARD_KEY: 'for-this-test-only' };
const RUN = ['run', 'triage', '--model', 'ward', '--repeats', '8', '--concurrency', '1'];
const AGAIN = ['run', '--resume', 'latest', '--only-failed'];

function chat(content: string): Fault {
  return ok(JSON.stringify({ model: 'm-1', choices: [{ message: { content }, finish_reason: 'stop' }] }));
}

const coverageOf = (document: Record<string, unknown>) => listOf(document, 'results')[0]?.coverage;

describe('--only-failed', () => {
  /** One empty answer, then a trial of which all three requests fail, then answers. */
  const outage = (index: number): Fault => {
    if (index === 0) return chat('');
    return index <= 3 ? status(500) : chat('answer: now');
  };

  it('says where nothing is left to ask again, and asks nothing', () =>
    withWard(outage, async (root, server) => {
      await preceptor(RUN, { cwd: root, env });
      const asked = server.requests().length;
      const again = await preceptor(AGAIN, { cwd: root, env });
      expect(again).toMatchObject({
        exit: 0,
        stderr: expect.stringContaining('lost 1 trial after all 3 planned attempts'),
      });
      expect(again.stderr).toMatch(/^ask ward: 8\/8, .* failed 2$/m);
      expect([server.requests().length, readdirSync(join(root, 'runs')).length]).toEqual([asked, 1]);
    }));

  it('asks again what the infrastructure lost, in a run of its own, and decides anew', () =>
    withWard(outage, async (root, server) => {
      const where = { cwd: root, env };
      const first = await documentOf(RUN, where);
      expect(coverageOf(first)).toMatchObject({ planned: 8, answered: 6 });
      const asked = server.requests().length;
      const second = await documentOf([...AGAIN, '--attempts', '5'], where);
      expect(server.requests().length - asked).toBe(1);
      expect(coverageOf(second)).toMatchObject({ planned: 8, answered: 7 });
      const [old = '', made = ''] = readdirSync(join(root, 'runs')).sort();
      expect(second.run).toMatchObject({ id: made });
      const dossier = readFileSync(join(root, 'reports', made, 'dossier.html'), 'utf8');
      expect(dossier).toContain(`This run continues run ${old} and asked again`);
      expect(dossier).toContain('after 3 attempts (1 trial), up to 5 attempts each');
      const measured = await documentOf(['measure', old], where);
      expect(coverageOf(measured)).toMatchObject({ planned: 8, answered: 6 });
      const third = await preceptor(AGAIN, where);
      expect(third.stderr).toContain('no trial ended with a failure of the infrastructure');
    }));

  it('makes no run that could not be asked', () =>
    withWard(outage, async (root) => {
      await preceptor(RUN, { cwd: root, env });
      const again = await preceptor([...AGAIN, '--attempts', '5'], { cwd: root });
      expect(again).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining('expected a key in the environment variable WARD_KEY'),
      });
      expect(readdirSync(join(root, 'runs'))).toHaveLength(1);
    }));

  it('counts the attempts that were made before', () =>
    withWard(
      (index) => (index < 8 ? chat('answer: now') : status(500)),
      async (root, server) => {
        const where = { cwd: root, env };
        await preceptor([...RUN, '--repeats', '9', '--attempts', '2'], where);
        expect(server.requests()).toHaveLength(10);
        await preceptor([...AGAIN, '--attempts', '4'], where);
        expect(server.requests()).toHaveLength(12);
        expect(readdirSync(join(root, 'runs'))).toHaveLength(2);
      },
    ));

  it.each([
    [['run', 'triage', '--model', 'ward', '--only-failed'], /--only-failed with --resume/],
    [['run', 'triage', '--model', 'ward', '--attempts', '11'], /at least 1 and at most 10/],
    [['run', 'triage', '--model', 'ward', '--concurrency', '1e9'], /at least 1 and at most 1000/],
    [['run', 'triage', '--model', 'ward', '--repeats', '1e308'], /at least 1 and at most 1000/],
    [['run', '--resume', 'latest', '--attempts', '2'], /at least 3, as this run has it; found 2/],
    [['run', '--resume', 'latest', '--cases', 'chest-pain'], /a stored run has its plan already/],
    [['run', '--resume', 'latest', '--strata', 'age=adult'], /a stored run has its plan already/],
    [['run', '--resume', 'latest', '--floors'], /a stored run has its plan already/],
  ])('%j is refused', (args, message) =>
    withWard(
      () => chat('answer: now'),
      async (root) => {
        await preceptor(RUN, { cwd: root, env });
        const refused = await preceptor(args, { cwd: root, env });
        expect(refused).toMatchObject({ exit: 2, stderr: expect.stringMatching(message) });
      },
    ),
  );
});

describe('--cases and --strata', () => {
  const lines = [
    aCaseLine('wound', { strata: { age: 'adult' } }),
    aCaseLine('fever', { strata: { age: 'child' } }),
  ].join('\n');
  const MODELS = ['--model', 'reference:random'];

  it('plan a part by name or stratum, as another plan, and say so in the dossier', () =>
    withWorkspace({ 'cases/triage/cases.jsonl': `${lines}\n` }, async (root) => {
      const where = { cwd: root };
      const planOf = async (...part: readonly string[]) =>
        (await documentOf(['plan', 'triage', ...MODELS, ...part], where)).plan;
      const whole = await planOf();
      const named = await planOf('--cases', 'wound,triage/fever');
      expect(whole).toMatchObject({ cases: 3 });
      expect(named).toMatchObject({ cases: 2, limit: { only: ['triage/fever', 'triage/wound'] } });
      expect(await planOf('--cases', 'fever', '--cases', 'wound')).toEqual(named);
      expect(await planOf('--strata', 'age=child')).toMatchObject({
        cases: 1,
        limit: { strata: { age: ['child'] } },
      });
      expect(await planOf('--strata', 'age=child', '--strata', 'age=adult')).toMatchObject({ cases: 3 });
      const unknown = await preceptor(['plan', 'triage', ...MODELS, '--cases', 'fevre'], where);
      expect(unknown).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean fever?') });
      await preceptor(['run', 'triage', ...MODELS, '--cases', 'fever'], where);
      const [run = ''] = readdirSync(join(root, 'reports'));
      expect(readFileSync(join(root, 'reports', run, 'dossier.html'), 'utf8')).toContain(
        'the plan takes only 1 named case',
      );
    }));
});
