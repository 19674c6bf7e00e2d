import type { SettingFault } from './setting.js';

/** Names of fields and options that hold a secret. */
export const SECRET_FIELDS =
  /^(?:.*api[-_]?key|.*secret.*|.*password|.*passphrase|authorization|.*-key|.*credentials?|.*private[-_]?key|(?:access|auth|bearer|session|security|id|refresh)[-_]?token|token)$/i;
/** Texts that are one, whatever the field is called. */
const SECRET_TEXT = /\bsk-[\w-]{16,}|\bBearer\s+[\w.~+/-]{16,}/i;
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
