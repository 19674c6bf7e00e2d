import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { holm } from '../../src/stats/multiplicity/multiplicity.js';
import { expectClose, printDifferences } from './reference.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const DATA = process.env.PRECEPTOR_DATA ?? join(ROOT, '..', 'shared', 'data');
const FOLDER = join(DATA, 'craft-md', 'published');

printDifferences();

interface Family {
  readonly p: readonly number[];
  readonly published: readonly number[];
}

/** The published tests of one file: within one model they were adjusted together. */
function familiesOf(file: string): ReadonlyMap<string, Family> {
  const [head = [], ...rows] = readFileSync(join(FOLDER, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const cellOf = (row: readonly string[], name: string): string => row[head.indexOf(name)] ?? '';
  return new Map(
    [...new Set(rows.map((row) => cellOf(row, 'GPT_model')))].map((model) => {
      const own = rows.filter((row) => cellOf(row, 'GPT_model') === model);
      const numbers = (name: string): number[] => own.map((row) => Number(cellOf(row, name)));
      return [model, { p: numbers('pvalue'), published: numbers('corrected_pvalue') }];
    }),
  );
}

describe('Holm against the adjusted p-values that CRAFT-MD published', () => {
  test.skipIf(!existsSync(FOLDER))('every family of every file', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.tsv'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const families = familiesOf(file);
      expect([...families.keys()].sort(), file).toEqual(['GPT-3.5', 'GPT4']);
      for (const [model, { p, published }] of families) {
        expect([3, 10], `${file} ${model}`).toContain(p.length);
        const adjusted = holm(p);
        published.forEach((expected, i) => {
          expectClose(adjusted[i] ?? -1, expected, 1e-12, `holm(published) ${file} ${model} ${i}`);
        });
      }
    }
  });
});
