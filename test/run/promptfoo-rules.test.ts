import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { PlannedModel } from '../../src/domain/plan.js';
import { unguardedOf } from '../../src/domain/unguarded.js';
import { reachOf } from '../../src/domain/usage.js';
import { limitationsOf } from '../../src/report/methods-text.js';
import { requireAllowedEndpoints } from '../../src/run/endpoint-rules.js';
import { aCaseSet } from '../builders/a-case.js';
import { aPlan } from '../builders/a-plan.js';

function provider(deployment: Partial<ModelVersion['deployment']>): readonly PlannedModel[] {
  const version: ModelVersion = {
    model: 'ward',
    family: 'ward',
    snapshot: 'ward-1',
    client: {
      kind: 'promptfoo',
      promptfoo: '0.121.20',
      provider: 'mistral:ward-1',
      hosts: ['https://llm.example/', 'other.example:8443'],
    },
    settings: {},
    deployment: { location: 'outside', ...deployment },
  };
  return [{ version, hash: hashOf(version), role: 'candidate' }];
}

describe('a model version that promptfoo asks', () => {
  it('is an endpoint: what may be sent there depends on what it declares', () => {
    const sets = [aCaseSet({ exposure: 'sealed' })];
    const declared = provider({ training: 'none', retention: '30 days' });
    expect(() => requireAllowedEndpoints({ models: declared, sets })).not.toThrow();
    expect(() => requireAllowedEndpoints({ models: provider({}), sets })).toThrow(
      'models/ward.model.yaml declares no deployment.training: none and no deployment.retention',
    );
    const identifying = [aCaseSet({ content: 'phi' })];
    expect(() => requireAllowedEndpoints({ models: declared, sets: identifying })).toThrow(
      'models/ward.model.yaml with deployment.location: outside',
    );
  });

  it('stands in the limitations with its hosts, and is unguarded behind a gateway alone', () => {
    const { plan } = aPlan();
    const models = provider({ training: 'none' });
    const texts = limitationsOf({ ...plan, models });
    expect(texts.at(-1)).toBe(
      'Model ward was asked at llm.example, other.example:8443 through promptfoo 0.121.20 (mistral:ward-1) (outside); training on what was sent: none; retention of it: not declared. Both are declared by whoever wrote the model’s file, not verified.',
    );
    expect(models.flatMap(({ version }) => unguardedOf(version))).toEqual([]);
    const [behind] = provider({ gateway: 'apim' });
    expect(behind === undefined ? [] : unguardedOf(behind.version)).toMatchObject([{ part: 'gateway' }]);
  });

  it('asks over the network, as budgets and the cache have to know', () => {
    expect(provider({}).map(({ version }) => reachOf(version.client))).toEqual(['network']);
  });
});
