import { type BlockedEgress, targetText } from '../domain/blocked-egress.js';
import type { Dossier } from '../domain/dossier.js';
import { count } from './format.js';
import { html, type Safe } from './html.js';
import { table } from './table.js';

const WAY_TEXT: Readonly<Record<BlockedEgress['how'], string>> = {
  tcp: 'connection (tcp)',
  udp: 'datagram (udp)',
  dns: 'name lookup (dns)',
  pipe: 'local socket (pipe)',
};

/** Which hosts were tried that no model version declares; their names are those of whoever tried. */
export function blockedTable(blocked: Dossier['blocked']): Safe {
  return html`<p>Something in Preceptor’s own process, such as a package, tried to reach these. It was kept from it, and nothing was sent to them.</p>
${table({
  caption: 'Attempts that were blocked, over all sittings of the run',
  label: 'Blocked attempts',
  columns: [{ head: 'Target' }, { head: 'Way' }, { head: 'Times', number: true }],
  rows: blocked.map((one) => ({
    head: targetText(one),
    cells: [WAY_TEXT[one.how], count(one.times)],
  })),
})}`;
}
