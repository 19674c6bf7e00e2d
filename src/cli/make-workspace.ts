import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PreceptorError } from '../errors.js';
import { builtinRoot } from '../load/builtin-root.js';

/** npm packs no file of this name, so it ships under another. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/**
 * Copies the starter workspace, and the schemas that editors check it with; nothing that is there already is touched.
 *
 * @returns the files made, relative to the folder
 * @throws PreceptorError `USAGE` where a file of the same name is there
 */
export async function makeWorkspace(folder: string): Promise<readonly string[]> {
  const copies = [
    ...(await filesBelow(join(builtinRoot(), 'examples', 'starter'), '')),
    ...(await filesBelow(join(builtinRoot(), 'schemas'), 'schemas')),
  ];
  const taken = copies.find(({ to }) => existsSync(join(folder, to)));
  if (taken !== undefined) {
    throw new PreceptorError(
      'USAGE',
      `${join(folder, taken.to)} is there already; init touches nothing that is. Name another folder.`,
    );
  }
  for (const { from, to } of copies) {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await copyFile(from, join(folder, to));
  }
  return copies.map(({ to }) => to);
}

async function filesBelow(source: string, target: string) {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const from = join(entry.parentPath, entry.name);
      const path = from.slice(source.length + 1);
      return { from, to: join(target, RENAMED[path] ?? path) };
    })
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}
