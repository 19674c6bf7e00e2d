import type { Comparison } from '../../src/domain/comparison.js';
import type { Estimate, FigureAddress, Result } from '../../src/domain/estimate.js';
import { aPairing } from './an-evidence.js';

export function anEstimate(
  part: Partial<Extract<Estimate, { status: 'estimated' }>> = {},
): Extract<Estimate, { status: 'estimated' }> {
  return {
    status: 'estimated',
    value: 0.8,
    lower: 0.7,
    upper: 0.9,
    level: 0.95,
    method: 'Wilson',
    n: 100,
    clusters: 100,
    warnings: [],
    ...part,
  };
}

export function anAddress(part: Partial<FigureAddress> = {}): FigureAddress {
  return {
    metric: 'accuracy',
    suite: 'triage',
    protocol: 'direct',
    stratum: null,
    reading: 'strict',
    grading: 'g-1',
    missing: 'ite',
    correction: 'none',
    keys: 'sha256:00',
    ...part,
  };
}

export function aResult(part: Partial<Result> = {}): Result {
  return {
    ...anAddress(),
    unit: 'proportion',
    run: 'r1',
    model: 'candidate-2',
    estimate: anEstimate(),
    coverage: { planned: 100, answered: 100, read: 100, graded: 100 },
    met: null,
    ...part,
  };
}

export function aComparison(part: Partial<Comparison> = {}): Comparison {
  return {
    ...anAddress(),
    unit: 'proportion',
    candidate: { run: 'r1', model: 'candidate-2' },
    baseline: { run: 'r1', model: 'baseline-1' },
    status: 'valid',
    because: null,
    estimate: anEstimate({ value: -0.01, lower: -0.04, upper: 0.02, method: 'worse of Tango | CR2' }),
    components: [],
    p: { mcnemarMidP: 0.5 },
    transitions: { rightRight: 80, rightWrong: 5, wrongRight: 4, wrongWrong: 11, mixed: 0 },
    pairing: aPairing(),
    detectable: 0.08,
    ...part,
  };
}
