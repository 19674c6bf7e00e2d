import { describe, expect, it } from 'vitest';
import { extractJson, valueAt } from '../../src/read/extract-json.js';

const fence = (body: string, language = 'json') => `\`\`\`${language}\n${body}\n\`\`\``;

describe('extractJson', () => {
  it.each([
    ['whole text', ' {"answer": "B"} \n'],
    ['fenced', `Here you are:\n${fence('{"answer": "B"}')}\nGood luck.`],
    ['fenced without a language', fence('{"answer": "B"}', '')],
    ['last of two fences', `${fence('{"answer": "A"}')}\nNo, rather:\n${fence('{"answer": "B"}')}`],
    ['behind prose', 'I think it is B. {"answer": "B"} Take care.'],
    ['last of two objects', '{"answer": "A"} or better {"answer": "B"}'],
    ['braces in a string', 'So: {"why": "a } in \\"text\\" {", "answer": "B"} end'],
    ['nested', 'So: {"why": {"because": {}}, "answer": "B"} end'],
    ['an open fence', '```json\n{"answer": "B"}'],
    ['a fence with something else in it', `${fence('no object', 'text')} {"answer": "B"}`],
  ])('finds the object: %s', (_, text) => {
    expect(valueAt(extractJson(text), 'answer')).toBe('B');
  });

  it.each([
    ['no object', 'The answer is B.'],
    ['a list', '["B"]'],
    ['a bare string', '"B"'],
    ['a truncated object', '{"answer": "B", "why": "because'],
    ['a truncated object around a whole one', '{"draft": {"answer": "A"}, "answer": "B'],
    ['single quotes', "{'answer': 'B'}"],
    ['a trailing comma', '{"answer": "B",}'],
    ['a closing brace alone', '}'],
    ['nothing', ''],
  ])('finds none: %s', (_, text) => {
    expect(extractJson(text)).toBeNull();
  });

  it('evaluates nothing', () => {
    expect(extractJson('{"answer": (() => { throw 1 })()}')).toBeNull();
  });

  it.each([
    ['open braces', '{'],
    ['pairs', '{}'],
    ['open objects', '{"a":'],
    ['fences', '```'],
    ['quotes', '{"'],
    ['closing braces', '}'],
    ['escapes', '{"\\'],
  ])('reads a megabyte of %s in linear time', (_, part) => {
    const text = part.repeat(Math.ceil(1_000_000 / part.length));
    const began = performance.now();
    extractJson(`x ${text}`);
    extractJson(text);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe('valueAt', () => {
  const value = JSON.parse('{"a": {"b": [{"c": "found"}]}, "n": null, "f": false, "": {"": "empty"}}');

  it('follows objects and lists', () => {
    expect(valueAt(value, 'a.b.0.c')).toBe('found');
    expect(valueAt(value, 'f')).toBe(false);
    expect(valueAt(value, '.')).toBe('empty');
  });

  it('finds nothing behind a leaf, outside a list, or at null', () => {
    for (const path of ['a.b.1', 'a.b.c', 'n.x', 'f.x', 'x', 'a.b.0.c.0', 'a..b']) {
      expect(valueAt(value, path)).toBeUndefined();
    }
    expect(valueAt(null, 'a')).toBeUndefined();
    expect(valueAt('text', 'length')).toBeUndefined();
  });

  it('never reads a prototype', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'toString.name',
      'a.__proto__',
      'a.b.constructor',
      'hasOwnProperty',
    ]) {
      expect(valueAt(value, path)).toBeUndefined();
    }
  });

  it('reads a field that a response really has, whatever its name, and changes no prototype', () => {
    const hostile = extractJson('{"__proto__": {"polluted": "yes"}, "constructor": "own"}');
    expect(valueAt(hostile, '__proto__.polluted')).toBe('yes');
    expect(valueAt(hostile, 'constructor')).toBe('own');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
