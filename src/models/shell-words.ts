import { PreceptorError } from '../errors.js';

/**
 * Splits a command line into words as a POSIX shell does: white space parts words, '…' keeps everything, "…" keeps
 * everything but \" and \\, a backslash keeps the next character. Nothing else has a meaning: `$`, `|`, `>`, `*`
 * and `;` are characters, for no shell is started.
 *
 * @throws PreceptorError `USAGE` for a quote or a backslash that nothing follows
 */
export function splitShellWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "'" || char === '"') {
      const quoted = readQuoted(text, at);
      word = (word ?? '') + quoted.value;
      at = quoted.next;
    } else if (char === '\\') {
      if (at + 1 >= text.length) throw unfinished(text, 'a backslash');
      word = (word ?? '') + text.charAt(at + 1);
      at += 2;
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      word = (word ?? '') + char;
      at += 1;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

function readQuoted(text: string, start: number): { readonly value: string; readonly next: number } {
  const quote = text.charAt(start);
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) return { value, next: at + 1 };
    const following = text.charAt(at + 1);
    if (quote === '"' && char === '\\' && (following === '"' || following === '\\')) {
      value += following;
      at += 1;
    } else {
      value += char;
    }
  }
  throw unfinished(text, `a ${quote}`);
}

function unfinished(text: string, what: string): PreceptorError {
  return new PreceptorError(
    'USAGE',
    `the command line ${JSON.stringify(text)} ends behind ${what}; expected its other half. Close it, or put it in quotes.`,
  );
}
