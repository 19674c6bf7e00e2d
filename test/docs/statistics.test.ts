import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as stats from '../../src/stats/index.js';
import { PROJECT } from './page.js';

const page = readFileSync(join(PROJECT, 'docs/statistics.md'), 'utf8');
const named = new Set([...page.matchAll(/`([A-Za-z0-9_]+)(?:[.(][^`]*)?`/g)].map(([, name = '']) => name));

describe('docs/statistics.md', () => {
  it('names every function of the public door', () => {
    const functions = Object.entries(stats).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    expect(functions.length).toBeGreaterThan(200);
    expect(functions.filter((name) => !named.has(name))).toEqual([]);
  });
});
