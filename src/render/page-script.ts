// This file's built form runs in the page, behind Chart.js and chart-config; it is never imported by Node.
import { buildChartConfig } from './chart-config.js';
import { chartHeight, isNarrow } from './chart-placing.js';
import type { ChartView } from './chart-view.js';

/** What is used of the page. */
interface PageElement {
  readonly clientWidth: number;
  readonly textContent: string | null;
  readonly style: { height: string };
  readonly classList: { add(name: string): void };
  setAttribute(name: string, value: string): void;
  append(child: PageElement): void;
  replaceChildren(...children: readonly PageElement[]): void;
}
declare const document: {
  getElementById(id: string): PageElement | null;
  createElement(tag: string): PageElement;
};
declare const window: { addEventListener(kind: 'resize', listener: () => void): void };
declare const Chart: new (
  canvas: PageElement,
  config: ReturnType<typeof buildChartConfig>,
) => {
  destroy(): void;
};

const PAGE_FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

function drawChart(view: ChartView): void {
  const box = document.getElementById(`canvas-${view.id}`);
  const figure = document.getElementById(`figure-${view.id}`);
  if (box === null || figure === null) return;
  figure.classList.add('live');
  let chart: { destroy(): void } | null = null;
  let drawnNarrow: boolean | null = null;
  const draw = () => {
    const look = { font: PAGE_FONT, width: box.clientWidth, titled: false };
    if (drawnNarrow === isNarrow(look.width)) return;
    drawnNarrow = isNarrow(look.width);
    chart?.destroy();
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', view.label);
    box.style.height = `${chartHeight(view, look)}px`;
    box.replaceChildren(canvas);
    chart = new Chart(canvas, buildChartConfig(view, look));
  };
  draw();
  window.addEventListener('resize', draw);
}

/** Puts the live chart in the place of every picture. */
export function drawCharts(): void {
  const text = document.getElementById('charts')?.textContent;
  if (text === null || text === undefined) return;
  const views: readonly ChartView[] = JSON.parse(text);
  for (const view of views) drawChart(view);
}
