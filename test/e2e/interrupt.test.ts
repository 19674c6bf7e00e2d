import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, aStarter, documentOf, preceptor, startPreceptor } from './preceptor.js';

const LIMIT_MS = 120_000;
const SLOW = 'mine=command:node models/counting-model.mjs 400';
const SILENT = 'mine=command:node models/silent-model.mjs';

/** Resolves once the model program was asked `count` times. */
async function askedTimes(workspace: string, count: number): Promise<readonly string[]> {
  for (;;) {
    const log = await readFile(join(workspace, 'asked.log'), 'utf8').catch(() => '');
    const asked = log.split('\n').filter((line) => line.startsWith('asked '));
    if (asked.length >= count) return asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function resumeCommand(stderr: string): readonly string[] {
  const id = /preceptor run --resume (\S+)/.exec(stderr)?.[1];
  if (id === undefined) throw new Error(`expected how to resume; found ${stderr}`);
  return ['run', '--resume', id];
}

describe('an interrupted run', () => {
  it(
    'stores what is under way, exits 130, and is resumed without asking it again',
    async () => {
      await using workspace = await aStarter();
      const where = { cwd: workspace.path };
      const args = ['run', 'starter', '--model', SLOW, '--policy', 'starter', '--repeats', '4'];
      const run = startPreceptor([...args, '--concurrency', '2'], where);
      await askedTimes(workspace.path, 3);
      run.child.kill('SIGINT');
      const { exit, stderr } = await run.ended;
      expect(exit, stderr).toBe(130);
      expect(stderr).toContain('storing what is under way');
      const asked = await askedTimes(workspace.path, 3);
      expect(asked.length).toBeLessThan(8);
      const gate = await preceptor(['gate', 'latest'], where);
      expect(gate.exit).toBe(4);
      expect(gate.stderr).toContain(`${8 - asked.length} of 8 planned trials`);
      const resumed = await preceptor(resumeCommand(stderr), where);
      expect(resumed.exit, resumed.stderr).toBe(0);
      const all = await askedTimes(workspace.path, 8);
      expect(all).toHaveLength(8);
      expect(new Set(all).size).toBe(8);
      expect((await preceptor(['gate', 'latest'], where)).exit).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'says how to go on with a run of a workspace elsewhere, so that it works from the same folder',
    async () => {
      await using elsewhere = await aFolder();
      await using workspace = await aStarter();
      const where = { cwd: elsewhere.path };
      const args = [
        'run',
        '-C',
        workspace.path,
        'starter',
        '--model',
        SLOW,
        '--repeats',
        '4',
        '--policy',
        'starter',
      ];
      const run = startPreceptor([...args, '--concurrency', '1'], where);
      await askedTimes(workspace.path, 1);
      run.child.kill('SIGINT');
      const { stderr } = await run.ended;
      const told = /Go on with: preceptor (run -C .*)$/m.exec(stderr)?.[1];
      if (told === undefined) throw new Error(`expected the workspace; found ${stderr}`);
      const gate = await preceptor(['gate', '-C', workspace.path], where);
      expect(gate.stderr).toContain(`preceptor ${told}`);
      const resumed = await preceptor(told.split(' '), where);
      expect(resumed.exit, resumed.stderr).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'gives up a model that never answers at the second signal',
    async () => {
      await using workspace = await aStarter();
      const where = { cwd: workspace.path };
      const run = startPreceptor(['run', 'starter', '--model', SILENT], where);
      await askedTimes(workspace.path, 1);
      run.child.kill('SIGINT');
      await run.said('again to give it up');
      const atMs = Date.now();
      run.child.kill('SIGINT');
      const { exit, stderr } = await run.ended;
      expect(exit, stderr).toBe(130);
      expect(stderr).toContain('preceptor run --resume');
      expect(Date.now() - atMs).toBeLessThan(20_000);
      const { run: stored } = await documentOf(['why', 'head-injury'], where);
      expect(stored).toBeDefined();
    },
    LIMIT_MS,
  );

  it(
    'ends at once while it is analysed, and is resumed to the end',
    async () => {
      await using workspace = await aStarter();
      const where = { cwd: workspace.path };
      const model = 'mine=command:node models/counting-model.mjs';
      const run = startPreceptor(['run', 'starter', '--model', model, '--policy', 'starter'], where);
      await run.said('ask mine: 2/2');
      run.child.kill('SIGINT');
      const { exit, stderr } = await run.ended;
      expect(exit, stderr).toBe(130);
      const resumed = await preceptor(resumeCommand(stderr), where);
      expect(resumed.exit, resumed.stderr).toBe(0);
      expect(await askedTimes(workspace.path, 2)).toHaveLength(2);
    },
    LIMIT_MS,
  );

  it(
    'demo exits 130, too',
    async () => {
      await using workspace = await aStarter();
      const run = startPreceptor(['demo'], { cwd: workspace.path });
      await run.said('ask reference-rules-2');
      run.child.kill('SIGTERM');
      const { exit, stderr } = await run.ended;
      expect(exit, stderr).toBe(130);
      expect(stderr).toContain('preceptor run --resume');
    },
    LIMIT_MS,
  );
});
