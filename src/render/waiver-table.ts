import type { Dossier } from '../domain/dossier.js';
import { count } from './format.js';
import { html, type Safe } from './html.js';
import { table } from './table.js';

/** Who let what leave the institution, and why. */
export function waiverTable(waivers: Dossier['waivers']): Safe {
  const what = waivers.length === 1 ? '1 waiver' : `${count(waivers.length)} waivers`;
  return html`<p>The screen for identifiers stopped at these texts. A named person let them go to a model from where they may leave the institution; Preceptor did not check what they are. A waiver stands for as many hits of its kind in that very text as it says.</p>
${table({
  caption: `${what} of what the screen took for an identifier`,
  label: 'Waived identifiers',
  columns: [
    { head: 'Case' },
    { head: 'Field' },
    { head: 'Kind' },
    { head: 'Hits' },
    { head: 'Waived by' },
    { head: 'On' },
    { head: 'Reason' },
  ],
  rows: waivers.map((waiver) => ({
    head: html`${waiver.case}<span class="note">set ${waiver.set}</span>`,
    cells: [waiver.field, waiver.kind, String(waiver.hits ?? 1), waiver.by, waiver.at, waiver.reason],
  })),
})}`;
}
