import { floatAt } from '../numeric/argument.js';
import { normalCdf } from '../numeric/normal.js';
import type { Curve } from './absolute-area.js';

/** Residual mass at distinct places of [0, 1]. */
export interface ResidualMass {
  /** Ascending. */
  readonly places: Float64Array;
  readonly masses: Float64Array;
}

/** exp(-x^2 / 2) is below 1e-18 beyond this x. */
const REACH = 9.11;
/** Points of the grid to a kernel width. */
const POINTS = 8;

/** Terms of the cosine series after which a kernel of this width has damped everything below 1e-18. */
export function termsNeeded(width: number): number {
  return Math.ceil(REACH / (Math.PI * width)) + 1;
}

/** c_m = sum of mass cos(m pi place) for m = 0..terms - 1, by the recurrence of the cosine. */
export function cosineCoefficients(residuals: ResidualMass, terms: number): Float64Array<ArrayBuffer> {
  const coefficients = new Float64Array(terms);
  for (let u = 0; u < residuals.places.length; u++) {
    const twice = 2 * Math.cos(Math.PI * floatAt(residuals.places, u));
    const mass = floatAt(residuals.masses, u);
    let before = (mass * twice) / 2;
    let here = mass;
    for (let m = 0; m < terms; m++) {
      coefficients[m] = floatAt(coefficients, m) + here;
      const next = twice * here - before;
      before = here;
      here = next;
    }
  }
  return coefficients;
}

/**
 * The smoothed residuals as a series: the reflected Gaussian kernel is the heat kernel of [0, 1],
 * K_s(t, x) = 1 + 2 sum over m >= 1 of exp(-(m pi s)^2 / 2) cos(m pi t) cos(m pi x).
 */
export function cosineCurve(coefficients: Float64Array, width: number): Curve {
  const terms = Math.min(coefficients.length, termsNeeded(width));
  const damped = coefficients
    .slice(0, terms)
    .map((c, m) => (m === 0 ? c : 2 * c * Math.exp(-((m * Math.PI * width) ** 2) / 2)));
  const slopes = damped.map((a, m) => -a * m * Math.PI);
  const integrals = damped.map((a, m) => (m === 0 ? 0 : a / (m * Math.PI)));
  const mean = floatAt(damped, 0);
  const points = Math.max(64, Math.ceil(POINTS / width));
  return {
    value: (t) => cosineSum(damped, Math.PI * t),
    slope: (t) => sineSum(slopes, Math.PI * t),
    integral: (t) => mean * t + sineSum(integrals, Math.PI * t),
    grid: Float64Array.from({ length: points + 1 }, (_, j) => j / points),
  };
}

/** Sum of a_m cos(m x), by Clenshaw's recurrence. */
function cosineSum(a: Float64Array, x: number): number {
  const twice = 2 * Math.cos(x);
  let above = 0;
  let here = 0;
  for (let m = a.length - 1; m >= 1; m--) {
    const next = twice * here - above + floatAt(a, m);
    above = here;
    here = next;
  }
  return (here * twice) / 2 - above + floatAt(a, 0);
}

/** Sum of a_m sin(m x), by Clenshaw's recurrence. */
function sineSum(a: Float64Array, x: number): number {
  const twice = 2 * Math.cos(x);
  let above = 0;
  let here = 0;
  for (let m = a.length - 1; m >= 1; m--) {
    const next = twice * here - above + floatAt(a, m);
    above = here;
    here = next;
  }
  return here * Math.sin(x);
}

/** The smoothed residuals as a sum of kernels within reach, for widths at which one mirror image a side suffices. */
export function kernelCurve(residuals: ResidualMass, width: number): Curve {
  const { places, masses } = withImages(residuals, REACH * width);
  const passed = new Float64Array(places.length + 1);
  for (let i = 0; i < places.length; i++) passed[i + 1] = floatAt(passed, i) + floatAt(masses, i);
  const sumNear = (t: number, kernel: (z: number) => number): number => {
    let total = 0;
    const end = firstAbove(places, t + REACH * width);
    for (let i = firstAbove(places, t - REACH * width); i < end; i++) {
      total += floatAt(masses, i) * kernel((t - floatAt(places, i)) / width);
    }
    return total;
  };
  const height = 1 / (width * Math.sqrt(2 * Math.PI));
  return {
    value: (t) => sumNear(t, (z) => height * Math.exp((-z * z) / 2)),
    slope: (t) => sumNear(t, (z) => ((-z * height) / width) * Math.exp((-z * z) / 2)),
    integral: (t) => floatAt(passed, firstAbove(places, t - REACH * width)) + sumNear(t, normalCdf),
    grid: gridAround(places, width),
  };
}

/** The masses with their images in 0 and 1, as far as those reach into [0, 1]. */
function withImages({ places, masses }: ResidualMass, reach: number): ResidualMass {
  const nearZero = firstAbove(places, reach);
  const nearOne = firstAbove(places, 1 - reach);
  const left = (values: Float64Array): number[] => Array.from(values.subarray(0, nearZero)).reverse();
  const right = (values: Float64Array): number[] => Array.from(values.subarray(nearOne)).reverse();
  return {
    places: Float64Array.from([
      ...left(places).map((x) => -x),
      ...places,
      ...right(places).map((x) => 2 - x),
    ]),
    masses: Float64Array.from([...left(masses), ...masses, ...right(masses)]),
  };
}

/** Points within reach of a place, and 0 and 1; between the stretches the curve is 0. */
function gridAround(places: Float64Array, width: number): Float64Array {
  const step = width / POINTS;
  const points: number[] = [0];
  for (const place of places) {
    const end = Math.min(1, place + REACH * width);
    let t = Math.max(points.at(-1) ?? 0, place - REACH * width);
    while (t < end) {
      if (t > (points.at(-1) ?? 0)) points.push(t);
      t += step;
    }
  }
  points.push(1);
  return Float64Array.from(points);
}

/** The first index whose value is above x. */
function firstAbove(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (floatAt(ascending, middle) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
