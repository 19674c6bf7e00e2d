import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import { isUndeclared, mayLeave, unguardedOf } from '../../src/domain/unguarded.js';

type Client = ModelVersion['client'];
type Location = ModelVersion['deployment']['location'];

const ON_COMMAND_LINE: Client = { kind: 'command', argv: ['node', 'm.mjs'] };
const DECLARED: Client = { ...ON_COMMAND_LINE, digest: hashOf('m.mjs') };
const HTTP: Client = { kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' };

function versionOf(client: Client, location: Location): ModelVersion {
  return { model: 'ward', family: 'w', snapshot: 'w-1', client, settings: {}, deployment: { location } };
}

describe('a program', () => {
  it.each<readonly [string, Client, Location, boolean]>([
    ['on the command line', ON_COMMAND_LINE, 'this-machine', true],
    ['declared on this machine', DECLARED, 'this-machine', false],
    ['declared inside', DECLARED, 'inside', false],
    ['declared outside', DECLARED, 'outside', true],
  ])('%s is believed what it declares: cases may leave as that says', (_name, client, location, leaves) => {
    expect(mayLeave(versionOf(client, location))).toBe(leaves);
  });

  it('is undeclared where no file names it', () => {
    expect(isUndeclared(versionOf(ON_COMMAND_LINE, 'this-machine'))).toBe(true);
    expect(isUndeclared(versionOf(DECLARED, 'this-machine'))).toBe(false);
    expect(isUndeclared(versionOf(HTTP, 'outside'))).toBe(false);
  });

  it('is guarded by nobody, declared or not', () => {
    for (const client of [ON_COMMAND_LINE, DECLARED])
      expect(unguardedOf(versionOf(client, 'inside'))).toEqual([
        { model: 'ward', part: 'program', name: 'node' },
      ]);
    expect(unguardedOf(versionOf(HTTP, 'inside'))).toEqual([]);
  });
});
