import type { Figure } from '../domain/dossier.js';
import { markOutcome, viewFigure } from './chart-view.js';
import { estimateCell } from './estimate-cell.js';
import { differenceScale, quantity } from './format.js';
import { type Fragment, html, NOTHING, type Safe } from './html.js';
import type { Picture } from './picture.js';
import { table } from './table.js';

function forestTable(figure: Extract<Figure, { kind: 'forest' }>): Safe {
  return table({
    caption: `Table of the chart: ${figure.title}`,
    label: `Table of ${figure.title}`,
    columns: [
      { head: 'Row' },
      { head: 'Difference (interval)', number: true },
      { head: 'Margin', number: true },
      { head: 'Outcome' },
    ],
    rows: figure.rows.map((row) => ({
      head: row.label,
      cells: [
        estimateCell(row.estimate, differenceScale(figure.unit), row.margin),
        row.margin === null ? 'none' : quantity(row.margin, differenceScale(figure.unit)),
        row.outcome === null ? 'no gate' : markOutcome(row.outcome),
      ],
    })),
  });
}

function accuracyTable(figure: Extract<Figure, { kind: 'accuracy' }>): Safe {
  return table({
    caption: `Table of the chart: ${figure.title}`,
    label: `Table of ${figure.title}`,
    columns: [{ head: 'Stratum' }, ...figure.series.map(({ model }) => ({ head: model, number: true }))],
    rows: figure.groups.map((group, index) => ({
      head: group,
      cells: figure.series.map(({ estimates }): Fragment => {
        const estimate = estimates[index];
        return estimate === undefined ? 'none' : estimateCell(estimate, 'share');
      }),
    })),
  });
}

/**
 * A chart with its table. Without a script, and on paper, the picture is the chart.
 *
 * @param picture - the figure as PNG; undefined: the table stands alone
 */
export function figureBlock(figure: Figure, picture: Picture | undefined): Safe {
  const view = viewFigure(figure);
  const image =
    picture === undefined
      ? NOTHING
      : html`<img src="data:image/png;base64,${picture.png.toString('base64')}" width="${picture.width}" height="${picture.height}" alt="${view.label}">`;
  const whole = figure.kind === 'forest' ? forestTable(figure) : accuracyTable(figure);
  return html`<figure id="figure-${figure.id}" class="${picture === undefined ? 'bare' : 'pictured'}"><figcaption>${figure.title} <span class="note">${view.axis}; lines are the intervals</span></figcaption>
<div class="canvas" id="canvas-${figure.id}"></div>
${image}
<details class="chart-table"><summary>The numbers of this chart</summary>
${whole}</details></figure>
`;
}
