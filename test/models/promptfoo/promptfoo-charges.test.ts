import { describe, expect, it } from 'vitest';
import { openModel } from '../../../src/models/open-model.js';
import { chat, echoChat } from '../../fixtures/http/chat.js';
import {
  badGzip,
  drip,
  type Fault,
  hang,
  html,
  ok,
  redirect,
  resetBeforeHeaders,
  resetInMidBody,
  startFaultServer,
  status,
  truncatedJson,
} from '../../fixtures/http/fault-server.js';
import { selfSigned } from '../../fixtures/http/self-signed.js';
import { KEY_NAME, PROMPTFOO, versionAt } from '../../fixtures/promptfoo/a-promptfoo.js';
import { answerOf, aRequest } from '../requests.js';
import { aWorkspace } from '../workspace.js';
import { sharedScene, shellVariables, withClient } from './a-scene.js';

shellVariables();

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const HALF = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'half' }] };
const CONTEXT_FULL = JSON.stringify({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: 'half' }],
  stop_reason: 'model_context_window_exceeded',
  usage: { input_tokens: 5, output_tokens: 2 },
});
const OUTPUT_BLOCKED = JSON.stringify({
  type: 'error',
  error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' },
});

/** A response that ended before its time. */
function unfinished(reason: string, output: readonly object[]): string {
  const details = { incomplete_details: { reason }, error: null };
  return JSON.stringify({ id: 'r', object: 'response', status: 'incomplete', output, ...details });
}

describe.skipIf(PROMPTFOO === null)('with promptfoo installed', () => {
  const shared = sharedScene();

  describe('what a promptfoo client charges', () => {
    it.each<readonly [string, Fault, string]>([
      ['429 that does not say when to come back', status(429), 'rate-limited'],
      ['500', status(500), 'server-error'],
      ['503', status(503, {}, 'busy'), 'server-error'],
      ['a reset before the headers', resetBeforeHeaders, 'reset'],
      ['a reset in mid-body', resetInMidBody('{"choices"'), 'reset'],
      [
        'bytes that are no UTF-8',
        status(200, JSON_TYPE, Buffer.from(chat('né'), 'latin1')),
        'malformed-response',
      ],
      ['a gzip body that is none', badGzip, 'malformed-response'],
      ['half a JSON body', truncatedJson, 'malformed-response'],
      ['a sign-in page', html, 'malformed-response'],
      ['no choices', ok('{"choices":[]}'), 'empty'],
      ['JSON of another kind', ok('{"error":"busy"}'), 'malformed-response'],
      ['a redirect', redirect('https://elsewhere.example/'), 'malformed-response'],
      ['an empty content', ok(chat('')), 'empty'],
      ['a null content', ok(chat(null)), 'empty'],
      ['an answer cut at its token limit', ok(chat('half', 'length')), 'truncated'],
      ['an answer that a filter cut', ok(chat('', 'content_filter')), 'content-filter'],
      [
        'a prompt that a filter blocked',
        status(400, {}, '{"error":{"code":"content_filter","message":"blocked"}}'),
        'content-filter',
      ],
      ['a request that the endpoint does not take', status(422, {}, '{"error":{}}'), 'request-refused'],
      ['calls of tools', ok(chat(null, 'tool_calls', { tool_calls: [{ id: 'x' }] })), 'malformed-response'],
    ])('%s to its cause, after one request', async (_name, fault, cause) => {
      await shared(async ({ server, client }) => {
        server.script(fault);
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'failed', cause });
        expect(server.requests()).toHaveLength(1);
      });
    });

    it.each<readonly [string, object, readonly (readonly [string, Fault])[]]>([
      [
        'google:gemini-2.0-flash',
        { apiBaseUrl: '' },
        [
          ['content-filter', ok('{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{}}')],
          ['content-filter', ok('{"candidates":[{"finishReason":"PROHIBITED_CONTENT"}]}')],
          ['truncated', ok('{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}')],
        ],
      ],
      [
        'openai:responses:ward-1',
        { apiBaseUrl: '/v1' },
        [
          ['content-filter', ok(unfinished('content_filter', []))],
          ['truncated', ok(unfinished('max_output_tokens', []))],
          ['truncated', ok(unfinished('max_output_tokens', [HALF]))],
        ],
      ],
      [
        'anthropic:messages:claude-3-5-haiku-20241022',
        { apiBaseUrl: '' },
        [
          ['truncated', ok(CONTEXT_FULL)],
          ['content-filter', status(400, JSON_TYPE, OUTPUT_BLOCKED)],
        ],
      ],
      ['mistral:ward-1', { apiBaseUrl: '/v1' }, [['truncated', ok(chat('half', 'model_length'))]]],
    ])('what %s withholds to its cause', async (provider, paths, faults) => {
      await using server = await startFaultServer();
      await using workspace = await aWorkspace();
      const bases = Object.entries(paths).map(([name, path]) => [name, `${server.url}${path}`]);
      const config = { ...Object.fromEntries(bases), apiKey: `{{env.${KEY_NAME}}}` };
      const client = await openModel(versionAt(server.url, { provider, config }), workspace.context());
      try {
        for (const [cause, fault] of faults) {
          server.script(fault);
          expect(await answerOf(client, aRequest())).toMatchObject({ status: 'failed', cause });
        }
      } finally {
        await client.close();
      }
      expect(server.requests()).toHaveLength(faults.length);
    });

    it.each<readonly [string, Fault]>([
      ['no answer', hang],
      ['a body that never ends', drip(chat('A'.repeat(2_000)), 20)],
    ])('%s to the deadline, and its connection is free again', async (_name, fault) => {
      await withClient({ deadline_ms: 300, concurrency: 1 }, async ({ server, client }) => {
        server.script(fault, echoChat);
        expect(await answerOf(client, aRequest())).toMatchObject({ cause: 'client-timeout' });
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
      });
    });

    it('what nobody serves to the connection', () =>
      shared(async ({ server, client }) => {
        await server.refuse();
        expect(await answerOf(client, aRequest())).toMatchObject({ cause: 'connection' });
        await server.reopen();
      }));

    it('a certificate that nobody has signed to the connection, whatever the shell says', async () => {
      await using server = await startFaultServer(selfSigned('127.0.0.1'));
      await using workspace = await aWorkspace();
      server.script(echoChat);
      const client = await openModel(versionAt(server.url), workspace.context());
      const response = await answerOf(client, aRequest());
      await client.close();
      expect(response).toMatchObject({ cause: 'connection', detail: expect.stringContaining('certificate') });
      expect(server.requests()).toEqual([]);
    });

    it('a host that is not declared to the connection, by its name', () =>
      withClient(
        { config: { apiBaseUrl: 'https://undeclared.example/v1', apiKey: `{{env.${KEY_NAME}}}` } },
        async ({ client }) => {
          expect(await answerOf(client, aRequest())).toMatchObject({
            cause: 'connection',
            detail: expect.stringContaining('undeclared.example'),
          });
        },
      ));
  });
});
