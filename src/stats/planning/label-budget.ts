import { type Insufficient, insufficient } from '../interval.js';
import { requireCount, requireLevel, requireNumber, requirePositive } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { roundUp, smallestPassing } from './normal-plan.js';

/** What is known, before labelling, of a judge and the people whose labels correct it. */
export interface LabelPlan {
  /** Independent cases that the judge grades, integer >= 2; the labelled ones are a random sample of them. */
  readonly cases: number;
  /** Variance of a person's label over cases, > 0. */
  readonly humanVariance: number;
  /** Variance of the judge's verdict over cases, >= 0. */
  readonly judgeVariance: number;
  /** Correlation of verdict and label, in [-1, 1]; 0 where the judge's variance is 0. */
  readonly correlation: number;
  /** Half-width wanted, in the unit of the labels, > 0: half of the margin. */
  readonly halfWidth: number;
  /** Two-sided coverage, 0 < level < 1. */
  readonly level: number;
  /** Expected share of the rarer class among the labels, 0 < share <= 0.5; null for labels that are not 0/1. */
  readonly rarerShare: number | null;
}

/** How many cases people have to label. */
export interface LabelBudget {
  readonly status: 'planned';
  readonly labels: number;
  /** The tuning constant of PPI++ at that number, in [0, 1]; 0 uses the labels alone. */
  readonly lambda: number;
  /** The half-width expected at that number. */
  readonly halfWidth: number;
  /** Which of the rules asks for most. */
  readonly governedBy: 'half-width' | 'least-labels' | 'rarer-class';
}

const LEAST_LABELS = 100;
const LEAST_OF_RARER_CLASS = 30;

/**
 * Labels needed so that the prediction-powered (PPI++) interval is as narrow as wanted.
 *
 * With n labels of N cases, se^2 = lambda^2 var(J) / (N - n) + var(H - lambda J) / n at the best lambda in [0, 1],
 * (1 - n / N) cov(H, J) / var(J); with all cases labelled it is var(H) / N. At least 100 labels, and 30 of the rarer
 * class.
 *
 * @param plan - the cases, both variances and their correlation, the half-width and level, the rarer class's share
 * @returns labels <= cases and what governs them; `insufficient` where labelling every case is not enough
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453
 */
export function labelBudget(plan: LabelPlan): LabelBudget | Insufficient {
  requirePlan(plan);
  const z = -normalQuantile((1 - plan.level) / 2);
  const byWidth = smallestPassing(
    1,
    plan.cases,
    (labels) => z * Math.sqrt(ppiVariance(plan, labels).variance) <= plan.halfWidth * (1 + 1e-12),
  );
  if (byWidth === null) {
    const reach = z * Math.sqrt(plan.humanVariance / plan.cases);
    return insufficient(
      `labels on all ${plan.cases} cases leave a half-width of ${reach}, above ${plan.halfWidth}`,
    );
  }
  const byClass = plan.rarerShare === null ? 0 : roundUp(LEAST_OF_RARER_CLASS / plan.rarerShare);
  const labels = Math.max(byWidth, LEAST_LABELS, byClass);
  if (labels > plan.cases) {
    return insufficient(`${labels} labels are needed, and there are only ${plan.cases} cases`);
  }
  const { variance, lambda } = ppiVariance(plan, labels);
  return {
    status: 'planned',
    labels,
    lambda,
    halfWidth: z * Math.sqrt(variance),
    governedBy: labels === byWidth ? 'half-width' : labels === LEAST_LABELS ? 'least-labels' : 'rarer-class',
  };
}

/** The variance of PPI++ with `labels` of the cases labelled, at its best lambda. */
function ppiVariance(
  plan: LabelPlan,
  labels: number,
): { readonly variance: number; readonly lambda: number } {
  const { cases, humanVariance, judgeVariance } = plan;
  const covariance = plan.correlation * Math.sqrt(humanVariance * judgeVariance);
  if (labels === cases || covariance <= 0) return { variance: humanVariance / labels, lambda: 0 };
  const lambda = Math.min(1, ((1 - labels / cases) * covariance) / judgeVariance);
  const residual = humanVariance - 2 * lambda * covariance + lambda ** 2 * judgeVariance;
  return { variance: (lambda ** 2 * judgeVariance) / (cases - labels) + residual / labels, lambda };
}

function requirePlan(plan: LabelPlan): void {
  requireCount(plan.cases, 'cases', 2);
  requirePositive(plan.humanVariance, 'humanVariance');
  requireNumber(plan.judgeVariance, 'judgeVariance', 0);
  requireNumber(
    plan.correlation,
    'correlation',
    plan.judgeVariance === 0 ? 0 : -1,
    plan.judgeVariance === 0 ? 0 : 1,
  );
  requirePositive(plan.halfWidth, 'halfWidth');
  requireLevel(plan.level, 'level');
  if (plan.rarerShare === null) return;
  requirePositive(plan.rarerShare, 'rarerShare');
  requireNumber(plan.rarerShare, 'rarerShare', 0, 0.5);
}
