import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/load/yaml-text.js';

function problemsOf(text: string) {
  const result = parseYaml(text, 'a.yaml');
  if (result.status === 'parsed') throw new Error('expected a broken document');
  return result.problems;
}

function parsed(text: string) {
  const result = parseYaml(text, 'a.yaml');
  if (result.status === 'broken') throw new Error('expected a document');
  return result;
}

describe('parseYaml', () => {
  it('keeps to the core schema of YAML 1.2', () => {
    expect(parsed('a: yes\nb: 2024-01-01\nc: 012\nd: ~\n<<: {e: 1}').value).toEqual({
      a: 'yes',
      b: '2024-01-01',
      c: 12,
      d: null,
      '<<': { e: 1 },
    });
    expect(parsed('%YAML 1.1\n---\na: yes').value).toEqual({ a: 'yes' });
  });

  it('reports each key that stands twice', () => {
    expect(problemsOf('a: 1\nb: {c: 1, c: 2}\na: 2')).toEqual([
      expect.objectContaining({ line: 2, column: 11, expected: 'each field once', found: 'a second "c"' }),
      expect.objectContaining({ line: 3, column: 1, found: 'a second "a"' }),
    ]);
  });

  it('reports the first mistake of syntax with its place', () => {
    expect(problemsOf('a: 1\r\nb: "x\r\n')).toEqual([
      expect.objectContaining({ line: 3, expected: 'YAML 1.2' }),
    ]);
    expect(problemsOf('a:\n\t- b')).toEqual([
      expect.objectContaining({ line: 2, column: 1, remedy: 'Indent with spaces.' }),
    ]);
    expect(problemsOf('key: x: y')).toEqual([expect.objectContaining({ line: 1, column: 6 })]);
  });

  it('refuses a second document and an empty one', () => {
    expect(problemsOf('a: 1\n---\nb: 1')).toEqual([
      expect.objectContaining({ line: 2, column: 1, expected: 'one document' }),
    ]);
    for (const text of ['', '# only a comment\n', '---\n']) {
      expect(problemsOf(text)).toEqual([expect.objectContaining({ found: 'an empty file' })]);
    }
  });

  it('refuses a value that contains itself', () => {
    expect(problemsOf('a: &x\n  b:\n    - *x')).toEqual([
      expect.objectContaining({ line: 3, column: 7, expected: 'a tree', found: '*x, which contains itself' }),
    ]);
  });

  it('refuses aliases that multiply', () => {
    const levels = Array.from({ length: 8 }, (_, at) => {
      const items = Array.from({ length: 10 }, () => (at === 0 ? 'x' : `*a${at - 1}`));
      return `a${at}: &a${at} [${items.join(', ')}]`;
    });
    expect(problemsOf(levels.join('\n'))[0]?.found).toBe('aliases that multiply to more');
    expect(problemsOf(`- &a x\n${'- *a\n'.repeat(5000)}`)).toEqual([
      expect.objectContaining({ line: 102, column: 3, expected: 'at most 100 copies by alias' }),
    ]);
    expect(parsed('a: &x [1]\nb: *x').value).toEqual({ a: [1], b: [1] });
  });

  it('names an alias that nobody set', () => {
    expect(problemsOf('a: *nope')).toEqual([
      expect.objectContaining({
        line: 1,
        column: 4,
        found: '*nope',
        remedy: expect.stringContaining('quotes'),
      }),
    ]);
  });

  it('executes no tag and takes no list for a name', () => {
    expect(problemsOf('a: !!js/function "x"')).toEqual([
      expect.objectContaining({ line: 1, column: 4, expected: 'values without tags' }),
    ]);
    expect(problemsOf('? [a, b]\n: 1')[0]?.expected).toBe('names of fields as text');
  });

  it('refuses a document that would exhaust the stack', () => {
    expect(problemsOf('['.repeat(50_000))).toEqual([
      expect.objectContaining({ found: 'one nested too deeply to be read' }),
    ]);
  });
});

describe('locate', () => {
  const { locate } = parsed('# head\r\nid: a\r\ncriteria:\r\n  - {id: x, points: 1}\r\n  - id: y\r\n');

  it('finds values and names, also with CRLF', () => {
    expect(locate(['id'], 'value')).toEqual({ line: 2, column: 5, field: 'id' });
    expect(locate(['id'], 'key')).toEqual({ line: 2, column: 1, field: 'id' });
    expect(locate(['criteria', 0, 'points'], 'value')).toEqual({
      line: 4,
      column: 21,
      field: 'criteria[0].points',
    });
    expect(locate(['criteria', 1, 'id'], 'key')).toMatchObject({ line: 5, column: 5 });
  });

  it('points to the nearest parent of what is missing', () => {
    expect(locate(['criteria', 0, 'grader'], 'value')).toMatchObject({ line: 4, column: 5 });
    expect(locate(['criteria', 7, 'id'], 'value')).toMatchObject({ line: 3, column: 1 });
    expect(locate(['primary'], 'value')).toMatchObject({ line: 2, column: 1 });
    expect(locate([], 'value')).toMatchObject({ line: 2, column: 1, field: '' });
  });
});
