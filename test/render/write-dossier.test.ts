import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDossier } from '../../src/render/write-dossier.js';
import { aDossier } from './a-dossier.js';
import { aForest } from './a-figure.js';

describe('writeDossier', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'preceptor-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes page, report and pictures, and nothing else', async () => {
    const dir = join(folder, 'reports', 'run-1');
    const written = await writeDossier(aDossier(), dir);
    expect((await readdir(dir)).sort()).toEqual([
      'accuracy.png',
      'differences.png',
      'dossier.html',
      'report.json',
    ]);
    expect(written.pngs).toHaveLength(2);
    const json = await readFile(written.json, 'utf8');
    expect(json).toBe(`${JSON.stringify(aDossier(), null, 2)}\n`);
    const page = await readFile(written.html, 'utf8');
    expect(page.match(/src="data:image\/png;base64,/g)).toHaveLength(2);
    const again = await writeDossier(aDossier(), dir);
    expect(await readFile(again.html, 'utf8')).toBe(page);
  });

  it('lets no figure name a path', async () => {
    const figures = [{ ...aForest(), id: '../outside' }];
    await expect(writeDossier(aDossier({ figures }), folder)).rejects.toThrow(/figure id/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says where it could not write', async () => {
    const file = join(folder, 'taken');
    await writeFile(file, '');
    await expect(writeDossier(aDossier({ figures: [] }), join(file, 'x'))).rejects.toMatchObject({
      code: 'ENVIRONMENT',
      message: expect.stringContaining('taken'),
    });
  });
});
