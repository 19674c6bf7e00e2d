// This file's built form runs in the page as well: it may import types, and the other chart files that do.
import type { Chart, Plugin } from 'chart.js';
import type { Placing } from './chart-placing.js';
import type { ChartView } from './chart-view.js';

/** What is used of a canvas context. */
interface Pen {
  font: string;
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  textAlign: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  setLineDash(segments: number[]): void;
  measureText(text: string): { width: number };
}

export const INK = '#24292F';
export const FAINT = '#57606A';
export const MARGIN_INK = '#B84A00';
const BAND = '#F3F5F7';
const WHITE = '#FFFFFF';
const GAP = 14;
const EDGE = 8;

function shorten(pen: Pen, text: string, most: number): string {
  if (pen.measureText(text).width <= most) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && pen.measureText(`${letters.join('')}…`).width > most) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Where a row's height comes out on the canvas: rows and points stand on the same scale. */
function heightOf(chart: Chart, y: number): number {
  return chart.scales.y?.getPixelForValue(y) ?? y;
}

function drawBands(chart: Chart, placing: Placing): void {
  const pen: Pen = chart.ctx;
  pen.save();
  pen.fillStyle = BAND;
  placing.rows.forEach((row, index) => {
    const top = heightOf(chart, row.top);
    if (index % 2 === 0) pen.fillRect(0, top, chart.width, heightOf(chart, row.bottom) - top);
  });
  pen.restore();
}

function drawLine(pen: Pen, points: readonly [number, number, number, number], dash: number[]): void {
  const [fromX, fromY, toX, toY] = points;
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.stroke();
}

function drawReferences(chart: Chart, view: ChartView, placing: Placing): void {
  const scale = chart.scales.x;
  if (view.kind !== 'forest' || scale === undefined) return;
  const pen: Pen = chart.ctx;
  const { top, bottom } = chart.chartArea;
  const zero = scale.getPixelForValue(0);
  pen.save();
  pen.strokeStyle = INK;
  pen.lineWidth = 1.5;
  drawLine(pen, [zero, top, zero, bottom], []);
  pen.strokeStyle = MARGIN_INK;
  pen.lineWidth = 2;
  for (const row of placing.rows) {
    if (row.margin === null) continue;
    const x = scale.getPixelForValue(row.margin);
    drawLine(pen, [x, heightOf(chart, row.top), x, heightOf(chart, row.bottom)], [5, 4]);
  }
  pen.restore();
}

function drawWhiskers(chart: Chart, view: ChartView, placing: Placing): void {
  const scale = chart.scales.x;
  if (scale === undefined) return;
  const pen: Pen = chart.ctx;
  pen.save();
  pen.lineWidth = 2;
  for (const { lane, y } of placing.rows.flatMap((row) => row.lanes)) {
    if (lane.mark === null) continue;
    pen.strokeStyle = view.looks[lane.look]?.colour ?? INK;
    const from = scale.getPixelForValue(lane.mark.lower);
    const to = scale.getPixelForValue(lane.mark.upper);
    const at = heightOf(chart, y);
    drawLine(pen, [from, at, to, at], []);
    drawLine(pen, [from, at - 4, from, at + 4], []);
    drawLine(pen, [to, at - 4, to, at + 4], []);
  }
  pen.restore();
}

/** A text on a ground of its own, so that no line of the chart runs through it. */
function writeText(pen: Pen, text: string, at: readonly [number, number], ground: string): void {
  const [x, y] = at;
  const ink = pen.fillStyle;
  pen.fillStyle = ground;
  pen.fillRect(x - 2, y - 8, pen.measureText(text).width + 4, 16);
  pen.fillStyle = ink;
  pen.fillText(text, x, y);
}

function drawTexts(chart: Chart, placing: Placing, font: string): void {
  const pen: Pen = chart.ctx;
  const { left, right } = chart.chartArea;
  const { narrow } = placing;
  pen.save();
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  placing.rows.forEach((row, index) => {
    const ground = index % 2 === 0 ? BAND : WHITE;
    const middle = narrow ? row.top + 13 : (row.top + row.bottom) / 2;
    pen.font = `${narrow ? 'bold ' : ''}13px ${font}`;
    pen.fillStyle = INK;
    const most = narrow ? chart.width - 2 * EDGE : left - GAP - EDGE;
    writeText(pen, shorten(pen, row.label, most), [EDGE, heightOf(chart, middle)], ground);
    pen.font = `12px ${font}`;
    for (const { lane, y } of row.lanes) {
      pen.fillStyle = lane.mark === null ? FAINT : INK;
      const note = narrow ? shorten(pen, lane.note, chart.width - 2 * EDGE) : lane.note;
      const at: readonly [number, number] = narrow
        ? [EDGE, heightOf(chart, y - 16)]
        : [right + GAP, heightOf(chart, y)];
      writeText(pen, note, at, ground);
    }
  });
  pen.restore();
}

/** How wide the texts at a side are at this size, up to a third of the chart for the labels. */
export function sideWidth(chart: Chart, placing: Placing, font: string, side: 'left' | 'right'): number {
  if (placing.narrow) return EDGE;
  const pen: Pen = chart.ctx;
  pen.save();
  pen.font = `${side === 'left' ? 13 : 12}px ${font}`;
  const texts = placing.rows.flatMap((row) => {
    return side === 'left' ? [row.label] : row.lanes.map(({ lane }) => lane.note);
  });
  const widest = Math.max(0, ...texts.map((text) => pen.measureText(text).width));
  pen.restore();
  return (side === 'left' ? Math.min(widest, chart.width / 3) : widest) + GAP + EDGE;
}

export function rowsPlugin(view: ChartView, placing: Placing, font: string): Plugin {
  return {
    id: 'rows',
    beforeDraw: (chart) => {
      const pen: Pen = chart.ctx;
      pen.save();
      pen.fillStyle = WHITE;
      pen.fillRect(0, 0, chart.width, chart.height);
      pen.restore();
      drawBands(chart, placing);
    },
    beforeDatasetsDraw: (chart) => {
      drawReferences(chart, view, placing);
      drawWhiskers(chart, view, placing);
    },
    afterDatasetsDraw: (chart) => drawTexts(chart, placing, font),
  };
}
