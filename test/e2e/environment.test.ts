import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, aStarter, MAIN, preceptor, preloading } from './preceptor.js';

const LIMIT_MS = 120_000;
const HEAVY = 'ajv libsql kysely yaml chart.js @napi-rs/canvas papaparse re2js typebox ../run/egress.js';

function without(packages: string) {
  return { ...preloading('without-packages.mjs'), PRECEPTOR_TEST_WITHOUT: packages };
}

describe('a broken environment', () => {
  it.each(['libsql', 'ajv', 'commander'])(
    'without %s exits 70 and keeps the stack',
    async (missing) => {
      await using folder = await aFolder();
      const { exit, stderr } = await preceptor(['demo'], { cwd: folder.path, env: without(missing) });
      expect(exit, stderr).toBe(70);
      expect(stderr).toContain(missing);
      expect(stderr).toMatch(/^\s+at /m);
    },
    LIMIT_MS,
  );

  it.each(['exception', 'rejection'])(
    'an %s that nobody handles exits 70, never 1',
    async (fault) => {
      await using folder = await aFolder();
      const env = { ...preloading('fault-later.mjs'), PRECEPTOR_TEST_FAULT: fault };
      const { exit, stderr } = await preceptor(['demo'], { cwd: folder.path, env });
      expect(exit, stderr).toBe(70);
      expect(stderr).toContain('preceptor: INTERNAL: nobody');
    },
    LIMIT_MS,
  );
});

describe('--version and --help', () => {
  it.each([['--version'], ['--help'], ['run', '--help']])(
    '%s %s loads none of the large packages, nor the guard',
    async (...args) => {
      await using folder = await aFolder();
      const { exit, stdout, stderr } = await preceptor(args, { cwd: folder.path, env: without(HEAVY) });
      expect(exit, stderr).toBe(0);
      expect(stdout).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /^Usage: preceptor/);
      expect(stderr).toBe('');
    },
    LIMIT_MS,
  );

  it('without a verb names them all and exits 2', async () => {
    await using folder = await aFolder();
    const { exit, stderr } = await preceptor([], { cwd: folder.path });
    expect(exit).toBe(2);
    expect(stderr).toContain('expected a verb: init, validate, plan, run');
  });
});

describe('a run', () => {
  it(
    'opens no connection to anywhere',
    async () => {
      await using workspace = await aStarter();
      const log = join(workspace.path, 'network.log');
      const env = { ...preloading('no-network.mjs'), PRECEPTOR_TEST_NETWORK: log };
      const model = 'mine=command:node models/example-model.mjs';
      const run = await preceptor(['run', 'starter', '--model', model, '--policy', 'starter'], {
        cwd: workspace.path,
        env,
      });
      expect(run.exit, run.stderr).toBe(0);
      const demo = await preceptor(['demo'], { cwd: workspace.path, env });
      expect(demo.exit, demo.stderr).toBe(0);
      expect(await readFile(log, 'utf8').catch(() => 'none')).toBe('none');
      expect(run.stderr + demo.stderr).not.toContain('blocked');
    },
    LIMIT_MS,
  );

  it(
    'would be caught if it did',
    async () => {
      await using folder = await aFolder();
      const log = join(folder.path, 'network.log');
      const env = { ...process.env, ...preloading('no-network.mjs'), PRECEPTOR_TEST_NETWORK: log };
      const child = spawn(process.execPath, ['-e', 'require("node:net").connect(9, "127.0.0.1")'], { env });
      const exit = await new Promise((resolve) => child.on('close', resolve));
      expect(exit).toBe(1);
      expect(await readFile(log, 'utf8')).toBe('connect\n');
    },
    LIMIT_MS,
  );

  it(
    'writes nothing outside the workspace',
    async () => {
      await using workspace = await aStarter();
      await using elsewhere = await aFolder();
      const homes = ['home', 'tmp', 'cache', 'config', 'cwd'].map((name) => join(elsewhere.path, name));
      for (const home of homes) await mkdir(home);
      const [HOME, TMPDIR, XDG_CACHE_HOME, XDG_CONFIG_HOME, cwd = ''] = homes;
      const env = { HOME, TMPDIR, XDG_CACHE_HOME, XDG_CONFIG_HOME };
      const model = 'mine=command:node models/example-model.mjs';
      const args = ['run', 'starter', '-C', workspace.path, '--model', model, '--policy', 'starter'];
      const { exit, stderr } = await preceptor(args, { cwd, env });
      expect(exit, stderr).toBe(0);
      for (const home of homes) expect(await readdir(home)).toEqual([]);
      expect(await readdir(workspace.path)).toEqual(expect.arrayContaining(['reports', 'runs']));
    },
    LIMIT_MS,
  );

  it('takes a workspace that is named relative to the folder it is called in', async () => {
    await using workspace = await aStarter();
    const { exit, stdout } = await preceptor(['validate', '-C', '..'], {
      cwd: join(workspace.path, 'cases'),
    });
    expect(exit, stdout).toBe(0);
    expect(stdout).toContain('2 cases');
  });

  it.each(['demo', 'gate'])(
    '%s minds nobody who stops reading its output',
    async (verb) => {
      await using workspace = await aStarter();
      const where = { cwd: workspace.path };
      const model = 'mine=command:node models/example-model.mjs';
      if (verb === 'gate')
        await preceptor(['run', 'starter', '--model', model, '--policy', 'starter'], where);
      const child = spawn(process.execPath, [MAIN, verb, '--json'], where);
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      const exit = await new Promise((resolve) => child.on('close', resolve));
      expect(exit, stderr).toBe(0);
      expect(stderr).not.toContain('EPIPE');
    },
    LIMIT_MS,
  );
});
