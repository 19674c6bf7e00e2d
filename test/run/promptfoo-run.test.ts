import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { chat } from '../fixtures/http/chat.js';
import { type FaultServer, ok, startFaultServer, status } from '../fixtures/http/fault-server.js';
import { KEY_NAME, PLANTED, PROMPTFOO } from '../fixtures/promptfoo/a-promptfoo.js';
import { aCaseLine, aKeyLine, type Files, withWorkspace } from '../load/a-workspace.js';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const RECORDER = fileURLToPath(new URL('../fixtures/promptfoo/record-sockets.cjs', import.meta.url));
const CASES = Array.from({ length: 12 }, (_, n) => `case-${n}`);
const run = promisify(execFile);

function modelAt(url: string, declared: string, location = 'this-machine'): string {
  return [
    'model: ward',
    'family: ward-llm',
    'snapshot: ward-1',
    'client:',
    '  kind: promptfoo',
    `  promptfoo: ${PROMPTFOO ?? '0.0.0'}`,
    '  provider: openai:chat:ward-1',
    `  config: {apiBaseUrl: "${url}/v1", apiKey: "{{env.${KEY_NAME}}}"}`,
    `  hosts: ["${declared}"]`,
    `  env: [${KEY_NAME}]`,
    'settings: {temperature: 0}',
    `deployment: {location: ${location}, training: none, retention: none}`,
    '',
  ].join('\n');
}

/** Of a vendor whose library looks for its credential itself. */
const bedrockAt = (url: string): string =>
  modelAt(url, url)
    .replace('openai:chat:ward-1', 'bedrock:amazon.nova-lite-v1:0')
    .replace(/ {2}config: .*/, `  config: {region: us-east-1, endpoint: "${url}"}`);

const files = (model: string): Files => ({
  'models/ward.model.yaml': model,
  'cases/triage/chest-pain.case.yaml': null,
  'cases/triage/cases.jsonl': CASES.map((id) => aCaseLine(id)).join(''),
  'cases/triage/keys.jsonl': CASES.map((id) => aKeyLine(id)).join(''),
});

interface Ran {
  readonly code: number;
  readonly said: string;
  /** `main tcp 127.0.0.1:8080`: thread, kind and target of each socket, datagram and lookup. */
  readonly opened: readonly string[];
}

async function preceptor(
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const log = join(root, 'sockets.log');
  const env = { ...process.env, ...variables, [KEY_NAME]: PLANTED, PRECEPTOR_TEST_SOCKETS: log };
  const options = { cwd: root, env, encoding: 'utf8' } as const;
  const ended = await run(process.execPath, ['--require', RECORDER, CLI, ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const opened = lines.flatMap((line) => {
    const { thread, what, target }: Readonly<Record<string, string>> = JSON.parse(line);
    return what === 'start' ? [] : [`${thread} ${what} ${target}`];
  });
  expect(lines.some((line) => line.includes('"start"') && line.includes('worker'))).toBe(true);
  return { ...ended, opened };
}

function allFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? allFiles(path) : [path];
  });
}

async function withServer(use: (server: FaultServer) => Promise<void>): Promise<void> {
  await using server = await startFaultServer();
  await use(server);
}

describe.skipIf(PROMPTFOO === null)('a run through promptfoo', () => {
  beforeAll(() => {
    vi.stubEnv(KEY_NAME, PLANTED);
    return () => vi.unstubAllEnvs();
  });

  it('opens no socket but to the declared host, and leaves the secret and promptfoo’s files nowhere', () =>
    withServer((server) =>
      withWorkspace(files(modelAt(server.url, server.url)), async (root) => {
        server.script(status(500, {}, PLANTED), ...CASES.map(() => ok(chat('answer: now'))));
        const { code, said, opened } = await preceptor(root, ['run', 'triage', '--model', 'ward']);
        expect(code).toBe(0);
        expect(new Set(opened)).toEqual(new Set([`worker tcp ${new URL(server.url).host}`]));
        expect(server.requests()).toHaveLength(CASES.length + 1);
        expect(said).not.toContain('planted');
        expect(readdirSync(root).filter((name) => name.startsWith('.promptfoo'))).toEqual([]);
        for (const file of allFiles(root)) expect(readFileSync(file).includes(PLANTED)).toBe(false);
      }),
    ));

  it('is kept from a host that is not declared, and says so', () =>
    withServer((server) =>
      withWorkspace(files(modelAt(server.url, 'http://127.0.0.1:9')), async (root) => {
        const args = ['run', 'triage', '--model', 'ward', '--limit', '1'];
        const { said, opened } = await preceptor(root, args);
        expect(opened).toEqual([]);
        expect(server.requests()).toEqual([]);
        expect(said).toMatch(/blocked 3 attempts to reach 127\.0\.0\.1 port \d+ \(tcp\)/);
      }),
    ));

  it('takes no credential from the user’s home, and starts no program for one', () =>
    withServer(async (server) => {
      const credential = { Version: 1, AccessKeyId: 'AKIAPLANTED', SecretAccessKey: PLANTED };
      await withWorkspace(files(bedrockAt(server.url)), async (root) => {
        const folder = join(root, '.home/.aws');
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'credential.json'), JSON.stringify(credential));
        const login = `cd '${folder}' && touch started && cat credential.json`;
        await writeFile(join(folder, 'config'), `[default]\ncredential_process = ${login}\n`);
        const args = ['run', 'triage', '--model', 'ward', '--limit', '1'];
        const { said } = await preceptor(root, args, { HOME: join(root, '.home') });
        expect(said).toContain(`Check the credential (the variables of env: ${KEY_NAME})`);
        expect(existsSync(join(folder, 'started'))).toBe(false);
        expect(server.requests()).toEqual([]);
      });
    }));

  it('does not begin where a key is not set', () =>
    withServer((server) =>
      withWorkspace(files(modelAt(server.url, server.url)), async (root) => {
        vi.stubEnv(KEY_NAME, '');
        const { stderr } = await run(process.execPath, [CLI, 'run', 'triage', '--model', 'ward'], {
          cwd: root,
        }).catch((error: { readonly stderr: string }) => error);
        expect(stderr).toContain(
          `models/ward.model.yaml: client.env: expected a secret in the environment variable ${KEY_NAME}`,
        );
        expect(readdirSync(root)).not.toContain('runs');
      }),
    ));
});
