import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT, readPage } from './page.js';
import { DATA, Typed } from './typed.js';

const PAGES = [
  'README.md',
  'docs/json.md',
  ...readdirSync(join(PROJECT, 'docs/guide'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guide/${name}`),
];
const PATIENCE_MS = 300_000;
const hasData = existsSync(join(DATA, 'mirage/predictions.jsonl.gz'));

describe.each(PAGES)('%s', (path) => {
  const { steps, setup, data } = readPage(path);

  if (steps.length > 0) {
    it(
      'has commands that do and print what it says',
      async () => {
        using folder = new Typed();
        await folder.follow(steps);
      },
      PATIENCE_MS,
    );
  }

  if (data.length > 0) {
    it.skipIf(!hasData)(
      'has commands on published files that do and print what it says (skipped where PRECEPTOR_DATA has none)',
      async () => {
        using folder = new Typed();
        await folder.follow(data);
      },
      2 * PATIENCE_MS,
    );
  }

  if (setup.length > 0) {
    it('names npm scripts that exist (the set-up itself came before this test)', () => {
      const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
      const named = setup.flatMap((line) => [...line.matchAll(/npm (?:run )?(test|demo|\w+)/g)]);
      const wanted = named.flatMap(([, name = '']) => (['ci', 'link'].includes(name) ? [] : [name]));
      expect(Object.keys(scripts)).toEqual(expect.arrayContaining(wanted));
    });
  }

  it('links to what is there', () => {
    const text = readFileSync(join(PROJECT, path), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    const lost = targets.filter((target) => !existsSync(join(PROJECT, dirname(path), target)));
    expect(lost).toEqual([]);
  });
});

describe('the README', () => {
  it('sets everything up with two commands', () => {
    expect(readPage('README.md').setup).toEqual(
      expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']),
    );
  });
});
