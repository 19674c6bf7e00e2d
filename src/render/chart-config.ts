// This file's built form runs in the page as well: it may import types, and the other chart files that do.
import type { ChartConfiguration, ChartDataset, Point, Scale } from 'chart.js';
import { FAINT, INK, MARGIN_INK, rowsPlugin, sideWidth } from './chart-drawing.js';
import { type ChartLook, findLane, type Placing, placeRows, rangeOf } from './chart-placing.js';
import type { ChartView, Shape } from './chart-view.js';

const GRID = '#DDE1E6';

function buildDatasets(view: ChartView, placing: Placing): ChartDataset<'scatter', Point[]>[] {
  return view.looks.map((look, index) => ({
    label: look.label,
    // A mark at the end of the axis is drawn whole.
    clip: 10,
    data: placing.rows
      .flatMap((row) => row.lanes)
      .flatMap(({ lane, y }) =>
        lane.look === index && lane.mark !== null ? [{ x: lane.mark.value, y }] : [],
      ),
    pointStyle: look.shape,
    pointRadius: look.shape === 'rectRot' || look.shape === 'triangle' ? 7 : 5.5,
    pointHoverRadius: 8,
    pointBorderWidth: 2,
    pointBorderColor: look.colour,
    pointBackgroundColor: look.filled ? look.colour : '#FFFFFF',
  }));
}

interface LegendEntry {
  readonly text: string;
  readonly datasetIndex: number;
  readonly pointStyle: Shape | 'line';
  readonly fillStyle: string;
  readonly strokeStyle: string;
  readonly lineWidth: number;
  readonly lineDash: number[];
  readonly fontColor: string;
}

function legendItems(view: ChartView): LegendEntry[] {
  const items = view.looks.map(
    (look, index): LegendEntry => ({
      text: look.label,
      datasetIndex: index,
      pointStyle: look.shape,
      fillStyle: look.filled ? look.colour : '#FFFFFF',
      strokeStyle: look.colour,
      lineWidth: 2,
      lineDash: [],
      fontColor: INK,
    }),
  );
  if (view.kind !== 'forest') return items;
  const line: Omit<LegendEntry, 'text' | 'strokeStyle' | 'lineDash'> = {
    pointStyle: 'line',
    fillStyle: '#FFFFFF',
    lineWidth: 2,
    datasetIndex: 0,
    fontColor: INK,
  };
  items.push({ ...line, text: 'no difference', strokeStyle: INK, lineDash: [] });
  if (view.rows.some((row) => row.margin !== null)) {
    items.push({ ...line, text: 'margin', strokeStyle: MARGIN_INK, lineDash: [5, 4] });
  }
  return items;
}

function tickText(value: number | string, unit: ChartView['unit']): string {
  const number = Number(value);
  const size = `${Number(Math.abs(number).toFixed(6))}`;
  if (number < 0) return `\u2212${size}`;
  return unit !== '%' && number > 0 ? `+${size}` : size;
}

function buildScales(view: ChartView, placing: Placing, font: { family: string; size: number }) {
  const { min, max, step } = rangeOf(view);
  const side = (which: 'left' | 'right') => ({
    type: 'linear' as const,
    position: which,
    min: 0,
    max: Math.max(1, placing.total),
    reverse: true,
    grid: { display: false },
    border: { display: false },
    ticks: { display: false },
    afterFit: (scale: Scale) => {
      scale.width = sideWidth(scale.chart, placing, font.family, which);
    },
  });
  return {
    x: {
      min,
      max,
      grid: { color: GRID },
      border: { color: FAINT },
      ticks: {
        color: INK,
        font,
        maxRotation: 0,
        stepSize: step,
        callback: (value: number | string) => tickText(value, view.unit),
      },
      title: { display: !placing.narrow, text: view.axis, color: INK, font: { ...font, size: 13 } },
    },
    y: side('left'),
    notes: side('right'),
  };
}

/** The Chart.js configuration of a figure: the same for the page and for the picture. */
export function buildChartConfig(view: ChartView, look: ChartLook): ChartConfiguration<'scatter', Point[]> {
  const placing = placeRows(view, look.width);
  const font = { family: look.font, size: 12 };
  const labels = { usePointStyle: true, boxHeight: 9, color: INK, font };
  return {
    type: 'scatter',
    data: { datasets: buildDatasets(view, placing) },
    plugins: [rowsPlugin(view, placing, look.font)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { left: 8, right: 4, top: 2, bottom: 4 } },
      scales: buildScales(view, placing, font),
      plugins: {
        title: {
          display: look.titled,
          text: view.title,
          align: 'start',
          color: INK,
          font: { family: look.font, size: 16, weight: 'bold' },
          padding: { top: 10, bottom: 6 },
        },
        legend: {
          align: 'start',
          onClick: () => {},
          labels: { ...labels, generateLabels: () => legendItems(view) },
        },
        tooltip: {
          titleFont: { ...font, weight: 'bold' },
          bodyFont: font,
          displayColors: false,
          callbacks: {
            title: (items) => findLane(placing, items[0]?.parsed.y ?? null)?.row.label ?? '',
            label: (item) => [...(findLane(placing, item.parsed.y)?.lane.detail ?? [])],
          },
        },
      },
    },
  };
}
