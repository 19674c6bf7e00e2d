import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.js';
import { validateWorkspace } from '../../src/load/validate-workspace.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { MODEL, withWorkspace } from './a-workspace.js';

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
    const settings = 'settings: {reasoning: {effort: high}, stop: ["a", "b"], n: {m: [{k: null}]}}';
    await withWorkspace({ [FILE]: MODEL.replace(/settings:.*/, settings) }, async (root) => {
      expect((await validateWorkspace(root)).problems).toEqual([]);
      expect((await loadWorkspace(root)).models.get('ward')?.value.settings).toEqual({
        reasoning: { effort: 'high' },
        stop: ['a', 'b'],
        n: { m: [{ k: null }] },
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

  it('does not show a key that stands where the name of its variable should', async () => {
    const problems = await problemsWith(MODEL.replace('WARD_KEY', 'sk-planted-1234567890'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ field: 'client.credential.env' });
    expect(JSON.stringify(problems)).not.toContain('planted');
  });

  it('says so of a file in models/ that nobody reads', async () => {
    const { problems } = await withWorkspace({ 'models/ward.yaml': MODEL }, validateWorkspace);
    expect(problems).toEqual([
      expect.objectContaining({ file: 'models/ward.yaml', severity: 'warning', found: '"ward.yaml"' }),
    ]);
  });
});
