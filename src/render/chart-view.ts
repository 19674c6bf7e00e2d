import type { Figure, ForestRow } from '../domain/dossier.js';
import type { Estimate } from '../domain/estimate.js';
import {
  count,
  differenceScale,
  estimateText,
  methodText,
  OUTCOME_MARK,
  type Scale,
  sizeText,
} from './format.js';

/** Point shapes that differ in outline, so that no reader needs the colour. */
export type Shape = 'circle' | 'rect' | 'rectRot' | 'triangle' | 'star' | 'crossRot';

interface Look {
  readonly label: string;
  readonly shape: Shape;
  readonly colour: string;
  readonly filled: boolean;
}

/** One estimate on its own line: what is drawn (in the unit of the view) and what is written beside it. */
export interface Lane {
  readonly look: number;
  /** null: insufficient; the note says so and nothing is drawn. */
  readonly mark: { readonly value: number; readonly lower: number; readonly upper: number } | null;
  readonly note: string;
  readonly detail: readonly string[];
}

interface ChartRow {
  readonly label: string;
  /** In the unit of the view; null where no gate tests the row. */
  readonly margin: number | null;
  readonly lanes: readonly Lane[];
}

/** A figure as both media draw it; plain JSON, all texts ready. */
export interface ChartView {
  readonly id: string;
  readonly kind: Figure['kind'];
  readonly title: string;
  readonly axis: string;
  readonly unit: '%' | 'pp' | 'score';
  readonly looks: readonly Look[];
  readonly rows: readonly ChartRow[];
  /** What somebody hears who cannot see the chart. */
  readonly label: string;
}

// Okabe and Ito's palette without its yellow, which is too pale on white.
const BLUE = '#0072B2';
const VERMILION = '#B84A00';
const GREEN = '#007A5A';
const PURPLE = '#A34E7D';
const INK = '#24292F';

const MODEL_LOOKS: readonly Omit<Look, 'label'>[] = [
  { shape: 'circle', colour: BLUE, filled: true },
  { shape: 'rectRot', colour: VERMILION, filled: true },
  { shape: 'triangle', colour: GREEN, filled: true },
  { shape: 'rect', colour: PURPLE, filled: true },
  { shape: 'circle', colour: INK, filled: false },
  { shape: 'rectRot', colour: BLUE, filled: false },
  { shape: 'triangle', colour: VERMILION, filled: false },
  { shape: 'rect', colour: GREEN, filled: false },
];

const OUTCOME_LOOKS: Readonly<Record<string, Omit<Look, 'label'>>> = {
  pass: { shape: 'circle', colour: BLUE, filled: true },
  fail: { shape: 'rectRot', colour: VERMILION, filled: true },
  inconclusive: { shape: 'circle', colour: INK, filled: false },
  invalid: { shape: 'triangle', colour: VERMILION, filled: false },
  blocked: { shape: 'rect', colour: VERMILION, filled: false },
};
const UNTESTED: Look = { label: 'no gate', shape: 'circle', colour: INK, filled: true };

/** Sign and word of an outcome that may be none of ours. */
export function markOutcome(outcome: string): string {
  const mark = Object.entries(OUTCOME_MARK).find(([name]) => name === outcome);
  return mark === undefined ? outcome : `${mark[1]} ${outcome}`;
}

function toLane(
  estimate: Estimate,
  scale: Scale,
  look: number,
  row: { margin: number | null; tail: string },
): Lane {
  const { margin, tail } = row;
  if (estimate.status === 'insufficient') {
    const note = `insufficient, n\u00A0${count(estimate.n)}${tail}`;
    return { look, mark: null, note, detail: [estimate.reason] };
  }
  const { value, lower, upper } = estimate;
  return {
    look,
    mark: { value: drawn(value, scale), lower: drawn(lower, scale), upper: drawn(upper, scale) },
    note: `${estimateText(estimate, scale, margin)}, n\u00A0${count(estimate.n)}${tail}`,
    detail: [`${estimateText(estimate, scale, margin)}; ${sizeText(estimate)}`, methodText(estimate)],
  };
}

function drawn(value: number, scale: Scale): number {
  return scale === 'score difference' ? value : value * 100;
}

function forestLook(row: ForestRow): Look {
  const look = row.outcome === null ? undefined : OUTCOME_LOOKS[row.outcome];
  return look === undefined || row.outcome === null ? UNTESTED : { label: row.outcome, ...look };
}

function viewForest(figure: Extract<Figure, { kind: 'forest' }>): ChartView {
  const looks: Look[] = [];
  const scale = differenceScale(figure.unit);
  const rows = figure.rows.map((row): ChartRow => {
    const look = forestLook(row);
    let index = looks.findIndex((known) => known.label === look.label);
    if (index < 0) index = looks.push(look) - 1;
    const tail = row.outcome === null ? '' : `  ${markOutcome(row.outcome)}`;
    return {
      label: row.label,
      margin: row.margin === null ? null : drawn(row.margin, scale),
      lanes: [toLane(row.estimate, scale, index, { margin: row.margin, tail })],
    };
  });
  const { id, kind, title } = figure;
  const isShare = figure.unit === 'proportion';
  const axis = isShare ? `${figure.axis}, in pp` : figure.axis;
  return {
    id,
    kind,
    title,
    axis,
    unit: isShare ? 'pp' : 'score',
    looks,
    rows,
    label: labelOf(figure.title, rows),
  };
}

function viewAccuracy(figure: Extract<Figure, { kind: 'accuracy' }>): ChartView {
  const looks = figure.series.map((series, index): Look => {
    const look = MODEL_LOOKS[index % MODEL_LOOKS.length];
    return { ...(look ?? UNTESTED), label: series.model };
  });
  const rows = figure.groups.map((group, index): ChartRow => {
    const lanes = figure.series.flatMap((series, look) => {
      const estimate = series.estimates[index];
      return estimate === undefined ? [] : [toLane(estimate, 'share', look, { margin: null, tail: '' })];
    });
    return { label: group, margin: null, lanes };
  });
  const { id, kind, title } = figure;
  const axis = `${figure.axis}, in %`;
  return { id, kind, title, axis, unit: '%', looks, rows, label: labelOf(figure.title, rows) };
}

function labelOf(title: string, rows: readonly ChartRow[]): string {
  const first = rows.slice(0, 3).map((row) => {
    return `${row.label}: ${row.lanes.map((lane) => lane.note).join('; ')}`;
  });
  const rest = rows.length > first.length ? ` And ${rows.length - first.length} more rows.` : '';
  return `${title}. ${first.join('. ')}.${rest} All values stand in the table of this chart.`;
}

/** What is drawn of a figure, with every text of it; it computes nothing but the change of unit to per cent. */
export function viewFigure(figure: Figure): ChartView {
  return figure.kind === 'forest' ? viewForest(figure) : viewAccuracy(figure);
}
