import type { Figure } from '../../src/domain/dossier.js';
import type { Estimate } from '../../src/domain/estimate.js';

export const MODELS = ['triage-llm-2025-11', 'triage-llm-2025-12'] as const;
export const [BASELINE, CANDIDATE] = MODELS;
export const STRATA = [
  'acuity: emergency_now',
  'acuity: within_hours',
  'acuity: routine',
  'age_group: adult',
  'age_group: child',
  'age_group: older_adult',
  'specialty: cardiology',
  'specialty: obstetrics_and_gynaecology',
] as const;

export function anEstimate(value: number, half: number, n = 320, clusters = n, method = 'Wilson'): Estimate {
  const lower = Math.max(-1, value - half);
  const upper = Math.min(1, value + half);
  return {
    status: 'estimated',
    value,
    lower,
    upper,
    level: 0.95,
    method,
    n,
    clusters,
    warnings: [],
  };
}

export function insufficient(n: number): Estimate {
  const reason = `fewer than 10 clusters (${n})`;
  return { status: 'insufficient', reason, n, clusters: n };
}

export function aForest(): Figure {
  const outcomes: Readonly<Record<number, string>> = { 0: 'pass', 5: 'inconclusive', 2: 'fail' };
  const rows = ['all cases', ...STRATA].map((label, index) => ({
    label,
    estimate:
      index === 8
        ? insufficient(7)
        : anEstimate(index === 2 ? -0.14 : -0.0125 + index * 0.004, 0.037 + index * 0.006, 320 - index * 30),
    margin: index === 0 ? -0.05 : index === 5 || index === 2 ? -0.075 : null,
    outcome: outcomes[index] ?? null,
  }));
  return {
    id: 'differences',
    kind: 'forest',
    unit: 'proportion',
    title: 'Paired difference in accuracy, candidate − baseline',
    axis: 'candidate − baseline (left: candidate worse)',
    rows,
  };
}

export function anAccuracyFigure(groups: readonly string[] = ['all cases', ...STRATA]): Figure {
  return {
    id: 'accuracy',
    kind: 'accuracy',
    title: 'Accuracy by model and stratum, strict reading, intention-to-evaluate',
    axis: 'accuracy (intention-to-evaluate)',
    groups,
    series: MODELS.map((model, m) => ({
      model,
      estimates: groups.map((_, index) =>
        index === 8
          ? insufficient(7)
          : anEstimate(0.82 - m * 0.02 - (index % 5) * 0.03, 0.04 + index * 0.004, 320 - index * 9),
      ),
    })),
  };
}
