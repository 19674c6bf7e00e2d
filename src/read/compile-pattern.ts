import { RE2JS } from 're2js';
import type { ReadingPattern } from '../domain/protocol.js';
import { PreceptorError } from '../errors.js';
import { valueAt } from './extract-json.js';

/** A response as the patterns see it; its JSON is looked for once, and only where a pattern asks. */
export interface ReadableText {
  readonly text: string;
  readonly json: () => unknown;
}

/** Finds a value, or null where the pattern does not match. */
export type Finder = (response: ReadableText) => string | null;

/**
 * @throws PreceptorError `INPUT_INVALID` where the expression is not RE2 or the pattern names not exactly one of
 * `json`, `pattern`, `whole`
 */
export function compilePattern(pattern: ReadingPattern): Finder {
  const find = compileFinder(pattern);
  if (pattern.values === undefined) return find;
  const fold = (text: string) => (pattern.ignore_case === true ? text.toLowerCase() : text);
  const values = new Map(Object.entries(pattern.values).map(([key, value]) => [fold(key), value]));
  return (response) => {
    const found = find(response);
    return found === null ? null : (values.get(fold(found)) ?? null);
  };
}

function compileFinder(pattern: ReadingPattern): Finder {
  const kinds = [pattern.json, pattern.pattern, pattern.whole].filter((part) => part !== undefined);
  if (kinds.length !== 1) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `pattern ${pattern.name}: expected exactly one of json, pattern, whole; found ${kinds.length}.`,
    );
  }
  const { json } = pattern;
  if (json !== undefined) return (response) => textOf(valueAt(response.json(), json));
  if (pattern.whole === true) return (response) => nonEmpty(behind(response.text, pattern.after)?.trim());
  const expression = compileExpression(pattern);
  return (response) => {
    const text = behind(response.text, pattern.after);
    if (text === null) return null;
    const matcher = expression.matcher(text);
    if (!matcher.find()) return null;
    return nonEmpty(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
  };
}

function compileExpression(pattern: ReadingPattern): RE2JS {
  const flags = pattern.ignore_case === true ? RE2JS.CASE_INSENSITIVE : 0;
  try {
    return RE2JS.compile(pattern.pattern ?? '', flags);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PreceptorError(
      'INPUT_INVALID',
      `pattern ${pattern.name}: expected an RE2 expression (no look-around, no back-references); found \`${pattern.pattern}\`: ${why}.`,
      { cause },
    );
  }
}

function behind(text: string, mark: string | undefined): string | null {
  if (mark === undefined) return text;
  const at = text.lastIndexOf(mark);
  return at < 0 ? null : text.slice(at + mark.length);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return nonEmpty(value.trim());
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function nonEmpty(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text;
}
