import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import { parseModelSpec } from '../../src/models/model-spec.js';
import { safeParse } from '../../src/schema/parse.js';
import { aWorkspace } from './workspace.js';

describe('parseModelSpec', () => {
  it('completes recorded responses, by name and by path, with the digest of the file', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('responses/gpt-4.jsonl', 'abc');
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const expected = {
      model: 'gpt-4',
      family: 'gpt-4',
      snapshot: `sha256:${sha256}`,
      client: { kind: 'replay', responses: 'responses/gpt-4.jsonl', sha256 },
      settings: {},
      deployment: { location: 'recorded' },
    };
    expect(await parseModelSpec('replay:gpt-4', workspace.root)).toEqual(expected);
    expect(await parseModelSpec('replay:./responses/gpt-4.jsonl', workspace.root)).toEqual(expected);
    expect(await parseModelSpec('new=replay:gpt-4', workspace.root)).toEqual({ ...expected, model: 'new' });
  });

  it('gives another version when the recorded responses change', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('responses/m.jsonl', 'abc');
    const before = hashOf(await parseModelSpec('replay:m', workspace.root));
    await workspace.write('responses/m.jsonl', 'abd');
    expect(hashOf(await parseModelSpec('replay:m', workspace.root))).not.toBe(before);
  });

  it('completes a command, and gives another version when its script changes', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('my model.mjs', 'one');
    const first = await parseModelSpec('node=command:node "my model.mjs" --x=1', workspace.root);
    expect(first).toMatchObject({
      model: 'node',
      family: 'my model',
      snapshot: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      client: { kind: 'command', argv: ['node', 'my model.mjs', '--x=1'] },
      deployment: { location: 'this-machine' },
    });
    await workspace.write('my model.mjs', 'two');
    const second = await parseModelSpec('node=command:node "my model.mjs" --x=1', workspace.root);
    expect(second.snapshot).not.toBe(first.snapshot);
  });

  it('names a command by its script, and says so where no file was found', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('bin/triage.mjs', '');
    expect((await parseModelSpec('command:node bin/triage.mjs', workspace.root)).model).toBe('triage');
    const missing = await parseModelSpec('command:no-such-program-here --a=b', workspace.root);
    expect(missing).toMatchObject({ model: 'no-such-program-here', snapshot: 'unresolved' });
  });
});

describe('parseModelSpec, for reference models', () => {
  it('completes them', async () => {
    await using workspace = await aWorkspace();
    expect(await parseModelSpec('reference:longest-option', workspace.root)).toMatchObject({
      model: 'reference-longest-option',
      snapshot: 'longest-option@1',
      client: { kind: 'reference', name: 'longest-option', version: 1 },
      deployment: { location: 'this-machine' },
    });
    expect(await parseModelSpec('reference:rules@2', workspace.root)).toMatchObject({
      model: 'reference-rules-2',
      snapshot: 'rules@2',
      client: { kind: 'reference', name: 'rules', version: 2 },
    });
    const named = await parseModelSpec('floor=reference:random@1', workspace.root);
    expect(named.model).toBe('floor');
  });

  it('gives versions that hold to the published schema', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('responses/m.jsonl', '');
    for (const spec of ['replay:m', 'command:node model.mjs', 'reference:retrieval']) {
      const version = await parseModelSpec(spec, workspace.root);
      expect(safeParse('model-version', version).status).toBe('valid');
    }
  });
});

describe('parseModelSpec, for what it cannot take', () => {
  it.each<readonly [string, string, RegExp]>([
    ['openai:gpt-4', 'MODEL_UNKNOWN', /openai: is no kind of its own.*models\/<name>\.model\.yaml/],
    ['relay:x', 'MODEL_UNKNOWN', /Did you mean replay\?/],
    ['gpt-4', 'MODEL_UNKNOWN', /named replay:gpt-4/],
    ['', 'MODEL_UNKNOWN', /replay:<name>/],
    ['a:b=c', 'MODEL_UNKNOWN', /found "a"/],
    ['reference:radnom', 'MODEL_UNKNOWN', /Did you mean random\?/],
    ['reference:random@2', 'MODEL_UNKNOWN', /expected one of random, majority/],
    ['reference:rules', 'MODEL_UNKNOWN', /Did you mean rules@1\?/],
    ['reference:rules@3', 'MODEL_UNKNOWN', /rules@1, rules@2/],
    ['reference:rules@1@2', 'MODEL_UNKNOWN', /rules@1, rules@2/],
    ['reference:constructor', 'MODEL_UNKNOWN', /expected one of/],
    ['reference:', 'USAGE', /nothing stands behind "reference:"/],
    ['replay:', 'USAGE', /nothing stands behind/],
    ['a b=reference:random', 'USAGE', /found "a b"/],
    ['=reference:random', 'USAGE', /found ""/],
    ['x=command:""', 'USAGE', /found none/],
    ['x=command:node v.mjs --api-key abcdef', 'USAGE', /expected no secret among the arguments/],
    [
      'replay:gtp-4',
      'MODEL_UNAVAILABLE',
      /responses\/gtp-4\.jsonl.*holds gpt-4.*Did you mean replay:gpt-4\?/,
    ],
    ['replay:../secret.jsonl', 'PATH_OUTSIDE_WORKSPACE', /inside the workspace/],
  ])('refuses %j with %s', async (spec, code, message) => {
    await using workspace = await aWorkspace();
    await workspace.write('responses/gpt-4.jsonl', '');
    await expect(parseModelSpec(spec, workspace.root)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('follows no link out of the workspace', async () => {
    await using workspace = await aWorkspace();
    const outside = await mkdtemp(join(tmpdir(), 'preceptor-outside-'));
    await writeFile(join(outside, 'secret.jsonl'), '{}');
    await mkdir(join(workspace.root, 'responses'));
    await symlink(join(outside, 'secret.jsonl'), join(workspace.root, 'responses', 'm.jsonl'));
    await expect(parseModelSpec('replay:m', workspace.root)).rejects.toMatchObject({
      code: 'PATH_OUTSIDE_WORKSPACE',
    });
    await rm(outside, { recursive: true });
  });
});
