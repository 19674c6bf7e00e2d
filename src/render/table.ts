import { type Fragment, html, NOTHING, type Safe } from './html.js';

interface Column {
  readonly head: Fragment;
  /** Numbers stand at the right edge. */
  readonly number?: boolean;
}

interface TableRow {
  /** The cell that names the row. */
  readonly head: Fragment;
  readonly cells: readonly Fragment[];
  readonly mark?: string;
  /** A line below the cells, across all of them. */
  readonly below?: Fragment;
}

export interface TableParts {
  readonly caption: Fragment;
  /** What the scrolling box is called for those who hear it. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  readonly kind?: string;
}

function cell(fragment: Fragment, column: Column | undefined): Safe {
  return column?.number === true ? html`<td class="number">${fragment}</td>` : html`<td>${fragment}</td>`;
}

function row(parts: TableRow, columns: readonly Column[]): Safe {
  const cells = parts.cells.map((fragment, index) => cell(fragment, columns[index + 1]));
  const mark = parts.mark ?? 'plain';
  if (parts.below === undefined) {
    return html`<tr class="${mark}"><th scope="row">${parts.head}</th>${cells}</tr>\n`;
  }
  return html`<tr class="${mark} upper"><th scope="row" rowspan="2">${parts.head}</th>${cells}</tr>
<tr class="${mark} below"><td colspan="${cells.length}"><div class="stay">${parts.below}</div></td></tr>
`;
}

/** A table with caption and scopes that scrolls inside its own box; the first column names the rows. */
export function table(parts: TableParts): Safe {
  const heads = parts.columns.map((column) =>
    column.number === true
      ? html`<th scope="col" class="number">${column.head}</th>`
      : html`<th scope="col">${column.head}</th>`,
  );
  const body = parts.rows.map((one) => row(one, parts.columns));
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${parts.label}">
<table class="${parts.kind ?? 'plain'}"><caption><div class="stay">${parts.caption}</div></caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** A list, or nothing where it is empty. */
export function list(items: readonly Fragment[]): Safe {
  if (items.length === 0) return NOTHING;
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A section of the dossier with its heading. */
export function section(id: string, title: string, body: Fragment): Safe {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>
`;
}
