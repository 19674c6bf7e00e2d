/** Shorter values stand in ordinary text, too: they cannot be cut out of it, so no secret may be shorter. */
export const SHORTEST_SECRET = 6;

/**
 * Cuts the values out of a text, wherever somebody echoed them: plain, in Base64, or with any of their characters escaped
 * as JSON, addresses and pages escape them.
 */
export function secretCutter(values: readonly string[]): (text: string) => string {
  // The longest first: what is left of one that holds another would tell something of it.
  const patterns = values
    .filter((value) => value.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .flatMap((value) => [
      [...value].map(spellingsOf).join(''),
      literal(Buffer.from(value).toString('base64')),
    ]);
  if (patterns.length === 0) return (text) => text;
  const any = new RegExp(patterns.join('|'), 'g');
  return (text) => text.replace(any, '[secret]');
}

/** Every way in which one character may be written, as a pattern. */
function spellingsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const json = units.map((unit) => `\\\\u${hexPattern(unit.toString(16).padStart(4, '0'))}`).join('');
  const address = [...Buffer.from(character)].map(
    (byte) => `%${hexPattern(byte.toString(16).padStart(2, '0'))}`,
  );
  const code = character.codePointAt(0) ?? 0;
  const page = `&#(?:0*${code}|[xX]0*${hexPattern(code.toString(16))});`;
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }[character];
  const ways = [
    `\\\\?${literal(character)}`,
    json,
    address.join(''),
    page,
    ...(named === undefined ? [] : [named]),
  ];
  return `(?:${ways.join('|')})`;
}

/** Hexadecimal digits in either case. */
function hexPattern(digits: string): string {
  return digits.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
