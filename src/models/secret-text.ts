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
    .flatMap((value) => [[...value].map(spellingsOf).join(''), `${base64Of(value).join('')}={0,2}`]);
  if (patterns.length === 0) return (text) => text;
  const any = new RegExp(patterns.join('|'), 'g');
  return (text) => text.replace(any, '[secret]');
}

/** How much of a cut-off value is told from ordinary text; less of it tells nobody anything. */
const LEAST_PART = 4;
/** Of one character, in any spelling. */
const LONGEST_SPELLING = 8;
/** What a text that broke off may hold of the spelling of the next character. */
const BEGUN = /^(?:\\u?[0-9a-f]{0,3}|%[0-9a-f]?|&#?[0-9a-z]{0,6})?$/i;

/**
 * As {@link secretCutter}, for a text that was cut off anywhere, also in the middle of a value: a beginning of one at its
 * end, and an end of one at its beginning, are cut out, too, from 4 characters on.
 */
export function brokenSecretCutter(values: readonly string[]): (text: string) => string {
  const whole = secretCutter(values);
  const spelt = values
    .filter((value) => value.length >= SHORTEST_SECRET)
    .flatMap((value) => [[...value].map(spellingsOf), base64Of(value)])
    .map((characters) => characters.map((pattern) => new RegExp(pattern, 'y')));
  return (text) =>
    spelt.reduce((left, characters) => withoutBegun(withoutEnded(left, characters), characters), whole(text));
}

/** Without a beginning of the value at the text’s end. */
function withoutBegun(text: string, characters: readonly RegExp[]): string {
  const first = Math.max(0, text.length - LONGEST_SPELLING * characters.length);
  for (let from = first; from <= text.length - LEAST_PART; from += 1) {
    const { read, end } = follow(text, from, characters);
    if (read >= LEAST_PART && BEGUN.test(text.slice(end))) return `${text.slice(0, from)}[secret]`;
  }
  return text;
}

/** Without an end of the value at the text’s beginning. */
function withoutEnded(text: string, characters: readonly RegExp[]): string {
  for (let lost = 1; lost <= characters.length - LEAST_PART; lost += 1) {
    const rest = characters.slice(lost);
    for (let from = 0; from < LONGEST_SPELLING; from += 1) {
      const { read, end } = follow(text, from, rest);
      if (read === rest.length) return `[secret]${text.slice(end)}`;
    }
  }
  return text;
}

/** How many characters of the value stand in the text from there on, and where they end. */
function follow(text: string, from: number, characters: readonly RegExp[]) {
  let end = from;
  let read = 0;
  for (const character of characters) {
    character.lastIndex = end;
    if (!character.test(text)) break;
    end = character.lastIndex;
    read += 1;
  }
  return { read, end };
}

/** The characters of its Base64, of either alphabet and without the padding, as patterns. */
function base64Of(value: string): readonly string[] {
  const characters = [...Buffer.from(value).toString('base64').replace(/=+$/, '')];
  return characters.map((character) => {
    if (character === '+') return '[+-]';
    return character === '/' ? '[/_]' : character;
  });
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
