import { type Static, Type } from 'typebox';

/** Every metric that a suite may ask for and a policy may gate on. */
export const MetricName = Type.Enum([
  'accuracy',
  'answered_accuracy',
  'rubric_score',
  'severe_harm',
  'under_triage',
  'over_triage',
  'critical_under_triage',
  'triage_kappa',
  'brier',
  'confidence_auroc',
  'calibration_slope',
  'calibration_error',
]);
export type MetricName = Static<typeof MetricName>;

/** As headings and axes name them. */
export const METRIC_TITLES = {
  accuracy: 'Accuracy',
  answered_accuracy: 'Accuracy of graded answers',
  rubric_score: 'Rubric score',
  severe_harm: 'Severe harm in any repeat',
  under_triage: 'Under-triage',
  over_triage: 'Over-triage',
  critical_under_triage: 'Critical under-triage',
  triage_kappa: 'Agreement with the key (quadratic kappa)',
  brier: 'Brier score of the stated confidence',
  confidence_auroc: 'AUROC of the stated confidence',
  calibration_slope: 'Calibration slope of the stated confidence',
  calibration_error: 'Debiased squared calibration error',
} as const satisfies Record<MetricName, string>;
