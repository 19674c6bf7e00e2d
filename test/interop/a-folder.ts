import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem } from '../../src/domain/problem.js';
import type { ImportReport } from '../../src/interop/import-report.js';

/** A workspace of its own with foreign files in it; gone at the end of the scope. */
export function aFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'preceptor-interop-'));
  const put = (name: string, content: string | Uint8Array): string => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  for (const [name, content] of Object.entries(files)) put(name, content);
  return {
    root,
    put,
    path: (name: string) => join(root, name),
    read: (name: string) => readFileSync(join(root, name), 'utf8'),
    lines: (name: string): readonly unknown[] =>
      readFileSync(join(root, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    files: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .sort(),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The messages of a report, without the folder of the test. */
export function messages(report: ImportReport, root: string): readonly string[] {
  return report.problems.map((problem) => formatProblem(problem).replaceAll(`${root}/`, ''));
}
