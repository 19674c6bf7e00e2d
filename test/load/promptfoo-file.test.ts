import { describe, expect, it } from 'vitest';
import { validateWorkspace } from '../../src/load/validate-workspace.js';
import { withWorkspace } from './a-workspace.js';

const FILE = 'models/ward.model.yaml';
const SOUND = [
  'model: ward',
  'family: ward-llm',
  'snapshot: mistral-large-2411',
  'client:',
  '  kind: promptfoo',
  '  promptfoo: 0.121.20',
  '  provider: mistral:mistral-large-2411',
  '  config: {apiKey: "{{env.VENDOR_KEY}}"}',
  '  hosts: ["https://api.mistral.ai"]',
  '  env: [VENDOR_KEY]',
  'settings: {temperature: 0}',
  'deployment: {location: outside, training: none, retention: 30 days}',
  '',
].join('\n');

async function fieldsOf(text: string): Promise<readonly string[]> {
  const { problems } = await withWorkspace({ [FILE]: text }, validateWorkspace);
  return problems.map(({ field }) => field);
}

describe('the file of a model version that promptfoo asks', () => {
  it.each(['https://api.mistral.ai', 'https://api.mistral.ai:8443', 'api.mistral.ai:443', '[::1]:443'])(
    'is sound with the host %s',
    async (host) => {
      expect(await fieldsOf(SOUND.replace('https://api.mistral.ai', host))).toEqual([]);
    },
  );

  it.each([
    ['client.hosts[0]', 'https://api.mistral.ai', 'https://user:planted@api.mistral.ai'],
    ['client.hosts[0]', 'https://api.mistral.ai', 'planted.example:99999'],
    ['deployment.location', 'location: outside', 'location: this-machine'],
    ['client.env[0]', '[VENDOR_KEY]', '[plantedA9x7Kq2Lm4Zt8Wc]'],
    ['client.config.apiKey', '{{env.VENDOR_KEY}}', '{{env.plantedA9x7Kq2Lm4Zt8Wc}}'],
    ['client.config.note', '{apiKey', '{note: "sk-planted-0123456789", apiKey'],
    ['settings.note', '{temperature: 0}', '{note: "Bearer planted-0123456789"}'],
  ])('does not show what was found at %s', async (field, sound, broken) => {
    const text = SOUND.replace(sound, broken).replaceAll('api.mistral.ai', 'planted.example');
    const { problems } = await withWorkspace({ [FILE]: text }, validateWorkspace);
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it.each([
    ['client.provider', 'mistral:mistral-large-2411\n', 'exec:ls\n'],
    ['client.config.apiKey', '{{env.VENDOR_KEY}}', 'sk-planted'],
    ['client.env[0]', '[VENDOR_KEY]', '[NODE_OPTIONS]'],
    ['client.promptfoo', '0.121.20', 'latest'],
    ['client.hosts', '["https://api.mistral.ai"]', '[]'],
    ['client.hosts[0]', 'https://api.mistral.ai', '*.mistral.ai'],
    ['client.hosts[0]', 'https://api.mistral.ai', 'https://user:key@api.mistral.ai'],
    ['client.hosts[0]', 'https://api.mistral.ai', 'api.mistral.ai:99999'],
    ['client.hosts[0]', 'https://api.mistral.ai', 'http://api.mistral.ai'],
    ['deployment.location', 'location: outside', 'location: this-machine'],
    ['deployment.location', 'location: outside', 'location: recorded'],
    ['settings.functionToolCallbacks', '{temperature: 0}', '{functionToolCallbacks: {f: x}}'],
  ])('is refused at %s', async (field, sound, broken) => {
    expect(await fieldsOf(SOUND.replace(sound, broken))).toEqual([field]);
  });
});
