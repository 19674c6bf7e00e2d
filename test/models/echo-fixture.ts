import type { ModelVersion } from '../../src/domain/model-version.js';
import { openModel } from '../../src/models/open-model.js';
import type { ModelClientFixture } from '../contract/model-client.js';
import { echoChat } from '../fixtures/http/chat.js';
import { startFaultServer } from '../fixtures/http/fault-server.js';
import { aRequest, requestNumber } from './requests.js';
import { aWorkspace } from './workspace.js';

/** For the contract of model clients: a version that asks an endpoint on loopback, which says each question again. */
export async function echoFixture(versionAt: (url: string) => ModelVersion): Promise<ModelClientFixture> {
  const server = await startFaultServer();
  server.script(...Array.from({ length: 500 }, () => echoChat));
  const workspace = await aWorkspace();
  const client = await openModel(versionAt(server.url), workspace.context());
  return {
    client,
    request: requestNumber,
    failing: aRequest({ messages: [{ role: 'user', text: 'fail' }] }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}
