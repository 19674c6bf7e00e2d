import type { MetricName } from '../../domain/metric-name.js';
import type { Suite } from '../../domain/suite.js';
import { type Located, problemAt, type Report } from '../place.js';
import type { Workspace } from '../workspace.js';

const ON_SCALES: readonly MetricName[] = [
  'under_triage',
  'over_triage',
  'critical_under_triage',
  'triage_kappa',
];
const ON_CONFIDENCES: readonly MetricName[] = [
  'brier',
  'confidence_auroc',
  'calibration_slope',
  'calibration_error',
];

/** Metrics that could have no value in this suite: without a scale, or without a stated confidence. */
export function checkSuiteMetrics(suite: Located<Suite>, workspace: Workspace, report: Report): void {
  const { metrics, protocols, graders } = suite.value;
  const graderKinds = graders.map((name) => workspace.graders.get(name)?.value.kind);
  const confidences = protocols.map((name) => workspace.protocols.get(name)?.value.confidence ?? []);
  const hasScale = graderKinds.some((kind) => kind === 'scale' || kind === undefined);
  const hasConfidence = confidences.some((sources) => sources.length > 0);
  for (const [index, metric] of metrics.entries()) {
    if (ON_SCALES.includes(metric) && !hasScale) {
      report(
        problemAt(suite, ['metrics', index], {
          expected: 'a grader of kind scale among the graders of the suite',
          found: `${metric}, and none`,
          remedy: 'Grade the primary criterion with a scale, or take the metric out.',
        }),
      );
    }
    if (ON_CONFIDENCES.includes(metric) && !hasConfidence) {
      report(
        problemAt(suite, ['metrics', index], {
          expected: 'a protocol of the suite that asks for a confidence',
          found: `${metric}, and none`,
          remedy: 'Add confidence: [verbalised] and confidences to a protocol, or take the metric out.',
        }),
      );
    }
  }
}
