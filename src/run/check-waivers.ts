import type { Waiver } from '../domain/waiver.js';
import { eachCase } from '../load/case-files.js';
import { type Located, problemAt, type Report } from '../load/place.js';
import type { Workspace } from '../load/workspace.js';
import { type SentPart, sentParts } from '../models/identifiers/screen-case.js';
import { fieldText, showValue } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';

/** Warns of every waiver that lets nothing pass: of an unknown case or field, of a text that has changed, of no hit. */
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
      for (const [index, waiver] of waivers.value.entries()) {
        if (waiver.case !== value.id || !open.delete(index)) continue;
        const reason = whyNot(waiver, sentParts(value));
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

function whyNot(waiver: Waiver, parts: readonly SentPart[]): Reason | null {
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
  const kinds = new Set(part.hits().map(({ kind }) => kind));
  if (kinds.has(waiver.kind)) return null;
  const expected = kinds.size === 0 ? 'a hit of the screen in this text' : `one of ${[...kinds].join(', ')}`;
  const found = `${waiver.kind}, which it does not find`;
  return ['kind', expected, found, 'Remove the waiver, or correct its kind.'];
}
