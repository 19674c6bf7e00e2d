// This file's built form runs in the page as well: it may import types, and the other chart files that do.
import type { ChartView, Lane } from './chart-view.js';

export interface ChartLook {
  readonly font: string;
  /** CSS pixels. */
  readonly width: number;
  /** A picture carries its title itself; a page has a caption. */
  readonly titled: boolean;
}

interface PlacedLane {
  readonly lane: Lane;
  readonly y: number;
}

export interface PlacedRow {
  readonly label: string;
  readonly margin: number | null;
  readonly top: number;
  readonly bottom: number;
  readonly lanes: readonly PlacedLane[];
}

export interface Placing {
  readonly narrow: boolean;
  readonly rows: readonly PlacedRow[];
  readonly total: number;
}

const NARROW_BELOW = 640;

export function isNarrow(width: number): boolean {
  return width < NARROW_BELOW;
}

/** Rows from the top down in pixels; in a narrow chart the texts stand above their line, not beside it. */
export function placeRows(view: ChartView, width: number): Placing {
  const narrow = isNarrow(width);
  let top = 0;
  const rows = view.rows.map((row) => {
    const head = narrow ? 22 : 6;
    const step = narrow ? 36 : 22;
    const lanes = row.lanes.map((lane, index) => {
      return { lane, y: top + head + index * step + (narrow ? 24 : step / 2) };
    });
    const bottom = top + head + Math.max(1, row.lanes.length) * step + 6;
    const placed = { label: row.label, margin: row.margin, top, bottom, lanes };
    top = bottom;
    return placed;
  });
  return { narrow, rows, total: top };
}

/** The height that the chart needs at this width, in CSS pixels. */
export function chartHeight(view: ChartView, look: ChartLook): number {
  const legend = 30 + (isNarrow(look.width) ? 22 * Math.ceil(view.looks.length / 2) : 0);
  return placeRows(view, look.width).total + legend + 62 + (look.titled ? 40 : 0);
}

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The step of 1, 2 or 5 times a power of ten that parts the span into at most eight. */
function niceStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 8));
  return ([1, 2, 5, 10].find((times) => span / (times * power) <= 8) ?? 10) * power;
}

export function rangeOf(view: ChartView): Range {
  const values = view.rows.flatMap((row) => [
    ...(row.margin === null ? [] : [row.margin]),
    ...row.lanes.flatMap((lane) => (lane.mark === null ? [] : [lane.mark.lower, lane.mark.upper])),
  ]);
  if (view.kind === 'forest') values.push(0);
  if (values.length === 0) return { min: 0, max: 100, step: 20 };
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = Math.max((high - low) * 0.04, view.unit === 'score' ? 0.001 : 0.1);
  const step = niceStep(high - low + 2 * pad);
  const min = Math.floor((low - pad) / step) * step;
  const max = Math.ceil((high + pad) / step) * step;
  if (view.unit === 'score') return { min, max, step };
  // No share lies outside 0..100 %, no difference of two outside ±100 pp.
  return { min: Math.max(view.unit === 'pp' ? -100 : 0, min), max: Math.min(100, max), step };
}

export function findLane(placing: Placing, y: number | null): { row: PlacedRow; lane: Lane } | null {
  for (const row of placing.rows) {
    for (const placed of row.lanes) if (placed.y === y) return { row, lane: placed.lane };
  }
  return null;
}
