import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../src/schema/explanation.js';
import { fieldText } from '../../src/schema/fault.js';
import { schemaNamed } from '../../src/schema/parse.js';
import { withoutKeys } from '../../src/schema/unshown-field.js';

const HTTP = { kind: 'http', api: 'openai-chat', url: 'https://gateway.example/v1' };
const PROMPTFOO = { kind: 'promptfoo', promptfoo: '1.0.0', provider: 'mistral:x', hosts: ['a.example:443'] };

function faultsWith(client: unknown, deployment: unknown = { location: 'inside' }) {
  const version = { model: 'ward', family: 'f', snapshot: 's', client, settings: {}, deployment };
  return withoutKeys(faultsOf(schemaNamed('model-version'), version), version);
}

describe('the faults of a model version', () => {
  it.each<readonly [string, unknown, unknown?]>([
    ['client.url', { ...HTTP, url: 'https://user:planted@gateway.example/v1' }],
    ['client.url', { ...HTTP, url: 'https://gateway.example/v1?key=planted' }],
    ['client.credential', { ...HTTP, credential: 'planted' }],
    ['client.credential', { ...HTTP, credential: { key: 'planted' } }],
    ['client.credential', { ...HTTP, credential: { planted: 1 } }],
    ['client.credential', { ...HTTP, credential: { env: ['planted'], command: 'planted' } }],
    ['client.hosts[0]', { ...PROMPTFOO, hosts: ['https://user:planted@a.example'] }],
    ['client.hosts', { ...PROMPTFOO, hosts: 'planted' }],
    ['client.env', { ...PROMPTFOO, env: 'planted' }],
    ['client', 'planted'],
    ['deployment', HTTP, 'planted'],
    ['deployment.gateway', HTTP, { location: 'inside', gateway: 71_717 }],
  ])('say what belongs there and show no value of %s (%#)', (field, client, deployment) => {
    const faults = faultsWith(client, deployment);
    expect(faults.map(({ path }) => fieldText(path))).toEqual([field]);
    expect(faults[0]).toMatchObject({ at: 'value', found: 'something else (not shown)' });
    expect(faults[0]?.expected).not.toMatch(/\^|\\S/);
    expect(JSON.stringify(faults)).not.toMatch(/planted|71_?717/);
  });

  it('are as they were for other fields, and for those that are missing', () => {
    const { url: _url, ...rest } = HTTP;
    expect(faultsWith({ ...rest, api: 'openai' })).toEqual([
      expect.objectContaining({ path: ['client', 'url'], remedy: 'Add url.' }),
      expect.objectContaining({ path: ['client', 'api'], found: '"openai"' }),
    ]);
  });
});
