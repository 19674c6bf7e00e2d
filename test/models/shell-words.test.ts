import { describe, expect, it } from 'vitest';
import { splitShellWords } from '../../src/models/shell-words.js';

describe('splitShellWords', () => {
  it.each<readonly [string, readonly string[]]>([
    ['node model.mjs', ['node', 'model.mjs']],
    ['  node \t model.mjs\n', ['node', 'model.mjs']],
    ['node "my model.mjs" --name \'a "b"\'', ['node', 'my model.mjs', '--name', 'a "b"']],
    ['node my\\ model.mjs', ['node', 'my model.mjs']],
    ['node --a="x \\"y\\" \\n"', ['node', '--a=x "y" \\n']],
    ['node \'\' ""', ['node', '', '']],
    ["it'’s 'é", ['it’s é']],
    ['a$HOME | b > c; d && *', ['a$HOME', '|', 'b', '>', 'c;', 'd', '&&', '*']],
    ['', []],
  ])('splits %j', (text, words) => {
    expect(splitShellWords(text)).toEqual(words);
  });

  it.each(['node "model', "node 'model", 'node model\\'])('refuses %j', (text) => {
    expect(() => splitShellWords(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
