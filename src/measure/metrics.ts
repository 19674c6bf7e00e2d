import type { Metric } from '../domain/metric.js';
import type { MetricName } from '../domain/metric-name.js';
import { accuracy } from './accuracy.js';
import { answeredAccuracy } from './answered-accuracy.js';
import { brier } from './brier.js';
import { calibrationError, calibrationSlope, confidenceAuroc } from './calibration.js';
import { rubricScore } from './rubric-score.js';
import { severeHarm } from './severe-harm.js';
import { criticalUnderTriage, overTriage, underTriage } from './triage-errors.js';
import { triageKappa } from './triage-kappa.js';

/** Every metric, by the name that suites and policies use. */
export const METRICS = {
  accuracy,
  answered_accuracy: answeredAccuracy,
  rubric_score: rubricScore,
  severe_harm: severeHarm,
  under_triage: underTriage,
  over_triage: overTriage,
  critical_under_triage: criticalUnderTriage,
  triage_kappa: triageKappa,
  brier,
  confidence_auroc: confidenceAuroc,
  calibration_slope: calibrationSlope,
  calibration_error: calibrationError,
} as const satisfies Record<MetricName, Metric>;
