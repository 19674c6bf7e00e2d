import { hashOf } from '../domain/hash.js';
import type { Metric } from '../domain/metric.js';
import { firstForecast } from './forecast.js';

const BINS = 10;
const CLIP = 0.01;

const SHARED = {
  unit: 'score',
  kind: 'forecast',
  criteria: 'primary',
  isBinary: false,
  isAbout: () => true,
} as const;

function definitionOf(metric: string, aggregation: string, interval: string) {
  return hashOf({
    metric,
    version: 1,
    population: 'units whose first repeat was graded and stated a confidence from the first source elicited',
    unit: 'a case (variant, step) under one protocol: its first repeat',
    value: 'f: the stated confidence; o: 1[the primary criterion is met]',
    aggregation,
    missing: 'a trial without a verdict or a confidence has no forecast, whoever is charged with it',
    interval,
  });
}

/** How well the stated confidence tells right answers from wrong ones (METHODS §1.2). */
export const confidenceAuroc: Metric = {
  ...SHARED,
  id: 'confidence_auroc',
  better: 'higher',
  range: { min: 0, max: 1 },
  figure: { by: 'auroc' },
  hash: definitionOf(
    'confidence_auroc',
    'Mann–Whitney with half for ties',
    'DeLong where every cluster has one unit, else cluster bootstrap',
  ),
  value: (unit, context) => firstForecast(unit, context),
};

/** Slope of logit P(right) on logit confidence: below 1 is over-confident (METHODS §1.2). */
export const calibrationSlope: Metric = {
  ...SHARED,
  id: 'calibration_slope',
  better: 'target',
  range: {},
  figure: { by: 'calibration-slope', clip: CLIP },
  hash: definitionOf(
    'calibration_slope',
    `slope of the logistic regression of o on logit f, f clipped to [${CLIP}, ${1 - CLIP}]`,
    'sandwich over clusters',
  ),
  value: (unit, context) => firstForecast(unit, context),
};

/** Debiased squared calibration error (METHODS §1.2): not biased upwards as the usual error is; it may be below 0. */
export const calibrationError: Metric = {
  ...SHARED,
  id: 'calibration_error',
  better: 'lower',
  range: { max: 1 },
  figure: { by: 'calibration-error', bins: BINS },
  hash: definitionOf(
    'calibration_error',
    `Σ n_k/N [(mean f − mean o)² − mean o (1 − mean o)/(n_k − 1)] over ${BINS} bins of equal width`,
    'cluster bootstrap, percentile',
  ),
  value: (unit, context) => firstForecast(unit, context),
};
