import { readFile, stat } from 'node:fs/promises';
import { isNode, LineCounter, type Node, parseDocument } from 'yaml';
import { CaseMap, type ImportMap, type MapKind, ResponseMap, VerdictMap } from '../domain/import-map.js';
import { formatProblem, type Problem } from '../domain/problem.js';
import { PreceptorError } from '../errors.js';
import { faultsOf } from '../schema/explanation.js';
import { fieldText } from '../schema/fault.js';
import { closedSchema } from '../schema/schema-node.js';
import { validatorOf } from '../schema/validator.js';
import type { MapPath } from './map-mistakes.js';

const MAX_MAP_BYTES = 1024 * 1024;
const MAX_ALIASES = 100;
const READING_FAULTS = new Map([
  ['ENOENT', 'no such file'],
  ['EISDIR', 'a folder'],
  ['EACCES', 'a file that this user may not read'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'bytes that are not UTF-8'],
]);
const SCHEMAS = {
  cases: closedSchema(CaseMap),
  responses: closedSchema(ResponseMap),
  verdicts: closedSchema(VerdictMap),
} as const satisfies Record<MapKind, unknown>;

/** A map file: its content, and how to say where in it something stands. */
export interface MapFile<M extends ImportMap = ImportMap> {
  readonly name: string;
  readonly map: M;
  problemAt(at: MapPath, expected: string, found: string, remedy: string): Problem;
  place(at: MapPath): string;
}

/**
 * Reads and checks a map file.
 *
 * @throws PreceptorError `INPUT_UNREADABLE` or `INPUT_TOO_LARGE` for the file, `MAP_INVALID` with every mistake and its
 *   line, `USAGE` where the map is for another kind of import
 */
export async function readMap<K extends MapKind>(
  path: string,
  kind: K,
): Promise<MapFile<Extract<ImportMap, { kind: K }>>> {
  const text = await readMapText(path);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return problem(path, line, col, '', 'YAML', message, 'Mend the line.');
  });
  if (syntax.length > 0) throw mapInvalid(syntax);
  const value = contentOf(path, () => document.toJS({ maxAliasCount: MAX_ALIASES }));

  const positionOf = (at: MapPath): { readonly line: number; readonly col: number } => {
    for (let length = at.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(at.slice(0, length), true);
      if (isNode(node) && hasRange(node)) return lines.linePos(node.range[0]);
    }
    return { line: 1, col: 1 };
  };
  const problemAt: MapFile['problemAt'] = (at, expected, found, remedy) => {
    const { line, col } = positionOf(at);
    return problem(path, line, col, fieldText(at), expected, found, remedy);
  };

  const other = kindOf(value);
  if (other !== null && other !== kind) throw wrongKind(path, kind, other);
  if (!isMap(value, kind)) {
    const faults = faultsOf(SCHEMAS[kind], value);
    throw mapInvalid(faults.map((fault) => problemAt(fault.path, fault.expected, fault.found, fault.remedy)));
  }
  return {
    name: path,
    map: value,
    problemAt,
    place: (at) => `\`${fieldText(at)}\` in line ${positionOf(at).line} of ${path}`,
  };
}

/** One error for all mistakes of a map. */
export function mapInvalid(problems: readonly Problem[]): PreceptorError {
  return new PreceptorError('MAP_INVALID', problems.map(formatProblem).join('\n'));
}

async function readMapText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_MAP_BYTES) {
      throw new PreceptorError(
        'INPUT_TOO_LARGE',
        `${path}: expected a map of at most 1 MiB; found ${size} bytes. Is this the map, or the data?`,
      );
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    if (cause instanceof PreceptorError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = READING_FAULTS.get(code) ?? code;
    throw new PreceptorError(
      'INPUT_UNREADABLE',
      `${path}: expected a map file in UTF-8; found ${why}. Check the name and the encoding.`,
      { cause },
    );
  }
}

function contentOf(path: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw mapInvalid([problem(path, 1, 1, '', 'a plain YAML document', why, 'Write repeated parts out.')]);
  }
}

function isMap<K extends MapKind>(value: unknown, kind: K): value is Extract<ImportMap, { kind: K }> {
  return validatorOf(SCHEMAS[kind])(value).length === 0;
}

/** The kind that the map says it is, where there is such a kind. */
function kindOf(value: unknown): string | null {
  const kind: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'kind') : null;
  return typeof kind === 'string' && Object.hasOwn(SCHEMAS, kind) ? kind : null;
}

function wrongKind(path: string, expected: MapKind, found: string): PreceptorError {
  return new PreceptorError(
    'USAGE',
    `${path}: expected a map of kind ${expected}; found ${found}. Use preceptor import ${found}, or another map.`,
  );
}

function hasRange(node: Node): node is Node & { readonly range: readonly [number, number, number] } {
  return node.range !== null && node.range !== undefined;
}

function problem(
  file: string,
  line: number,
  column: number,
  field: string,
  expected: string,
  found: string,
  remedy: string,
): Problem {
  return { severity: 'error', file, line, column, field, expected, found, remedy };
}
