import { describe, expect, it } from 'vitest';
import { importResponses } from '../../src/interop/import-recorded.js';
import { readMap } from '../../src/interop/read-map.js';
import { aFolder } from './a-folder.js';

const HEAD = ['map: m', 'version: "1"', 'kind: responses', 'source: {format: json-lines}'];
const RESPONSE = ['response:', '  model: a', '  case: {path: id}', '  text: {path: t}'];

async function saidOf(content: string | Uint8Array): Promise<string> {
  using folder = aFolder({ 'm.map.yaml': content, 'in.jsonl': '{"id":"1","t":"x"}\n' });
  const options = {
    mapFile: folder.path('m.map.yaml'),
    files: [folder.path('in.jsonl')],
    workspace: folder.root,
  };
  return await importResponses(options).then(
    ({ problemCount }) => `no mistake, ${problemCount} problems`,
    (error: Error & { code: string }) => `${error.code} ${error.message.replaceAll(`${folder.root}/`, '')}`,
  );
}

describe('readMap', () => {
  it('takes a sound map', async () => {
    expect(await saidOf([...HEAD, ...RESPONSE, ''].join('\n'))).toBe('no mistake, 0 problems');
  });

  it.each([
    [
      'a field nobody knows',
      [...HEAD, 'sauce: x', ...RESPONSE],
      'MAP_INVALID m.map.yaml:5:8: error: sauce: expected no such field',
    ],
    ['a missing part', HEAD, 'error: response: expected an object with'],
    [
      'an unknown format',
      [...HEAD.slice(0, 3), 'source: {format: xml}', ...RESPONSE],
      'm.map.yaml:4:18: error: source.format: expected one of json-lines, json-list, json-object, csv; found "xml"',
    ],
    [
      'an unknown cause',
      [...HEAD, ...RESPONSE, '  failed: [{when: {value: x, is: empty}, cause: emty}]'],
      'Did you mean empty?',
    ],
    [
      'an unknown test',
      [...HEAD, ...RESPONSE, '  failed: [{when: {value: x, is: nothing}, cause: empty}]'],
      'response.failed[0].when.is: expected one of missing, empty, present; found "nothing"',
    ],
    [
      'an each that comes twice',
      [...HEAD, 'each: [{as: a, list: [1]}, {as: a, list: [2]}]', ...RESPONSE],
      'each[1].as: expected a name that no other `each` has; found a',
    ],
    [
      'a range that runs down',
      [...HEAD, 'each: [{as: a, range: {from: 2, to: 1}}]', ...RESPONSE],
      'each[0].range: expected from <= to; found 2 to 1',
    ],
    ['broken YAML', ['map: [', ''], 'm.map.yaml:2:1: error: expected YAML; found'],
    ['no map', ['just text'], 'MAP_INVALID'],
    [
      'a map of another kind',
      ['kind: verdicts'],
      'USAGE m.map.yaml: expected a map of kind responses; found verdicts. Use preceptor import verdicts',
    ],
    [
      'aliases without end',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
        'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
        'd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      ],
      'MAP_INVALID',
    ],
  ])('says what is wrong with %s', async (_name, lines, expected) => {
    expect(await saidOf(lines.join('\n'))).toContain(expected);
  });

  it('names a map that is not there, is no text, or is too large to be one', async () => {
    await expect(readMap('no-such.map.yaml', 'cases')).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
    expect(await saidOf(new Uint8Array([0xff, 0xfe]))).toContain('INPUT_UNREADABLE');
    expect(await saidOf(`# ${'x'.repeat(1024 * 1024)}`)).toContain('INPUT_TOO_LARGE');
  });

  it('finds every mistake at once', async () => {
    const said = await saidOf(
      [...HEAD, 'response:', '  model: {pat: a}', '  case: {each: b}', '  text: {column: 1}', ''].join('\n'),
    );
    expect(said.split('\n')).toHaveLength(3);
  });
});
