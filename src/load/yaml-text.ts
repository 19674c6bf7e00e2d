import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem } from '../domain/problem.js';
import { type FieldPath, showValue } from '../schema/fault.js';
import { type Locate, type ProblemText, placeOf, positionAt, problemOfFile } from './place.js';

export type YamlResult =
  | { readonly status: 'parsed'; readonly value: unknown; readonly locate: Locate }
  | { readonly status: 'broken'; readonly problems: readonly Problem[] };

/** More aliases than any file written by hand; each may stand for a tree of others. */
const MAX_ALIASES = 100;
const NAME = /^[^\s:,}]+/;

/** Parses one YAML 1.2 document (core schema); every problem has its line and column. */
export function parseYaml(text: string, file: string): YamlResult {
  const document = parseDocument(text, {
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    prettyErrors: false,
    // Not 'silent': that would pass over a second document.
    logLevel: 'error',
  });
  const problem = (offset: number, problemText: ProblemText) =>
    problemOfFile(file, problemText, positionAt(text, offset));
  const problems = [...shownErrors(document), ...document.warnings].map((error) =>
    problem(error.pos[0], textOfError(error, text)),
  );
  if (problems.length > 0) return { status: 'broken', problems };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) {
    const empty = {
      expected: 'a YAML document',
      found: 'an empty file',
      remedy: 'Write its fields, or remove it.',
    };
    return { status: 'broken', problems: [problem(0, empty)] };
  }
  const aliasProblem = text.includes('*') ? checkAliases(document) : null;
  if (aliasProblem !== null) return { status: 'broken', problems: [problem(...aliasProblem)] };
  return toValue(document, text, file);
}

function toValue(document: Document.Parsed, text: string, file: string): YamlResult {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const locate: Locate = (path, at) =>
      placeOf(path, positionAt(text, offsetOf(document.contents, path, at)));
    return { status: 'parsed', value, locate };
  } catch (cause) {
    const isExpansion = cause instanceof ReferenceError && cause.message.startsWith('Excessive alias count');
    const isTooDeep = cause instanceof RangeError;
    if (!isExpansion && !isTooDeep) throw cause;
    const problemText = isExpansion ? TOO_MANY_ALIASES : TOO_DEEP;
    return { status: 'broken', problems: [problemOfFile(file, problemText, { line: 1, column: 1 })] };
  }
}

const TOO_MANY_ALIASES: ProblemText = {
  expected: `at most ${MAX_ALIASES} copies by alias`,
  found: 'aliases that multiply to more',
  remedy: 'Write the values out, or use fewer aliases.',
};
const TOO_DEEP: ProblemText = {
  expected: 'a document of few levels',
  found: 'one nested too deeply to be read',
  remedy: 'Remove levels.',
};

/** After a mistake in the syntax the next ones are mostly its echo; keys that stand twice are each their own. */
function shownErrors(document: Document.Parsed): readonly YAMLError[] {
  const duplicates = document.errors.filter((error) => error.code === 'DUPLICATE_KEY');
  const others = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
  return [...duplicates, ...others.slice(0, 1)].sort((a, b) => a.pos[0] - b.pos[0]);
}

function textOfError(error: YAMLError, text: string): ProblemText {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return {
        expected: 'each field once',
        found: `a second ${showValue(NAME.exec(text.slice(error.pos[0], error.pos[0] + 200))?.[0])}`,
        remedy: 'Remove one of them.',
      };
    case 'MULTIPLE_DOCS':
      return { expected: 'one document', found: 'a second one', remedy: 'Write it into a file of its own.' };
    case 'NON_STRING_KEY':
      return { expected: 'names of fields as text', found: 'a list or an object', remedy: 'Write a name.' };
    case 'TAG_RESOLVE_FAILED':
      return { expected: 'values without tags', found: error.message, remedy: 'Remove the tag.' };
    case 'TAB_AS_INDENT':
      return { expected: 'spaces', found: 'a tab as indentation', remedy: 'Indent with spaces.' };
    case 'RESOURCE_EXHAUSTION':
      return TOO_DEEP;
    default:
      return {
        expected: 'YAML 1.2',
        found: error.message.charAt(0).toLowerCase() + error.message.slice(1),
        remedy: 'Mend the line; put text with special characters in quotes.',
      };
  }
}

function checkAliases(document: Document.Parsed): readonly [number, ProblemText] | null {
  let problem: readonly [number, ProblemText] | null = null;
  let count = 0;
  visit(document, {
    Alias: (_key, alias, path) => {
      const offset = alias.range?.[0] ?? 0;
      count += 1;
      if (count > MAX_ALIASES) {
        problem = [offset, TOO_MANY_ALIASES];
        return visit.BREAK;
      }
      const target = alias.resolve(document);
      if (target === undefined) {
        const remedy = `Set &${alias.source} before it, or put the text in quotes.`;
        problem = [offset, { expected: 'an alias of an anchor above', found: `*${alias.source}`, remedy }];
        return visit.BREAK;
      }
      if (path.includes(target)) {
        const remedy = 'Write the values out.';
        problem = [offset, { expected: 'a tree', found: `*${alias.source}, which contains itself`, remedy }];
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return problem;
}

/** Offset of a field; where it is not there, of its nearest parent (by the parent's name where it has one). */
function offsetOf(root: Node | null, path: FieldPath, at: 'key' | 'value'): number {
  let node: unknown = root;
  let key: unknown = null;
  for (const part of path) {
    const next = childOf(node, part);
    if (next === null) return startOf(key) ?? startOf(node) ?? 0;
    node = next.value;
    key = next.key;
    if (isAlias(node)) break;
  }
  const [first, second] = at === 'key' ? [key, node] : [node, key];
  return startOf(first) ?? startOf(second) ?? 0;
}

function childOf(
  node: unknown,
  part: string | number,
): { readonly key: unknown; readonly value: unknown } | null {
  if (isSeq(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? null : { key: null, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === part,
  );
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function startOf(node: unknown): number | null {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return null;
  return node.range?.[0] ?? null;
}
