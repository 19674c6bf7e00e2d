import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PreceptorError } from '../errors.js';
import { importCases } from '../interop/import-cases.js';
import { importResponses, importVerdicts } from '../interop/import-recorded.js';
import type { ImportOptions, ImportReport } from '../interop/import-report.js';
import { builtinRoot } from '../load/builtin-root.js';

type Import = (options: ImportOptions) => Promise<ImportReport>;

const IMPORTS = {
  cases: importCases,
  responses: importResponses,
  verdicts: importVerdicts,
} as const satisfies Record<string, Import>;

export function importOfKind(kind: string): Import | null {
  return Object.entries(IMPORTS).find(([name]) => name === kind)?.[1] ?? null;
}

/** The file of a map: a path, or the name of one that ships (`builtin:medqa`). */
export function mapFile(text: string): string {
  if (!text.startsWith('builtin:')) return text;
  const name = text.slice('builtin:'.length);
  const file = join(builtinRoot(), 'maps', `${name}.map.yaml`);
  if (/^[\w.-]+$/.test(name) && existsSync(file)) return file;
  throw new PreceptorError(
    'REFERENCE_UNKNOWN',
    `expected a map that ships with Preceptor; found ${JSON.stringify(text)}. See maps/.`,
  );
}
