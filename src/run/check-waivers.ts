import { hitsCovered, type Waiver, waivedKey } from '../domain/waiver.js';
import { eachCase } from '../load/case-files.js';
import { type Located, problemAt, type Report } from '../load/place.js';
import type { Workspace } from '../load/workspace.js';
import { type SentPart, sentParts } from '../models/identifiers/screen-case.js';
import { fieldText, showValue } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';

/**
 * Warns of every waiver that lets less pass than it says: of an unknown case or field, of a text that has changed, of no
 * hit, of more hits than there are.
 */
export async function checkWaiversApply(
  workspace: Workspace,
  set: string,
  waivers: Located<readonly Waiver[]>,
  report: Report,
): Promise<void> {
  const open = new Set(waivers.value.keys());
  const ids: string[] = [];
  const warn = (index: number, [field, expected, found, remedy]: Reason) =>
    report(problemAt(waivers, [index, field], { severity: 'warning', expected, found, remedy }));
  const { ids: lost } = await eachCase(workspace, set, {
    visit({ value }) {
      ids.push(value.id);
      const covered = new Map<string, number>();
      for (const [index, waiver] of waivers.value.entries()) {
        if (waiver.case !== value.id || !open.delete(index)) continue;
        const sum = (covered.get(waivedKey(waiver)) ?? 0) + hitsCovered(waiver);
        covered.set(waivedKey(waiver), sum);
        const reason = whyNot(waiver, sentParts(value), sum);
        if (reason !== null) warn(index, reason);
      }
    },
    // What is wrong with the cases is said where they are read for the plan, or by validate.
    report: () => undefined,
  });
  for (const index of open) {
    const waiver = waivers.value[index];
    if (waiver === undefined || lost.has(waiver.case)) continue;
    const remedy = didYouMean(waiver.case, ids, 'Correct it, or remove the waiver.');
    warn(index, ['case', `a case of set ${set}`, showValue(waiver.case), remedy]);
  }
}

/** What is wrong with a waiver, with its field. */
type Reason = readonly [field: keyof Waiver, expected: string, found: string, remedy: string];

/** @param covered - hits that this waiver and those of the same before it cover */
function whyNot(waiver: Waiver, parts: readonly SentPart[], covered: number): Reason | null {
  const part = parts.find(({ path }) => fieldText(path) === waiver.field);
  if (part === undefined) {
    const fields = parts.map(({ path }) => fieldText(path));
    const shown = `${fields.slice(0, 8).join(', ')}${fields.length > 8 ? `, … (${fields.length})` : ''}`;
    const remedy = didYouMean(waiver.field, fields, 'Correct it, or remove the waiver.');
    return ['field', `a field of the case that is sent: ${shown}`, showValue(waiver.field), remedy];
  }
  if (part.sha256() !== waiver.sha256) {
    const remedy = 'It has lapsed: remove it. If the screen still stops there, what to write is printed.';
    return ['sha256', 'the digest of the text as it is now', 'that of another text', remedy];
  }
  const hits = part.hits();
  const count = hits.filter(({ kind }) => kind === waiver.kind).length;
  if (count > 0) {
    if (covered <= count) return null;
    const expected = `${count} waived, as many as the screen finds of ${waiver.kind} in this text`;
    return ['hits', expected, String(covered), 'Correct hits, or remove a waiver.'];
  }
  const kinds = new Set(hits.map(({ kind }) => kind));
  const expected = kinds.size === 0 ? 'a hit of the screen in this text' : `one of ${[...kinds].join(', ')}`;
  const found = `${waiver.kind}, which it does not find`;
  return ['kind', expected, found, 'Remove the waiver, or correct its kind.'];
}
