/** What a vendor’s body is made of: nothing is believed of its fields. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/**
 * The field of an object.
 *
 * @returns undefined where `value` is no object, or has no such field of its own
 */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * The kind and size of a value, for a message. It never quotes the value: what came from outside may echo a secret or
 * a patient’s text.
 *
 * @returns at most 60 characters, such as "an array of 3" or "a text of 1000000 characters"
 */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isArray(value)) return `an array of ${value.length}`;
  if (isRecord(value)) return `an object of ${Object.keys(value).length} fields`;
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  return `a ${typeof value}`;
}

/** @returns undefined where it is no JSON, or there is none */
export function parseJson(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return undefined;
  }
}
