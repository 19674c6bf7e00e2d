import type { Gate, Policy } from '../../src/domain/policy.js';

type Of<T extends Gate['test']> = Extract<Gate, { test: T }>;

const figure = { family: 'confirmatory', suite: 'triage', metric: 'accuracy' } as const;

export function aFloor(part: Partial<Of<'lower_limit'>> = {}): Of<'lower_limit'> {
  return { id: 'floor', ...figure, test: 'lower_limit', alpha: 0.025, min: 0.5, ...part };
}

export function anExactFloor(part: Partial<Of<'lower_exact'>> = {}): Of<'lower_exact'> {
  return { id: 'exact-floor', ...figure, test: 'lower_exact', alpha: 0.05, min: 0.95, ...part };
}

export function aCeiling(part: Partial<Of<'upper_limit'>> = {}): Of<'upper_limit'> {
  return { id: 'ceiling', ...figure, test: 'upper_limit', alpha: 0.025, max: 0.5, ...part };
}

export function anExactCeiling(part: Partial<Of<'upper_exact'>> = {}): Of<'upper_exact'> {
  return { id: 'exact-ceiling', ...figure, test: 'upper_exact', alpha: 0.05, max: 0.01, ...part };
}

/** Non-inferiority: the gate that most tests are about. */
export function aGate(part: Partial<Of<'ni_max_tango_cr2'>> = {}): Of<'ni_max_tango_cr2'> {
  return {
    id: 'no-worse',
    ...figure,
    test: 'ni_max_tango_cr2',
    alpha: 0.025,
    margin: 0.05,
    vs: ['previous'],
    ...part,
  };
}

/** A screen's comparison. */
export function aNoLoss(part: Partial<Of<'no_demonstrated_loss'>> = {}): Of<'no_demonstrated_loss'> {
  return {
    id: 'no-loss',
    ...figure,
    test: 'no_demonstrated_loss',
    alpha: 0.025,
    vs: ['previous'],
    ...part,
  };
}

/** A ratified release policy with one gate of non-inferiority. */
export function aPolicy(part: Partial<Policy> = {}): Policy {
  return {
    policy: 'triage-release',
    version: '1',
    title: 'Release of a triage model',
    purpose: 'release',
    ratified: { by: ['CMO'], at: '2026-01-15', meaning: 'approval' },
    intended_use: {
      user: 'a nurse',
      setting: 'an advice line',
      population: 'callers',
      decision: 'which disposition is proposed',
      autonomy: 'recommends',
      exclusions: [],
      languages: ['en'],
    },
    suites: ['triage'],
    comparators: { previous: {} },
    unit: { min_clusters: 10, max_cluster_share: 0.2 },
    failures: {
      missing: 'ite',
      invalid_above: { overall: 0.01, stratum: 0.03 },
      ungraded_above: 0.005,
      unpaired_above: 0.05,
    },
    gates: [aGate()],
    multiplicity: 'iut',
    ...part,
  };
}

export function withCritical(part: Partial<Policy> = {}): Policy {
  return aPolicy({
    critical_failures: { suites: ['triage'], allowed: 0, adjudication: 'rule' },
    ...part,
  });
}
