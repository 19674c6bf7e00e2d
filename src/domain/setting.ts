/** What a setting of a model may hold: JSON, as the API takes it. */
export type SettingValue =
  | string
  | number
  | boolean
  | null
  | readonly SettingValue[]
  | { readonly [name: string]: SettingValue };

/** More levels than any API’s schema of an answer needs; a level is a list or an object. */
export const MAX_SETTING_LEVELS = 16;
/** Of all settings together, as JSON. */
export const MAX_SETTINGS_CHARACTERS = 65_536;

export interface SettingFault {
  /** Within the settings. */
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

/**
 * What keeps a value from being the settings of a model: a number that JSON does not have, a value that is none of
 * JSON’s, more than 16 levels, more than 65536 characters. The walk ends at these bounds, however large the value is.
 *
 * @param settings - an object; a setting that is null is a fault, as it says nothing, but null may stand further in
 * @returns the first fault; null where there is none
 */
export function settingFault(settings: Readonly<Record<string, unknown>>): SettingFault | null {
  const room: Room = { characters: MAX_SETTINGS_CHARACTERS };
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) return fault([name], 'a value', 'nothing', 'Give one, or remove the setting.');
    const found = faultOf({ path: [name], value, level: 0 }, room);
    if (found !== null) return found;
  }
  return null;
}

interface Room {
  characters: number;
}

interface Place {
  readonly path: SettingFault['path'];
  readonly value: unknown;
  readonly level: number;
}

function faultOf({ path, value, level }: Place, room: Room): SettingFault | null {
  room.characters -= charactersOf(path.at(-1), value);
  if (room.characters < 0) {
    const expected = `settings of at most ${MAX_SETTINGS_CHARACTERS} characters in all`;
    return fault(path, expected, 'more', 'Shorten them.');
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return null;
    return fault(path, 'a finite number', String(value), 'Give one, or remove the setting.');
  }
  if (typeof value !== 'object') {
    return fault(path, 'text, a number, true, false, a list or an object', `a ${typeof value}`, 'Change it.');
  }
  if (level >= MAX_SETTING_LEVELS) {
    return fault(path, `at most ${MAX_SETTING_LEVELS} levels`, 'more', 'Remove levels.');
  }
  for (const [name, inner] of entriesOf(value)) {
    const found = faultOf({ path: [...path, name], value: inner, level: level + 1 }, room);
    if (found !== null) return found;
  }
  return null;
}

/** At least as many as JSON needs for the value without what stands in it, but for escapes. */
function charactersOf(name: string | number | undefined, value: unknown): number {
  const named = typeof name === 'string' ? name.length + 3 : 0;
  return named + 1 + (typeof value === 'object' && value !== null ? 2 : String(value).length + 2);
}

function* entriesOf(value: object): Iterable<readonly [string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries();
  else yield* Object.entries(value);
}

function fault(path: SettingFault['path'], expected: string, found: string, remedy: string): SettingFault {
  return { path, expected, found, remedy };
}
