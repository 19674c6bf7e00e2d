import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { PromptfooClient } from '../../../src/domain/model-version.js';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { openModel } from '../../../src/models/open-model.js';
import { echoChat } from '../../fixtures/http/chat.js';
import { type FaultServer, startFaultServer } from '../../fixtures/http/fault-server.js';
import { KEY_NAME, PLANTED, versionAt } from '../../fixtures/promptfoo/a-promptfoo.js';
import { answerOf, requestNumber } from '../requests.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';

/** Variables of the shell, of which the provider sees the declared one alone. */
export function shellVariables(): void {
  beforeAll(() => {
    vi.stubEnv(KEY_NAME, PLANTED);
    vi.stubEnv('OPENAI_TEMPERATURE', '1.9');
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  });
  afterAll(() => vi.unstubAllEnvs());
}

export interface Scene {
  readonly server: FaultServer;
  readonly client: ModelClient;
  readonly workspace: TestWorkspace;
}

export async function withClient(
  part: Partial<PromptfooClient>,
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  await using server = await startFaultServer();
  await using workspace = await aWorkspace();
  const client = await openModel(versionAt(server.url, part), workspace.context());
  try {
    await use({ server, client, workspace });
  } finally {
    await client.close();
  }
}

/** Each client is a thread that imports promptfoo, which takes a second: most tests share one. */
export function sharedScene(): (use: (scene: Scene) => Promise<void>) => Promise<void> {
  let opened: Scene | null = null;
  beforeAll(async () => {
    const server = await startFaultServer();
    const workspace = await aWorkspace();
    opened = { server, workspace, client: await openModel(versionAt(server.url), workspace.context()) };
  });
  afterAll(async () => {
    await opened?.client.close();
    await opened?.workspace[Symbol.asyncDispose]();
    await opened?.server[Symbol.asyncDispose]();
  });
  return async (use) => {
    if (opened === null) throw new Error('nothing was opened');
    const { server, client } = opened;
    const before = server.requests().length;
    await use({ ...opened, server: { ...server, requests: () => server.requests().slice(before) } });
    // The next test finds an endpoint that has just answered.
    server.script(echoChat);
    expect(await answerOf(client, requestNumber(7))).toMatchObject({ text: 'question 7' });
  };
}
