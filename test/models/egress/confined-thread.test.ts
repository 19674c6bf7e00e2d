import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { startGuardedThread, startIsolatedThread } from '../../../src/files/guarded-thread.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';

const FILE = new URL('../../fixtures/egress/confined-worker.mjs', import.meta.url);
const MODULE = new URL('../../../dist/models/egress/confined-thread.js', import.meta.url).href;
const REMEDY =
  'none is started where promptfoo asks a vendor. If it fetches a credential, put that into a variable and declare the variable in env of the model’s file.';
const blocked = (name: string) => `blocked: a program named ${name}: ${REMEDY}`;
const WAYS = {
  spawn: blocked('vendor-login'),
  'spawn in a shell': blocked('sh'),
  'spawn of text': blocked('vendor-login'),
  'spawn from before': blocked('vendor-login'),
  'spawn through require': blocked('vendor-login'),
  exec: blocked('sh'),
  'exec as a promise': blocked('sh'),
  execFile: blocked('vendor-login'),
  'execFile as a promise': blocked('vendor-login'),
  fork: blocked('node'),
  cluster: blocked('node'),
  spawnSync: blocked('vendor-login'),
  'spawnSync in a shell': blocked('sh'),
  'spawnSync through require': blocked('vendor-login'),
  execSync: blocked('sh'),
  'execSync in a shell of its own': blocked('bash'),
  execFileSync: blocked('vendor-login'),
  'execFileSync in a shell': blocked('bash'),
};

async function saidBy(worker: Worker): Promise<unknown> {
  const [said] = await once(worker, 'message');
  await worker.terminate();
  return said;
}

/** A program that leaves a mark beside itself. */
async function aProgram({ root, write }: TestWorkspace): Promise<{ program: string; mark: string }> {
  const program = join(root, 'vendor-login');
  const mark = join(root, 'mark');
  await write('vendor-login', `#!/bin/sh\necho "$@" >> '${mark}'\n`);
  await chmod(program, 0o755);
  return { program, mark };
}

describe('a confined thread', () => {
  it('starts no program in any way, nor do its threads, and names the file of each without arguments', async () => {
    await using workspace = await aWorkspace();
    const { program, mark } = await aProgram(workspace);
    const start = { module: MODULE, program, depth: 0 };
    const said = await saidBy(startIsolatedThread(FILE, start, { HOME: workspace.root }));
    const homes = [workspace.root, workspace.root];
    expect(said).toEqual({ ways: WAYS, homes, inner: { ways: WAYS, homes, inner: null } });
    expect(existsSync(mark)).toBe(false);
  });

  it('leaves the process and its other threads as they are', async () => {
    await using workspace = await aWorkspace();
    const { program, mark } = await aProgram(workspace);
    await saidBy(startIsolatedThread(FILE, { module: MODULE, program, depth: 0 }, { HOME: workspace.root }));
    execFileSync('sh', [program, 'here']);
    const code = `
      require('node:child_process').execFileSync('sh', [${JSON.stringify(program)}, 'there']);
      require('node:worker_threads').parentPort.postMessage('done');`;
    expect(await saidBy(new Worker(code, { eval: true }))).toBe('done');
    const ours = new URL(
      `data:text/javascript,${encodeURIComponent(`
      import { execFileSync } from 'node:child_process';
      import { parentPort } from 'node:worker_threads';
      execFileSync('sh', [${JSON.stringify(program)}, 'ours']);
      parentPort.postMessage('done');`)}`,
    );
    expect(await saidBy(startGuardedThread(ours, null))).toBe('done');
    expect(readFileSync(mark, 'utf8')).toBe('here\nthere\nours\n');
  });
});
