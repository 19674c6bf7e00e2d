import { describe, expect, it } from 'vitest';
import { ok, status } from '../fixtures/http/fault-server.js';
import { POLICY } from '../load/a-workspace.js';
import { withWard } from './live-workspace.js';
import { aStarter, documentOf, edit, listOf, preceptor } from './preceptor.js';

const env = { WARD_KEY: 'for-this-test-only' };
const RUN = ['run', 'triage', '--model', 'ward', '--repeats', '4', '--concurrency', '1', '--attempts', '1'];
/** It has a floor, and no comparator. */
const FLOOR = POLICY.replace('comparators:\n  baseline: {model: old}\n', 'comparators: {}\n').replace(
  /- \{id: ni, .*\}/,
  '- {id: floor, family: confirmatory, suite: triage, metric: accuracy, test: lower_limit, alpha: 0.025, min: 0.5}',
);
const REPLY = {
  model: 'served-1',
  system_fingerprint: 'fp-1',
  choices: [{ message: { content: 'answer: now\u001b[2J' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 31, completion_tokens: 5 },
  padding: 'x'.repeat(3000),
};

describe('what is told of trials that were lost', () => {
  /** One answer, then none. */
  const outage = (index: number) => (index === 0 ? ok(JSON.stringify(REPLY)) : status(500));
  const flow =
    /^flow {5}ward: planned 4, asked 4, answered 1, read 1, graded 1; lost: server-error 3 \(infrastructure\)$/m;

  it('stands beside the figures of run and gate, and beside the path that report prints', () => {
    const files = { 'suites/screen.policy.yaml': FLOOR };
    const look = async (root: string) => {
      const where = { cwd: root, env };
      expect((await preceptor(RUN, where)).stdout).toMatch(flow);
      const gate = await preceptor(['gate', '--policy', 'screen'], where);
      expect(gate.stdout, gate.stderr).toMatch(flow);
      const report = await preceptor(['report'], where);
      expect(report.stderr).toMatch(flow);
      expect(report.stdout).toMatch(/^reports.*dossier\.html\n$/);
      const document = await documentOf(['report'], where);
      expect(listOf(document, 'flow')).toContainEqual(
        expect.objectContaining({
          model: 'ward',
          planned: 4,
          answered: 1,
          losses: [{ charged: 'infrastructure', cause: 'server-error', trials: 3 }],
        }),
      );
      expect(listOf(document, 'origins')).toEqual([
        { model: 'ward', live: 4, cache: 0, replay: 0, import: 0 },
      ]);
    };
    return withWard(outage, look, files);
  });

  it('stands in why with what the service said and the raw body, without control characters', () =>
    withWard(outage, async (root) => {
      const where = { cwd: root, env };
      await preceptor(RUN, where);
      const { stdout } = await preceptor(['why', 'chest-pain'], where);
      expect(stdout).toContain(
        'service: model served-1; fingerprint fp-1; stop reason stop; tokens 31 in, 5 out\n',
      );
      expect(stdout).toMatch(
        /raw body:\n\{"model":"served-1".*x\n… \d+ more characters, whole with --json\n/,
      );
      expect(stdout).toContain('answer: now\\u{1b}[2J');
      expect(stdout).not.toContain('\u001b');
      const [first] = listOf(await documentOf(['why', 'chest-pain'], where), 'trials');
      expect(JSON.stringify(first)).toContain('x'.repeat(3000));
    }));

  it('says how much came from the cache', () =>
    withWard(
      () => ok(JSON.stringify(REPLY)),
      async (root) => {
        const where = { cwd: root, env };
        await preceptor(RUN, where);
        const again = await preceptor(RUN, where);
        expect(again.stdout).toMatch(/^flow {5}ward: planned 4, .* graded 4; from the cache: 4$/m);
      },
    ));
});

describe('validate', () => {
  it('counts one thing as one', async () => {
    await using workspace = await aStarter();
    const where = { cwd: workspace.path };
    const valid = await preceptor(['validate'], where);
    expect(valid.stdout).toMatch(/^1 set, 2 cases, 3 keys, 1 suite, .* 1 policy, 1 model: 0 errors, /m);
    await edit(workspace.path, 'suites/starter.suite.yaml', 'suite: starter', 'suit: starter');
    expect((await preceptor(['validate'], where)).stdout).toMatch(/: \d+ errors?, /);
  });
});
