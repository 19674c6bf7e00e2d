import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.js';
import { validateWorkspace } from '../../src/load/validate-workspace.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { MODEL, PROGRAM, withWorkspace } from './a-workspace.js';

const FILE = 'models/ward.model.yaml';
const AZURE = MODEL.replace(
  'api: openai-chat',
  'api: azure-openai\n  deployment: ward\n  api_version: 2024-10-21',
);

async function problemsWith(text: string): Promise<readonly Problem[]> {
  return (await withWorkspace({ [FILE]: text }, validateWorkspace)).problems;
}

describe('the file of a model version', () => {
  it('is read by its name, counted, and sound', async () => {
    await withWorkspace({ [FILE]: MODEL }, async (root) => {
      const workspace = await loadWorkspace(root);
      expect(workspace.models.get('ward')?.value).toMatchObject({
        snapshot: 'ward-llm-2026-10',
        client: { kind: 'http', api: 'openai-chat', credential: { env: 'WARD_KEY' } },
      });
      const { problems, counts } = await validateWorkspace(root);
      expect(problems).toEqual([]);
      expect(counts.models).toBe(1);
    });
  });

  it('takes a price', async () => {
    const price = 'price: {currency: EUR, input_per_million: 0, output_per_million: 10.5}\n';
    expect(await problemsWith(MODEL + price)).toEqual([]);
  });

  it.each([
    ['price.currency', 'currency: EURO, input_per_million: 1, output_per_million: 1'],
    ['price.currency', 'currency: ABC, input_per_million: 1, output_per_million: 1'],
    ['price.input_per_million', 'currency: EUR, input_per_million: -1, output_per_million: 1'],
    ['price.output_per_million', 'currency: EUR, input_per_million: 1, output_per_million: .inf'],
    ['price.output_per_million', 'currency: EUR, input_per_million: 1, output_per_million: .nan'],
    ['price.output_per_million', 'currency: EUR, input_per_million: 1'],
  ])('refuses a price that is none: %s in {%s}', async (field, price) => {
    const problems = await problemsWith(`${MODEL}price: {${price}}\n`);
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
  });

  it('takes settings that are lists and objects', async () => {
    const settings = 'settings: {reasoning: {effort: high}, stop: ["a", "b"], extra: {m: [{k: null}]}}';
    await withWorkspace({ [FILE]: MODEL.replace(/settings:.*/, settings) }, async (root) => {
      expect((await validateWorkspace(root)).problems).toEqual([]);
      expect((await loadWorkspace(root)).models.get('ward')?.value.settings).toEqual({
        reasoning: { effort: 'high' },
        stop: ['a', 'b'],
        extra: { m: [{ k: null }] },
      });
    });
  });

  it.each([
    ['settings.temperature', '{temperature: }'],
    ['settings.stop[1]', '{stop: [1, .nan]}'],
    ['settings.a.b', '{a: {b: .inf}}'],
    [`settings.a${'[0]'.repeat(16)}`, `{a: ${'['.repeat(17)}1${']'.repeat(17)}}`],
    ['settings.a.b', `{a: {b: ${'x'.repeat(66_000)}}}`],
  ])('refuses what no request can carry as %s', async (field, settings) => {
    const problems = await problemsWith(MODEL.replace(/settings:.*/, `settings: ${settings}`));
    expect(problems).toEqual([expect.objectContaining({ file: FILE, field, line: 9 })]);
  });

  it.each([
    ['openai-chat', 'stream: true'],
    ['openai-chat', 'n: 2'],
    ['azure-inference', 'messages: []'],
    ['openai-responses', 'input: x'],
    ['anthropic', 'system: x'],
    ['gemini', 'candidateCount: 2'],
    ['gemini', 'generationConfig: {candidateCount: 2}'],
  ])('refuses what a request of %s itself decides: {%s}', async (api, setting) => {
    const text = MODEL.replace('openai-chat', api).replace(/settings:.*/, `settings: {top_p: 1, ${setting}}`);
    expect(await problemsWith(text)).toEqual([
      {
        severity: 'error',
        file: FILE,
        line: 9,
        column: 22,
        field: `settings.${setting.split(':')[0]}`,
        expected: 'a setting of the model',
        found: expect.stringContaining('a field that the request itself decides ('),
        remedy: expect.stringContaining('Remove it'),
      },
    ]);
  });

  it('takes a setting that only another API’s request decides', async () => {
    const settings = 'settings: {candidateCount: 2, input: x, max_tokens: 8}';
    expect(await problemsWith(MODEL.replace(/settings:.*/, settings))).toEqual([]);
  });

  it.each([
    ['', 'answer_time_ms: 120000', []],
    ['  deadline_ms: 200000\n', 'answer_time_ms: 200000', []],
    ['', 'answer_time_ms: 120001', ['deployment.answer_time_ms']],
    ['  deadline_ms: 30000\n', 'answer_time_ms: 30001', ['deployment.answer_time_ms']],
    ['', 'answer_time_ms: 0', ['deployment.answer_time_ms']],
  ])('takes an answer time up to the deadline: %j with %j', async (deadline, answerTime, fields) => {
    const text = MODEL.replace('  credential:', `${deadline}  credential:`).replace(
      'retention:',
      `${answerTime}, retention:`,
    );
    expect((await problemsWith(text)).map(({ field }) => field)).toEqual(fields);
  });

  it('takes a deadline of a day at most', async () => {
    const problemsOf = (deadline: string) =>
      problemsWith(MODEL.replace('  credential:', `  deadline_ms: ${deadline}\n  credential:`));
    expect(await problemsOf('86400000')).toEqual([]);
    for (const longer of ['86400001', '2147483648'])
      expect(await problemsOf(longer)).toMatchObject([{ field: 'client.deadline_ms' }]);
  });

  it('takes a program beside its script, with or without a price', async () => {
    const price = 'price: {currency: EUR, input_per_million: 1, output_per_million: 2}\n';
    for (const text of [PROGRAM, PROGRAM + price]) {
      await withWorkspace({ [FILE]: text, 'models/ward.mjs': '' }, async (root) => {
        expect(await validateWorkspace(root)).toMatchObject({ problems: [], counts: { models: 1 } });
      });
    }
  });

  it.each<readonly [string, RegExp, string, string]>([
    ['settings, which it is not sent', /settings:.*/, 'settings: {temperature: 0}', 'settings'],
    ['a digest', /deadline_ms: 60000/, `digest: "sha256:${'a'.repeat(64)}"`, 'client.digest'],
    ['no program', /argv: \[.*?\]/, 'argv: []', 'client.argv'],
    ['a location that nothing asked has', /inside/, 'recorded', 'deployment.location'],
    [
      'an answer time over its deadline',
      /retention:/,
      'answer_time_ms: 60001, retention:',
      'deployment.answer_time_ms',
    ],
  ])('refuses of a program: %s', async (_name, found, text, field) => {
    const problems = await problemsWith(PROGRAM.replace(found, text));
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
  });

  it('takes an answer time of a program up to its deadline', async () => {
    const declared = (ms: number) => PROGRAM.replace('retention:', `answer_time_ms: ${ms}, retention:`);
    expect(await problemsWith(declared(60_000))).toEqual([]);
    expect(await problemsWith(declared(120_000).replace(', deadline_ms: 60000', ''))).toEqual([]);
  });

  it.each([
    ['client.argv[3]', '[node, models/ward.mjs, --api-key, planted-1234567890]'],
    ['client.argv[2]', '[node, models/ward.mjs, --token=planted-1234567890]'],
  ])('refuses a secret among a program’s arguments as %s, and does not show it', async (field, argv) => {
    const problems = await problemsWith(PROGRAM.replace('[node, models/ward.mjs]', argv));
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it('does not show a secret among settings that a program is not sent', async () => {
    const problems = await problemsWith(
      PROGRAM.replace('settings: {}', 'settings: {api_key: planted-1234567890}'),
    );
    expect(problems.map(({ field }) => field).sort()).toEqual(['settings', 'settings.api_key']);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it('takes extra_parameters for Azure’s model inference alone, and no word that it does not know', async () => {
    const declared = (api: string, word: string) =>
      MODEL.replace('api: openai-chat', `api: ${api}\n  extra_parameters: ${word}`);
    expect(await problemsWith(declared('azure-inference', 'pass-through'))).toEqual([]);
    for (const text of [declared('openai-chat', 'drop'), declared('azure-inference', 'ignore')]) {
      expect(await problemsWith(text)).toEqual([
        expect.objectContaining({ file: FILE, field: 'client.extra_parameters', line: 7 }),
      ]);
    }
  });

  it('takes a limit of tokens a minute', async () => {
    const limited = (tokens: string) =>
      problemsWith(MODEL.replace('kind: http', `kind: http\n  tokens_per_minute: ${tokens}`));
    expect(await limited('60000')).toEqual([]);
    expect(await limited('0')).toEqual([expect.objectContaining({ field: 'client.tokens_per_minute' })]);
  });

  it('takes an Azure deployment', async () => {
    expect(await problemsWith(AZURE)).toEqual([]);
    expect(await problemsWith(AZURE.replace('  deployment: ward\n', ''))).toEqual([]);
  });

  it.each<readonly [string, string, Partial<Problem>]>([
    [
      'another name than its file',
      MODEL.replace('model: ward', 'model: wart'),
      { field: 'model', found: '"wart"' },
    ],
    [
      'a client of another kind',
      MODEL.replace(
        /client:[\s\S]*settings/,
        'client: {kind: reference, name: random, version: 1}\nsettings',
      ),
      { field: 'client.kind', found: '"reference"' },
    ],
    [
      'recorded answers',
      PROGRAM.replace(/client:.*/, `client: {kind: replay, responses: r.jsonl, sha256: ${'a'.repeat(64)}}`),
      { field: 'client.kind', found: '"replay"' },
    ],
    ['no API version', AZURE.replace('  api_version: 2024-10-21\n', ''), { field: 'client' }],
    [
      'a deployment where the API has none',
      MODEL.replace('kind: http', 'kind: http\n  deployment: ward'),
      { field: 'client.deployment', found: '"ward"' },
    ],
    [
      'plain HTTP to the outside',
      MODEL.replace('https://', 'http://').replace('inside', 'outside'),
      { field: 'client.url' },
    ],
    [
      'a distant host as this machine',
      MODEL.replace('inside', 'this-machine'),
      { field: 'deployment.location' },
    ],
    ['a recorded endpoint', MODEL.replace('inside', 'recorded'), { field: 'deployment.location' }],
    [
      'a URL that is none',
      MODEL.replace('llm.hospital.example', 'llm.hospital.example:port'),
      { field: 'client.url' },
    ],
    ['a URL with a query', MODEL.replace('/v1', '/v1?key=1'), { field: 'client.url', line: 7 }],
  ])('refuses %s', async (_name, text, expected) => {
    expect(await problemsWith(text)).toEqual([expect.objectContaining({ file: FILE, ...expected })]);
  });

  it.each([
    [
      'settings.extra.authorization',
      /settings:.*/,
      'settings: {extra: {authorization: Bearer planted-1234567890}}',
    ],
    ['settings.note', /settings:.*/, 'settings: {note: "use sk-planted-1234567890"}'],
    [
      'client.credential.command[2]',
      '{env: WARD_KEY}',
      '{command: [curl, -H, "Authorization: Bearer planted-1234567890"]}',
    ],
  ])('refuses a secret that is written out as %s, and does not show it', async (field, found, text) => {
    const problems = await problemsWith(MODEL.replace(found, text));
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it.each([
    'sk-planted-1234567890',
    'a9f3c2b7e41d08c6a2f3950d7e12ab34',
    'qL7vX2mZp9Tb4RkW8sYc1NfJ',
    `WARD_${'PLANTED_'.repeat(8)}KEY`,
  ])('does not show a key that stands where the name of its variable should: %s', async (key) => {
    const problems = await problemsWith(MODEL.replace('WARD_KEY', key));
    expect(problems).toEqual([expect.objectContaining({ field: 'client.credential.env', line: 8 })]);
    expect(JSON.stringify(problems)).not.toContain(key);
  });

  it.each<readonly [string, string | RegExp, string]>([
    ['client.url', 'example/v1', 'example/sk-planted-1234567890/v1'],
    ['system_prompt', /$/, 'system_prompt: "curl -H \'Authorization: Bearer planted-1234567890\'"\n'],
    ['deployment.region', 'location', 'region: "https://user:planted@gw.example", location'],
    ['deployment.gateway', 'location', 'gateway: "https://user:planted@gw.example", location'],
    ['deployment.gateway', 'location', 'gateway: "https://planted@gw.example", location'],
    ['deployment.gateway', 'location', 'gateway: "user:planted@gw.example:8080", location'],
    ['deployment.gateway', 'location', 'gateway: "https://gw.example/x?key=planted", location'],
  ])('refuses a secret anywhere in the file, without showing it: %s', async (field, found, text) => {
    const problems = await problemsWith(MODEL.replace(found, text));
    expect(problems.map((problem) => [problem.file, problem.field])).toEqual([[FILE, field]]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it.each(['APIM west (https://gw.example/v1)', 'nginx, see ops@hospital.example', 'who runs it? = IT'])(
    'takes the gateway %j',
    async (gateway) => {
      expect(await problemsWith(MODEL.replace('location', `gateway: "${gateway}", location`))).toEqual([]);
    },
  );

  it.each<readonly [string, string, string]>([
    ['client.url', 'llm.hospital.example', 'llm.planted.example:port'],
    ['client.url', 'https://llm.hospital.example/v1', 'https://user:planted@llm.example/v1'],
  ])('does not show what is no URL: %s', async (field, found, text) => {
    const problems = await problemsWith(MODEL.replace(found, text));
    expect(problems.map((problem) => [problem.file, problem.field, problem.line])).toEqual([
      [FILE, field, 7],
    ]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it.each<readonly [string, string, string]>([
    ['client.url', '/v1', '/v1?key=planted'],
    ['client.url', 'https://llm', 'https://planted@llm'],
    ['client.credential', '{env: WARD_KEY}', 'planted'],
    ['client.credential', '{env: WARD_KEY}', '{key: planted}'],
    ['deployment.gateway', 'location', 'gateway: [planted], location'],
  ])('says what belongs where a key stands, and does not show it: %s', async (field, found, text) => {
    const problems = await problemsWith(MODEL.replace(found, text));
    expect(problems).toEqual([
      expect.objectContaining({ file: FILE, field, remedy: expect.stringContaining('client.credential') }),
    ]);
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it('does not show the address that a location contradicts', async () => {
    const planted = MODEL.replace('llm.hospital', 'planted');
    for (const text of [
      planted.replace('inside', 'this-machine'),
      planted.replace('https://', 'http://').replace('inside', 'outside'),
    ]) {
      const problems = await problemsWith(text);
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain('planted');
    }
  });

  it('says so of a file in models/ that nobody reads', async () => {
    const { problems } = await withWorkspace({ 'models/ward.yaml': MODEL }, validateWorkspace);
    expect(problems).toEqual([
      expect.objectContaining({ file: 'models/ward.yaml', severity: 'warning', found: '"ward.yaml"' }),
    ]);
  });
});
