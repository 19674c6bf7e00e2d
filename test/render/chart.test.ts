import { describe, expect, it } from 'vitest';
import { buildChartConfig } from '../../src/render/chart-config.js';
import { chartHeight, rangeOf } from '../../src/render/chart-placing.js';
import { viewFigure } from '../../src/render/chart-view.js';
import { loadPageCode } from '../../src/render/page-code.js';
import { renderPicture, renderPng } from '../../src/render/picture.js';
import { aForest, anAccuracyFigure, anEstimate, insufficient } from './a-figure.js';

const LOOK = { font: 'DejaVu Sans', width: 960, titled: true };

describe('chart', () => {
  it('shows an insufficient row by its words and draws no mark for it', () => {
    const view = viewFigure(aForest());
    const last = view.rows.at(-1)?.lanes[0];
    expect(last?.mark).toBeNull();
    expect(last?.note).toBe('insufficient, n\u00A07');
    const points = buildChartConfig(view, LOOK).data.datasets.flatMap(({ data }) => data);
    expect(points).toHaveLength(view.rows.length - 1);
  });

  it('gives each model its own shape and each outcome its own look', () => {
    const models = viewFigure(anAccuracyFigure()).looks;
    expect(new Set(models.map(({ shape }) => shape)).size).toBe(models.length);
    const outcomes = viewFigure(aForest()).looks.map(({ shape, filled, colour }) =>
      [shape, filled, colour].join(),
    );
    expect(new Set(outcomes).size).toBe(4);
  });

  it('keeps zero, margins and every interval inside the axis', () => {
    const { min, max } = rangeOf(viewFigure(aForest()));
    expect(min).toBeLessThanOrEqual(-18.9);
    expect(max).toBeGreaterThanOrEqual(9.4);
    const all = rangeOf(viewFigure(anAccuracyFigure([])));
    expect(all).toEqual({ min: 0, max: 100, step: 20 });
  });

  it('ends an axis of differences where differences end', () => {
    const figure = aForest();
    const row = { label: 'few', estimate: anEstimate(0.33, 1), margin: null, outcome: null };
    const view = viewFigure(figure.kind === 'forest' ? { ...figure, rows: [row] } : figure);
    expect(rangeOf(view)).toMatchObject({ min: -100, max: 100 });
  });

  it('prints the limit of a row with the digits that show its outcome', () => {
    const figure = aForest();
    const row = { label: 'close', estimate: anEstimate(0, 0.04996), margin: -0.05, outcome: 'pass' };
    const view = viewFigure(figure.kind === 'forest' ? { ...figure, rows: [row] } : figure);
    expect(view.rows[0]?.lanes[0]?.note).toContain('\u22124.996 to +4.996');
  });

  it('grows with its rows', () => {
    const many = Array.from({ length: 30 }, (_, index) => `stratum ${index}`);
    const height = (groups: readonly string[]) => chartHeight(viewFigure(anAccuracyFigure(groups)), LOOK);
    expect(height(many) - height(many.slice(0, 10))).toBe(20 * (2 * 22 + 12));
  });

  it('gives the same bytes for the same figure, at twice the density', async () => {
    const first = await renderPng(aForest());
    await renderPng(anAccuracyFigure());
    expect((await renderPng(aForest())).equals(first)).toBe(true);
    const { png, width, height } = await renderPicture(anAccuracyFigure());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
  });

  it('draws a figure in which nothing was estimated', async () => {
    const figure = aForest();
    const rows = [{ label: 'none', estimate: insufficient(0), margin: null, outcome: null }];
    const png = await renderPng(figure.kind === 'forest' ? { ...figure, rows } : figure);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('reaches the page whole: without imports, exports or source maps', async () => {
    const { chartLibrary, drawing } = await loadPageCode();
    expect(drawing).not.toMatch(/^(import|export) /m);
    expect(drawing).toContain('function buildChartConfig');
    expect(chartLibrary).not.toContain('sourceMappingURL');
    expect(() => new Function(drawing)).not.toThrow();
  });
});
