import { fieldOf, isArray, isRecord } from '../json.js';
import { malformed } from './outcome.js';

/** One part of an answer that holds text. */
export interface TextPart {
  readonly text: string;
  /** The part as it came. */
  readonly part: unknown;
}

type TextParts =
  | { readonly status: 'read'; readonly parts: readonly TextPart[] }
  | ReturnType<typeof malformed>;

/**
 * The parts of an array that say something, in order; parts of other types (reasoning, tool calls) are left out.
 *
 * @param parts - what stands where the API has an array of parts
 * @param where - its name, for a message
 * @param fields - the types that hold text, each with the name of the field that holds it
 */
export function readTextParts(
  parts: unknown,
  where: string,
  fields: Readonly<Record<string, string>>,
): TextParts {
  if (!isArray(parts)) return malformed(`${where} to be an array of parts`, parts);
  const read: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    const type = fieldOf(part, 'type');
    if (!isRecord(part) || typeof type !== 'string') {
      return malformed(`${where}[${index}] to be an object with a type`, part);
    }
    if (!Object.hasOwn(fields, type)) continue;
    const name = fields[type] ?? '';
    const text = fieldOf(part, name);
    if (typeof text !== 'string') return malformed(`${where}[${index}].${name} to be a text`, text);
    read.push({ text, part });
  }
  return { status: 'read', parts: read };
}

export function joinTexts(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('');
}
