import {
  type FigureUnits,
  mersenneTwister,
  type PairedFigureUnits,
  type UnitFigure,
} from '../../../src/stats/index.js';

/** Every way of making a figure. */
export const FIGURES: readonly UnitFigure[] = [
  { by: 'mean' },
  { by: 'ratio' },
  { by: 'auroc' },
  { by: 'calibration-slope', clip: 0.01 },
  { by: 'calibration-error', bins: 10 },
  { by: 'quadratic-kappa' },
];

export const OPTIONS = { level: 0.95, seed: 7, range: {} } as const;

/** Units of a kind, in clusters of `size`; another seed draws another model's. */
export function unitsFor(figure: UnitFigure, n: number, size = 1, seed = 1): FigureUnits {
  const rng = mersenneTwister(seed);
  const values = new Float64Array(n);
  const seconds = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [u, v, w] = [rng.next(), rng.next(), rng.next()];
    switch (figure.by) {
      case 'mean':
        values[i] = Math.round(u * 4) / 4;
        break;
      case 'ratio':
        seconds[i] = 1 + Math.floor(u * 5);
        values[i] = Math.floor(v * (1 + Math.floor(u * 5)));
        break;
      case 'quadratic-kappa':
        values[i] = Math.floor(u * 5);
        seconds[i] = w < 0.6 ? Math.floor(u * 5) : Math.floor(v * 5);
        break;
      default:
        values[i] = Math.round(u * 20) / 20;
        seconds[i] = v < 0.2 + 0.6 * u ? 1 : 0;
    }
  }
  const clusters = Int32Array.from({ length: n }, (_, i) => Math.floor(i / size));
  return { values, seconds: figure.by === 'mean' ? null : seconds, clusters };
}

/** Two models on the same units. */
export function pairsFor(figure: UnitFigure, n: number, size = 1): PairedFigureUnits {
  const { clusters, ...newNumbers } = unitsFor(figure, n, size, 1);
  const { clusters: _, ...oldNumbers } = unitsFor(figure, n, size, 2);
  return { newNumbers, oldNumbers, clusters };
}
