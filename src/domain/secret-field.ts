import type { SettingFault } from './setting.js';

/** Names of fields and options that hold a secret. */
export const SECRET_FIELDS =
  /^(?:.*api[-_]?key|.*secret.*|.*password|.*passphrase|authorization|.*-key|.*credentials?|.*private[-_]?key|(?:access|auth|bearer|session|security|id|refresh)[-_]?token|token)$/i;
/** Texts that are one, or hold one, whatever the field is called; the last is an address with a user’s password. */
const SECRET_TEXT =
  /\bsk-[\w-]{16,}|\bBearer\s+[\w.~+/-]{16,}|\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/?#@:]*:[^\s/?#@]+@/i;
/** A user in an address, with or without a scheme, or a query with a value. */
const ADDRESS_SECRET = /\/\/[^\s/?#]*@|[^\s/?#@:]:[^\s/?#@]{1,256}@|\?[^\s?]{0,256}=\S/;
/** An option’s value that names a file. */
const FILE = /^[.~]?\/|\.[a-z]{2,5}$/i;

/**
 * What in settings is a secret: they are stored, hashed and shown.
 *
 * @param settings - of at most a few levels
 * @returns the first place, with a path within the settings and without the text; null where there is none
 */
export function secretFault(settings: Readonly<Record<string, unknown>>): SettingFault | null {
  return faultIn([], settings);
}

function faultIn(path: SettingFault['path'], value: unknown): SettingFault | null {
  if (typeof value === 'string') return SECRET_TEXT.test(value) ? fault(path) : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const at = [...path, name];
    if (typeof inner === 'string' && SECRET_FIELDS.test(name)) return fault(at);
    const found = faultIn(at, inner);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a text is a secret by itself, or holds one. */
export function isSecretText(text: string): boolean {
  return SECRET_TEXT.test(text);
}

/** Whether an address, in whatever words around it, has a user or a query with a value: keys stand in both. */
export function hasAddressSecret(text: string): boolean {
  return ADDRESS_SECRET.test(text);
}

/**
 * Finds a text in a value of any depth.
 *
 * @param isWanted - asked of every text and of every field’s name
 * @returns the path of the first, which ends before a name that is wanted itself; null where there is none
 */
export function textPath(value: unknown, isWanted: (text: string) => boolean): SettingFault['path'] | null {
  if (typeof value === 'string') return isWanted(value) ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (isWanted(name)) return [];
    const path = textPath(inner, isWanted);
    if (path !== null) return [Array.isArray(value) ? Number(name) : name, ...path];
  }
  return null;
}

function fault(path: SettingFault['path']): SettingFault {
  return {
    path,
    expected: 'no secret',
    found: 'a text that is or may be one (not shown)',
    remedy: 'Name it in client.credential; change the key if it was stored.',
  };
}

/**
 * Which word of a command line is a secret: it would be stored and shown.
 *
 * @param argv - the program and its arguments
 * @returns its place, from 0; -1 where none is
 */
export function secretWord(argv: readonly string[]): number {
  return argv.findIndex((word, at) => {
    const [, name = '', value = ''] = /^--?([^=]+)=(.+)$/.exec(word) ?? [];
    if (SECRET_TEXT.test(word) || isSecret(name, value)) return true;
    const [, before = ''] = /^--?([^=]+)$/.exec(argv[at - 1] ?? '') ?? [];
    return !word.startsWith('-') && isSecret(before, word);
  });
}

function isSecret(option: string, value: string): boolean {
  return value !== '' && SECRET_FIELDS.test(option) && !FILE.test(value);
}
