import type { Option } from '../domain/turn.js';
import { normaliseText } from './normalise-text.js';

/**
 * The id of the option that an answer names, by its id or by its whole text: as written first; else the only option that
 * is the same but for case and punctuation (two such options are none).
 */
export function chosenOption(answer: string, options: readonly Option[]): string | null {
  const exact = options.find((o) => o.id === answer) ?? options.find((o) => o.text === answer);
  if (exact !== undefined) return exact.id;
  const normalise = (text: string) =>
    normaliseText(text, { case: 'fold', punctuation: 'drop', articles: 'keep' });
  const wanted = normalise(answer);
  const only = ([first, second]: readonly Option[]) => (second === undefined ? (first?.id ?? null) : null);
  return (
    only(options.filter((o) => normalise(o.id) === wanted)) ??
    only(options.filter((o) => normalise(o.text) === wanted))
  );
}
