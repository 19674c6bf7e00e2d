import { describe, expect, it } from 'vitest';
import type { CaseSet } from '../../src/domain/case-set.js';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { PlannedModel } from '../../src/domain/plan.js';
import { requireAllowedEndpoints } from '../../src/run/endpoint-rules.js';
import { plannedTrials } from '../store/planned-run.js';

const { plan } = plannedTrials({ models: ['alpha'], protocols: ['direct'], cases: 1, repeats: 1 });

function setThat(part: Partial<CaseSet>): readonly CaseSet[] {
  const set: CaseSet = {
    set: 'triage',
    version: '1',
    title: 'Triage',
    licence: 'CC-BY-4.0',
    authored_by: 'A. Author',
    key_by: 'A. Author',
    reviewed_by: [],
    review_status: 'unreviewed',
    exposure: 'dev',
    content: 'synthetic',
    jurisdiction: 'GB',
    languages: ['en'],
  };
  return [{ ...set, ...part }];
}

function endpoint(deployment: Partial<ModelVersion['deployment']>): readonly PlannedModel[] {
  const version: ModelVersion = {
    model: 'ward',
    family: 'ward',
    snapshot: 'ward-1',
    client: { kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' },
    settings: {},
    deployment: { location: 'inside', ...deployment },
  };
  return [{ version, hash: hashOf(version), role: 'candidate' }];
}

const SILENT = endpoint({});
const SOUND = endpoint({ training: 'none', retention: '30 days' });

describe('requireAllowedEndpoints', () => {
  it.each<readonly [string, Partial<CaseSet>, readonly PlannedModel[]]>([
    ['open, synthetic cases to any endpoint', {}, SILENT],
    ['sealed cases to an endpoint that declares both', { exposure: 'sealed' }, SOUND],
    ['de-identified cases to an endpoint that declares both', { content: 'de-identified' }, SOUND],
    ['sealed cases to what is no endpoint', { exposure: 'sealed' }, plan.models],
  ])('lets pass: %s', (_name, part, models) => {
    expect(() => requireAllowedEndpoints({ sets: setThat(part), models })).not.toThrow();
  });

  it.each<readonly [string, Partial<CaseSet>, readonly PlannedModel[], RegExp]>([
    ['sealed', { exposure: 'sealed' }, SILENT, /no training: none and no retention/],
    [
      'de-identified',
      { content: 'de-identified' },
      endpoint({ training: 'none' }),
      /ward declares no retention/,
    ],
    ['phi', { content: 'phi' }, endpoint({ training: 'unknown', retention: 'none' }), /no training: none/],
    [
      'limited',
      { content: 'limited' },
      endpoint({ training: 'allowed', retention: 'none' }),
      /no training: none/,
    ],
  ])('refuses %s cases to an endpoint that is silent', (which, part, models, message) => {
    const refuse = () => requireAllowedEndpoints({ sets: setThat(part), models });
    expect(refuse).toThrow(expect.objectContaining({ code: 'DESTINATION_REFUSED' }));
    expect(refuse).toThrow(message);
    expect(refuse).toThrow(which);
  });

  it.each(['phi', 'limited'] as const)(
    'refuses %s cases to an endpoint outside, whatever it declares',
    (content) => {
      const models = endpoint({ location: 'outside', training: 'none', retention: 'none' });
      const refuse = () => requireAllowedEndpoints({ sets: setThat({ content }), models });
      expect(refuse).toThrow(/found ward outside/);
    },
  );
});
