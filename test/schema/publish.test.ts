import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { publishedSchemas, publishSchemas } from '../../src/schema/publish.js';

const folder = fileURLToPath(new URL('../../schemas', import.meta.url));

describe('published schemas', () => {
  it('are the committed files, no more and no fewer (after a change: npm run schemas)', () => {
    const published = publishedSchemas();
    const committed = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
    expect(committed.sort()).toEqual([...published.keys()].sort());
    for (const [name, text] of published) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
  });

  it('are valid JSON Schema 2020-12 that a strict compiler accepts, each with an id of its own', () => {
    const ajv = new Ajv2020({ strict: true });
    const ids = new Set<unknown>();
    for (const [name, text] of publishedSchemas()) {
      const schema: SchemaObject = JSON.parse(text);
      expect(ajv.validateSchema(schema), name).toBe(true);
      expect(() => ajv.compile(schema)).not.toThrow();
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      ids.add(schema.$id);
    }
    expect(ids.size).toBe(publishedSchemas().size);
  });

  it('are written into a folder', () => {
    const target = mkdtempSync(join(tmpdir(), 'preceptor-'));
    try {
      const names = publishSchemas(join(target, 'schemas'));
      expect(readdirSync(join(target, 'schemas')).sort()).toEqual([...names].sort());
    } finally {
      rmSync(target, { recursive: true });
    }
  });
});
