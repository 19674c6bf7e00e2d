import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { Chart } from 'chart.js/auto';
import type { Figure } from '../domain/dossier.js';
import { PreceptorError } from '../errors.js';
import { buildChartConfig } from './chart-config.js';
import { chartHeight } from './chart-placing.js';
import { viewFigure } from './chart-view.js';

export interface Picture {
  readonly png: Buffer;
  /** CSS pixels; the picture has twice as many. */
  readonly width: number;
  readonly height: number;
}

const FONT = 'DejaVu Sans';
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];
const WIDTH = 960;
const DENSITY = 2;

let hasFonts = false;

function loadFonts(): void {
  if (hasFonts) return;
  const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
  for (const file of FONT_FILES) {
    if (GlobalFonts.registerFromPath(join(folder, 'ttf', file), FONT) === null) {
      throw new PreceptorError('ENVIRONMENT', `the font ${file} could not be loaded; run "npm ci"`);
    }
  }
  hasFonts = true;
}

/**
 * The figure as a PNG, at twice the density of the page. The same figure gives the same bytes.
 *
 * @throws PreceptorError `ENVIRONMENT` where the font is missing
 */
export async function renderPicture(figure: Figure): Promise<Picture> {
  const view = viewFigure(figure);
  const look = { font: FONT, width: WIDTH, titled: true };
  const height = chartHeight(view, look);
  const config = buildChartConfig(view, look);
  // The canvas holds its memory until the event loop turns.
  await nextTurn();
  loadFonts();
  const canvas = createCanvas(WIDTH, height);
  const options = {
    ...config.options,
    responsive: false,
    animation: false,
    devicePixelRatio: DENSITY,
  } as const;
  const chart = new Chart(canvas, { ...config, options });
  const png = canvas.toBuffer('image/png');
  chart.destroy();
  return { png, width: WIDTH, height };
}

/** The bytes of {@link renderPicture}. */
export async function renderPng(figure: Figure): Promise<Buffer> {
  return (await renderPicture(figure)).png;
}
