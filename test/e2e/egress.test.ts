import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FaultServer, startFaultServer } from '../fixtures/http/fault-server.js';
import { chat, declareLive } from './live-workspace.js';
import { aStarter, documentOf, type Folder, isObject, listOf, preceptor, preloading } from './preceptor.js';

const LIMIT_MS = 120_000;
const MODEL = ['--model', 'mine=command:node models/example-model.mjs'];

let home: net.Server;
let port = 0;
let calls = 0;
beforeAll(async () => {
  home = net.createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => home.listen(0, '127.0.0.1', resolve));
  const address = home.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise((resolve) => home.close(resolve)));
beforeEach(() => {
  calls = 0;
});

const telephoning = (folder: Folder) => ({
  cwd: folder.path,
  env: { ...preloading('telephoning.mjs'), PRECEPTOR_TEST_HOME: String(port) },
});

/** The one line that says so; as often as it is said. */
function blockedLines(stderr: string): readonly string[] {
  return stderr.split('\n').filter((line) => line.startsWith('blocked '));
}

const said = (attempts: string) =>
  `blocked ${attempts} to reach 127.0.0.1 port ${port} (tcp): only hosts of model versions that are being asked may be reached.`;

async function reportOf(folder: Folder, dossier: unknown): Promise<Record<string, unknown>> {
  const report: unknown = JSON.parse(
    await readFile(join(folder.path, String(dossier), '..', 'report.json'), 'utf8'),
  );
  return isObject(report) ? report : {};
}

function dossierOf(document: Record<string, unknown>): string {
  return isObject(document.run) ? String(document.run.dossier) : '';
}

describe('every verb', () => {
  let workspace: Folder;
  beforeAll(async () => {
    workspace = await aStarter();
  });
  afterAll(() => workspace[Symbol.asyncDispose]());

  it.each<readonly [number, readonly string[]]>([
    [0, ['init', 'another']],
    [0, ['validate']],
    [0, ['plan', 'starter', ...MODEL]],
    [0, ['demo']],
    [0, ['compare']],
    [0, ['run', 'starter', ...MODEL, '--policy', 'starter']],
    [0, ['read']],
    [0, ['grade']],
    [0, ['measure']],
    [0, ['gate']],
    [0, ['report']],
    [0, ['why', 'head-injury']],
    [0, ['cache']],
    [2, ['import', 'cases', 'nothing.json', '--map', 'builtin:medqa']],
  ])(
    'exits with %i and reaches nothing from its beginning to its end: %j',
    async (exit, args) => {
      const ended = await preceptor(args, telephoning(workspace));
      expect(ended.exit, ended.stderr).toBe(exit);
      expect(blockedLines(ended.stderr)).toEqual([said('2 attempts')]);
      expect(ended.stderr.trimEnd().split('\n').at(-1)).toBe(said('2 attempts'));
      expect(calls).toBe(0);
    },
    LIMIT_MS,
  );
});

it('is called where nothing is guarded', async () => {
  await using workspace = await aStarter();
  const { exit, stderr } = await preceptor(['--version'], telephoning(workspace));
  expect([exit, stderr]).toEqual([0, '']);
  await expect.poll(() => calls).toBe(1);
});

describe('the dossier', () => {
  const ask = async (workspace: Folder, server: FaultServer) => {
    await declareLive(workspace.path, server.url);
    server.script(...Array.from({ length: 100 }, () => chat()));
    const where = telephoning(workspace);
    return documentOf(['run', 'starter', '--model', 'live'], where);
  };

  it(
    'shows what was blocked while the models were asked, which were reached',
    async () => {
      await using server = await startFaultServer();
      await using workspace = await aStarter();
      const document = await ask(workspace, server);
      expect(server.requests().length).toBeGreaterThan(0);
      expect(calls).toBe(0);
      const report = await reportOf(workspace, dossierOf(document));
      expect(report.blocked).toEqual([{ host: '127.0.0.1', port, how: 'tcp', times: 1 }]);
      const page = await readFile(join(workspace.path, dossierOf(document)), 'utf8');
      expect(page).toContain(`127.0.0.1 port ${port}`);

      // A later stage of the same run adds what it blocked: nothing that was stored is changed.
      const again = await documentOf(['report'], telephoning(workspace));
      expect(listOf(await reportOf(workspace, dossierOf(again)), 'blocked')).toEqual([
        { host: '127.0.0.1', port, how: 'tcp', times: 2 },
      ]);
    },
    LIMIT_MS,
  );

  it(
    'says that nothing was, of a run that asked an endpoint, and nothing of another',
    async () => {
      await using server = await startFaultServer();
      await using workspace = await aStarter();
      await declareLive(workspace.path, server.url);
      server.script(...Array.from({ length: 100 }, () => chat()));
      const where = { cwd: workspace.path };
      const asked = await documentOf(['run', 'starter', '--model', 'live'], where);
      const live = await reportOf(workspace, dossierOf(asked));
      expect(live.blocked).toEqual([]);
      expect(JSON.stringify(live.limitations)).toContain('No attempt of Preceptor’s own process');
      const offline = await reportOf(
        workspace,
        dossierOf(await documentOf(['run', 'starter', ...MODEL], where)),
      );
      expect(offline.blocked).toEqual([]);
      expect(JSON.stringify(offline.limitations)).not.toContain('No attempt');
    },
    LIMIT_MS,
  );
});
