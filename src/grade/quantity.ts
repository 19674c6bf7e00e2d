/** A number with the unit behind it, as the text has it. */
export interface Quantity {
  readonly value: number;
  /** Empty where the text names none. */
  readonly unit: string;
}

/** Hyphens, the figure and en dash, and the minus signs: writers take any of them for a minus. */
const MINUS = '\\-\\u2010-\\u2013\\u2212\\uFE63\\uFF0D';
const THOUSANDS = '[1-9]\\d{0,2}(?:,\\d{3})+';
const NUMBER = new RegExp(
  `[+${MINUS}]?(?:${THOUSANDS}(?!\\d)(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?`,
  'gu',
);
const LEADING_MINUS = new RegExp(`^[${MINUS}]`, 'u');
const HAS_THOUSANDS = new RegExp(`^[-+]?${THOUSANDS}(?![\\d,])`, 'u');

/**
 * Reads the one quantity of a text; null where there is none, more than one number (a range is not an answer), or a
 * bound (`< 5 mg` is not 5 mg). `1,250` is one thousand two hundred and fifty; `5,2` is five point two and `0,125` an eighth.
 */
export function parseQuantity(text: string): Quantity | null {
  const found = [...text.matchAll(NUMBER)].filter((match) => !isPartOfUnit(text, match.index));
  const only = found[0];
  if (only === undefined || found.length > 1) return null;
  if (/[<>≤≥≦≧]\s*$/u.test(text.slice(0, only.index))) return null;
  const value = Number(plain(only[0]));
  if (!Number.isFinite(value)) return null;
  const unit = text.slice(only.index + only[0].length).trim();
  return { value, unit: unit.replace(/[.;]$/u, '').trim() };
}

/** The 2 of `kg/m2` or `/1.73 m2` belongs to a unit: a letter, `/` or `^` stands right before it. */
function isPartOfUnit(text: string, index: number): boolean {
  return index > 0 && /[\p{L}/^]/u.test(text[index - 1] ?? '');
}

function plain(text: string): string {
  const number = text.replace(LEADING_MINUS, '-');
  return HAS_THOUSANDS.test(number) ? number.replaceAll(',', '') : number.replace(',', '.');
}
