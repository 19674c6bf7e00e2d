// An endpoint on loopback that gives every request the same answer after a wait, and the files that declare it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Listens on a free port. */
export function startEndpoint(latencyMs, onRequest = () => undefined) {
  const answer = JSON.stringify({
    model: 'live-1',
    choices: [{ message: { content: '{"answer": "A", "confidence": 70}' }, finish_reason: 'stop' }],
  });
  const server = createServer((request, response) => {
    const reply = () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    request.resume().on('end', () => {
      onRequest();
      setTimeout(reply, latencyMs);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Writes models/live.model.yaml into a workspace. */
export function declareEndpoint(workspace, port) {
  mkdirSync(join(workspace, 'models'), { recursive: true });
  const lines = [
    'model: live',
    'family: live',
    'snapshot: live-1',
    `client: {kind: http, api: openai-chat, url: "http://127.0.0.1:${port}/v1"}`,
    'settings: {}',
    'deployment: {location: this-machine}',
    '',
  ];
  writeFileSync(join(workspace, 'models', 'live.model.yaml'), lines.join('\n'));
}

/** Writes models/provider.model.yaml: the same endpoint through promptfoo’s provider. */
export function declareProvider(workspace, port) {
  mkdirSync(join(workspace, 'models'), { recursive: true });
  const lines = [
    'model: provider',
    'family: live',
    'snapshot: live-1',
    'client:',
    '  kind: promptfoo',
    `  promptfoo: ${promptfooVersion()}`,
    '  provider: openai:chat:live-1',
    `  config: {apiBaseUrl: "http://127.0.0.1:${port}/v1", apiKeyRequired: false}`,
    `  hosts: ["http://127.0.0.1:${port}"]`,
    'settings: {}',
    'deployment: {location: this-machine}',
    '',
  ];
  writeFileSync(join(workspace, 'models', 'provider.model.yaml'), lines.join('\n'));
}

/** As it is installed. */
export function promptfooVersion() {
  const manifest = new URL('../../node_modules/promptfoo/package.json', import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
