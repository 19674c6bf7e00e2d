import { isSecretText } from '../domain/secret-field.js';

export type FieldPath = readonly (string | number)[];

/** One thing that is wrong with a value, without the place of its file: `load` finds line and column by the path. */
export interface Fault {
  readonly path: FieldPath;
  /** What to point at: the field's name (a field that nobody knows) or its value. */
  readonly at: 'key' | 'value';
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

const SHOWN_CHARACTERS = 60;
const PLAIN_FIELD = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** Controls, invisible characters and those that turn the direction of writing: a message must show what is there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** `criteria[0].grader`; a name with other characters is quoted; the whole document is the empty string. */
export function fieldText(path: FieldPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!PLAIN_FIELD.test(part)) return `[${showValue(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** A value as JSON in at most 60 characters, hidden characters escaped; not where it is a secret or holds one. */
export function showValue(value: unknown): string {
  const text = showText(jsonOf(value));
  if (isSecretText(typeof value === 'string' ? value : text))
    return 'a text that may hold a secret (not shown)';
  if (text.length <= SHOWN_CHARACTERS) return text;
  const end = typeof value === 'string' ? '…"' : '…';
  return `${text.slice(0, SHOWN_CHARACTERS - end.length)}${end}`;
}

/** Text that is shown as it is (a file name, a message), hidden characters escaped. */
export function showText(text: string): string {
  return text.replace(HIDDEN, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function jsonOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, SHOWN_CHARACTERS + 1));
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.keys(value);
    if (fields.length === 0) return 'an empty object';
    return `an object with ${fields.length === 1 ? 'the field' : 'the fields'} ${fields.slice(0, 8).join(', ')}`;
  }
  return String(value);
}
