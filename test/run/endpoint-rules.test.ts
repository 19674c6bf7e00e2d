import { describe, expect, it } from 'vitest';
import type { CaseSet } from '../../src/domain/case-set.js';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { PlannedModel } from '../../src/domain/plan.js';
import { requireAllowedEndpoints, requireGuarded } from '../../src/run/endpoint-rules.js';
import { aPolicy } from '../builders/a-policy.js';
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
    [
      'sealed',
      { exposure: 'sealed' },
      SILENT,
      /found: models\/ward\.model\.yaml declares no deployment\.training: none and no deployment\.retention\. Declare them there/,
    ],
    [
      'de-identified',
      { content: 'de-identified' },
      endpoint({ training: 'none' }),
      /found: models\/ward\.model\.yaml declares no deployment\.retention\./,
    ],
    [
      'phi',
      { content: 'phi' },
      endpoint({ training: 'unknown', retention: 'none' }),
      /no deployment\.training: none\./,
    ],
    [
      'limited',
      { content: 'limited' },
      endpoint({ training: 'allowed', retention: 'none' }),
      /no deployment\.training: none\./,
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
      expect(refuse).toThrow(/found models\/ward\.model\.yaml with deployment\.location: outside/);
    },
  );
});

describe('requireAllowedEndpoints with a program on the command line', () => {
  const deployment = { location: 'this-machine' } as const;
  const client = { kind: 'command', argv: ['python3', 'm.py'] } as const;
  const version = { model: 'mine', family: 'm', snapshot: 'm-1', client, settings: {}, deployment };
  const models: readonly PlannedModel[] = [
    {
      version: { ...version, client: { ...client, argv: [...client.argv] } },
      hash: hashOf(version),
      role: 'candidate',
    },
  ];

  it.each<readonly [string, Partial<CaseSet>]>([
    ['sealed', { exposure: 'sealed' }],
    ['phi', { content: 'phi' }],
    ['limited', { content: 'limited' }],
    ['de-identified', { content: 'de-identified' }],
  ])('gives it no %s cases', (which, part) => {
    const refuse = () => requireAllowedEndpoints({ sets: setThat(part), models });
    expect(refuse).toThrow(expect.objectContaining({ code: 'DESTINATION_REFUSED' }));
    expect(refuse).toThrow(
      /found mine\. Declare it in models\/<name>\.model\.yaml \(client: \{kind: command/,
    );
    expect(refuse).toThrow(which);
  });

  it('gives it synthetic ones that are not sealed', () => {
    expect(() => requireAllowedEndpoints({ sets: setThat({}), models })).not.toThrow();
  });
});

describe('requireAllowedEndpoints with a declared program', () => {
  const program = (deployment: Partial<ModelVersion['deployment']>): readonly PlannedModel[] =>
    endpoint(deployment).map((model) => ({
      ...model,
      version: {
        ...model.version,
        client: { kind: 'command', argv: ['python3', 'm.py'], digest: hashOf('m.py') },
      },
    }));
  const declared = { training: 'none', retention: 'none' } as const;

  it.each<readonly [string, Partial<CaseSet>, Partial<ModelVersion['deployment']>]>([
    ['open, synthetic cases, whatever it declares', {}, { location: 'outside' }],
    ['sealed cases', { exposure: 'sealed' }, declared],
    ['sealed cases, outside', { exposure: 'sealed' }, { ...declared, location: 'outside' }],
    ['de-identified cases', { content: 'de-identified' }, declared],
    ['phi inside', { content: 'phi' }, declared],
    ['limited cases on this machine', { content: 'limited' }, { ...declared, location: 'this-machine' }],
  ])('lets pass: %s', (_name, part, deployment) => {
    expect(() => requireAllowedEndpoints({ sets: setThat(part), models: program(deployment) })).not.toThrow();
  });

  it.each<readonly [string, Partial<CaseSet>, Partial<ModelVersion['deployment']>, RegExp]>([
    [
      'sealed',
      { exposure: 'sealed' },
      { training: 'none' },
      /ward\.model\.yaml declares no deployment\.retention\./,
    ],
    ['sealed', { exposure: 'sealed' }, { retention: 'none' }, /declares no deployment\.training: none\./],
    ['de-identified', { content: 'de-identified' }, {}, /training: none and no deployment\.retention\./],
    [
      'phi',
      { content: 'phi' },
      { ...declared, location: 'outside' },
      /ward\.model\.yaml with deployment\.location: outside/,
    ],
    [
      'limited',
      { content: 'limited' },
      { ...declared, location: 'outside' },
      /deployment\.location: outside/,
    ],
  ])(
    'refuses %s cases that it may not be given, and names its file and the field',
    (which, part, deployment, message) => {
      const refuse = () => requireAllowedEndpoints({ sets: setThat(part), models: program(deployment) });
      expect(refuse).toThrow(expect.objectContaining({ code: 'DESTINATION_REFUSED' }));
      expect(refuse).toThrow(message);
      expect(refuse).toThrow(which);
    },
  );
});

describe('requireGuarded', () => {
  const HTTP = { kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' } as const;
  const modelOf = (
    client: ModelVersion['client'],
    deployment: Partial<ModelVersion['deployment']> = {},
  ): readonly PlannedModel[] =>
    endpoint(deployment).map((model) => ({ ...model, version: { ...model.version, client } }));
  const PROGRAM = modelOf({ kind: 'command', argv: ['python3', 'm.py'] });
  const strict = aPolicy({ egress: { unguarded: 'refused' } });

  it.each<readonly [string, readonly PlannedModel[], RegExp]>([
    ['a program', PROGRAM, /ward: it is a program of its own \(python3\)/],
    [
      'a declared program, whatever it declares',
      modelOf(
        { kind: 'command', argv: ['python3', 'm.py'], digest: hashOf('m.py') },
        { training: 'none', retention: 'none' },
      ),
      /ward: it is a program of its own \(python3\)/,
    ],
    [
      'a program that prints a token',
      modelOf({ ...HTTP, credential: { command: ['az', 'account'] } }),
      /ward: its token comes from a program \(az\)/,
    ],
    [
      'a gateway',
      modelOf(HTTP, { gateway: 'APIM west' }),
      /ward: it is asked through a gateway \(APIM west\)/,
    ],
  ])('refuses %s under a policy that says so, and says what to do', (_name, models, message) => {
    const refused = () => requireGuarded(strict, { models });
    expect(refused).toThrow(message);
    expect(refused).toThrow(
      /policy triage-release: .*credential: \{env: …\}.*egress: \{unguarded: allowed\}/,
    );
    expect(refused).toThrow(expect.objectContaining({ code: 'DESTINATION_REFUSED' }));
  });

  it.each<readonly [string, readonly PlannedModel[]]>([
    ['an endpoint with a key from the environment', modelOf({ ...HTTP, credential: { env: 'KEY' } })],
    ['recorded answers, through whatever they came', plan.models],
  ])('lets pass: %s', (_name, models) => {
    expect(() => requireGuarded(strict, { models })).not.toThrow();
  });

  it.each([aPolicy(), aPolicy({ egress: { unguarded: 'allowed' } })])(
    'lets programs pass under a policy that does not refuse them',
    (policy) => expect(() => requireGuarded(policy, { models: PROGRAM })).not.toThrow(),
  );
});
