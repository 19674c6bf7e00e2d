import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaNamed } from './parse.js';
import { SCHEMAS, type SchemaName } from './schemas.js';

/** The published schemas: file name → its whole text. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const names = Object.keys(SCHEMAS) as SchemaName[];
  return new Map(names.map((name) => [`${name}.schema.json`, publishedText(name)]));
}

/** Writes the schemas for editors into a folder and returns the names of its files. */
export function publishSchemas(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files = publishedSchemas();
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  return [...files.keys()];
}

function publishedText(name: SchemaName): string {
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:preceptor:schema:${name}`,
  };
  return `${JSON.stringify({ ...head, ...schemaNamed(name) }, null, 2)}\n`;
}

const started = process.argv[1];
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../../schemas', import.meta.url));
  process.stdout.write(`${publishSchemas(folder).join('\n')}\n`);
}
