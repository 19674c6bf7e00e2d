import type { GateDecision, Outcome, Standing } from '../domain/decision.js';
import type { Estimate, FigureUnit } from '../domain/estimate.js';

/**
 * How a number is printed: a share as per cent, a difference of shares as percentage points, a score and a difference of
 * scores as they are, a count without decimals.
 */
export type Scale = 'share' | 'difference' | 'score' | 'score difference' | 'plain';

const NBSP = '\u00A0';
const MINUS = '\u2212';
const USUAL_DIGITS = 1;
const MOST_DIGITS = 9;

const DIFFERENCE_TESTS: readonly string[] = [
  'ni_max_tango_cr2',
  'no_demonstrated_loss',
  'superiority_max_tango_cr2',
  'tost',
];

export function valueScale(unit: FigureUnit): Scale {
  return unit === 'proportion' ? 'share' : 'score';
}

export function differenceScale(unit: FigureUnit): Scale {
  return unit === 'proportion' ? 'difference' : 'score difference';
}

/** The scale on which a gate's numbers stand. */
export function scaleOfGate({ test, unit }: Pick<GateDecision, 'test' | 'unit'>): Scale {
  if (unit === 'count') return 'plain';
  return DIFFERENCE_TESTS.includes(test) ? differenceScale(unit) : valueScale(unit);
}

function isPercent(scale: Scale): boolean {
  return scale === 'share' || scale === 'difference';
}

function fixed(value: number, digits: number, signed: boolean): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  if (value < 0) return MINUS + text;
  return signed ? `+${text}` : text;
}

/** The number without its unit. */
export function bare(value: number, scale: Scale, digits: number = USUAL_DIGITS): string {
  if (scale === 'plain' && Number.isInteger(value)) return fixed(value, 0, false);
  const signed = scale === 'difference' || scale === 'score difference';
  return isPercent(scale) ? fixed(value * 100, digits, signed) : fixed(value, digits + 2, signed);
}

function unitOf(scale: Scale): string {
  if (!isPercent(scale)) return '';
  return scale === 'share' ? `${NBSP}%` : `${NBSP}pp`;
}

/** The number with its unit: `81.2 %`, `−2.1 pp`. */
export function quantity(value: number, scale: Scale, digits: number = USUAL_DIGITS): string {
  return bare(value, scale, digits) + unitOf(scale);
}

export function intervalText(
  lower: number,
  upper: number,
  scale: Scale,
  digits: number = USUAL_DIGITS,
): string {
  return `${bare(lower, scale, digits)} to ${bare(upper, scale, digits)}`;
}

/** The fewest digits (at least the usual) at which each value still stands on its own side of the limit. */
export function digitsShowing(values: readonly number[], limit: number | null, scale: Scale): number {
  if (limit === null) return USUAL_DIGITS;
  const shown = (value: number, digits: number) =>
    isPercent(scale) ? Number((value * 100).toFixed(digits)) : Number(value.toFixed(digits + 2));
  for (let digits = USUAL_DIGITS; digits < MOST_DIGITS; digits += 1) {
    const isTold = values.every(
      (value) => Math.sign(value - limit) === Math.sign(shown(value, digits) - shown(limit, digits)),
    );
    if (isTold) return digits;
  }
  return MOST_DIGITS;
}

/** Digits for the numbers of a gate: the printed ones show the outcome. */
export function gateDigits(gate: GateDecision): number {
  const values = [gate.value, gate.lower, gate.upper].filter((value) => value !== null);
  return digitsShowing(values, gate.limit, scaleOfGate(gate));
}

/** `81.2 % (77.0 to 85.1)`, with the digits that show on which side of a limit it lies; or the word *insufficient*. */
export function estimateText(estimate: Estimate, scale: Scale, limit: number | null = null): string {
  if (estimate.status === 'insufficient') return 'insufficient';
  const { value, lower, upper } = estimate;
  const digits = digitsShowing([value, lower, upper], limit, scale);
  return `${quantity(value, scale, digits)} (${intervalText(lower, upper, scale, digits)})`;
}

/** How the value came about: level and method, or why there is none. */
export function methodText(estimate: Estimate): string {
  if (estimate.status === 'insufficient') return estimate.reason;
  return `${levelText(estimate.level)} interval, ${keepUnits(estimate.method)}`;
}

/** `n 120 in 98 clusters`, or `n 120` where every unit is its own cluster. */
export function sizeText(size: { readonly n: number; readonly clusters: number }): string {
  const clusters = size.clusters === 1 ? 'cluster' : 'clusters';
  return `n${NBSP}${count(size.n)} in ${count(size.clusters)} ${clusters}`;
}

function levelText(level: number): string {
  return `${Number((level * 100).toFixed(3))}${NBSP}%`;
}

/** A whole number with its thousands apart. */
export function count(value: number): string {
  return value >= 10_000 ? String(value).replace(/\B(?=(\d{3})+$)/g, '\u202F') : String(value);
}

/** A rate of rare events: `0 of 12; at most 221 per 1000`, rounded upwards so that the bound holds. */
export function naturalFrequency(events: number, trials: number, upper: number): string {
  const base = upper < 0.001 ? 100_000 : 1000;
  const most = Math.min(base, Math.ceil(upper * base - 1e-9));
  return `${count(events)} of ${count(trials)}; at most ${count(most)} per ${count(base)}`;
}

export function pText(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}

/** Sign and word of an outcome: never colour alone. */
export const OUTCOME_MARK = {
  pass: '✓',
  fail: '✕',
  inconclusive: '?',
  invalid: '⚠',
  blocked: '■',
} as const satisfies Record<Outcome, string>;

export const STANDING_TEXT = {
  binding: 'binding',
  advisory: 'advisory (it does not bind)',
} as const satisfies Record<Standing, string>;

/** First 12 digits of a hash, for reading; the whole one stands in the list of hashes. */
export function brief(hash: string): string {
  return hash.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
}

/** A text that is too long for its place: its beginning and its end, and how much was left out between. */
export function excerpt(text: string, most: number): { readonly text: string; readonly cut: number } {
  const characters = Array.from(text);
  if (characters.length <= most) return { text, cut: 0 };
  const tail = Math.floor(most / 3);
  const cut = characters.length - most;
  const head = characters.slice(0, most - tail).join('');
  return { text: `${head} […${NBSP}${count(cut)} characters…] ${characters.slice(-tail).join('')}`, cut };
}

/** The text with a full stop at its end, unless it has one. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The text with its units kept on the line of their number. */
export function keepUnits(text: string): string {
  return text.replace(/(\d) (?=%|pp\b)/g, `$1${NBSP}`);
}
