/**
 * What changes the look of a text without being seen: control characters but tab and line feed, lone surrogates,
 * bidirectional marks and overrides, zero-width and other format characters, tags. Joiners (U+200C, U+200D) stay:
 * Persian and many Indian scripts need them.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Cs}]/gu;

/** The text with every hidden character written out as ⟦U+202E⟧; `\r\n` and `\r` count as line feeds. */
export function makeVisible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, (found) => {
    const point = found.codePointAt(0);
    return point === undefined ? '' : `⟦U+${point.toString(16).toUpperCase().padStart(4, '0')}⟧`;
  });
}
