// Prints, per published file and family, how far Holm's adjustment of the raw p-values lies from the published one.
// Usage: node bench/stats/published-holm.mjs [folder of .tsv files]; needs `npm run build`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { holm } = await import('../../dist/stats/index.js');

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const data = process.env.PRECEPTOR_DATA ?? join(root, '..', 'shared', 'data');
const folder = process.argv[2] ?? join(data, 'craft-md', 'published');

if (!existsSync(folder)) {
  process.stderr.write(`${folder}: not found; set PRECEPTOR_DATA or name the folder\n`);
  process.exit(1);
}

/** Rows of one file by the model that they compare: a family of tests. */
function familiesOf(text) {
  const [head, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const column = (name) => head.indexOf(name);
  const families = new Map();
  for (const cells of lines) {
    const family = cells[column('GPT_model')];
    const rows = families.get(family) ?? [];
    rows.push({ p: Number(cells[column('pvalue')]), published: Number(cells[column('corrected_pvalue')]) });
    families.set(family, rows);
  }
  return families;
}

process.stdout.write('file\tfamily\tpValues\tworstDifference\n');
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.tsv'))
  .sort()) {
  for (const [family, rows] of familiesOf(readFileSync(join(folder, file), 'utf8'))) {
    const adjusted = holm(rows.map(({ p }) => p));
    const worst = Math.max(...rows.map(({ published }, row) => Math.abs(adjusted[row] - published)));
    process.stdout.write(`${file}\t${family}\t${rows.length}\t${worst.toExponential(1)}\n`);
  }
}
