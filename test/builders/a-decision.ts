import type { GateDecision, ReleaseDecision } from '../../src/domain/decision.js';

export function aGateDecision(part: Partial<GateDecision> = {}): GateDecision {
  return {
    gate: 'no-worse',
    family: 'confirmatory',
    test: 'ni_max_tango_cr2',
    unit: 'proportion',
    outcome: 'pass',
    standing: 'binding',
    standingReasons: [],
    requirement: 'one-sided 97.5 % lower limit of candidate − previous > −0.05',
    because: 'previous (baseline-1): lower limit -0.034 > -0.05',
    next: null,
    value: -0.01,
    lower: -0.034,
    upper: 0.014,
    limit: -0.05,
    n: 320,
    clusters: 298,
    method: 'worse of Tango | CR2, Satterthwaite t',
    ...part,
  };
}

export function aReleaseDecision(part: Partial<ReleaseDecision> = {}): ReleaseDecision {
  return {
    policy: 'triage-release',
    policyHash: 'sha256:00',
    purpose: 'release',
    outcome: 'pass',
    standing: 'binding',
    standingReasons: [],
    because: 'the one deciding gate passes',
    next: null,
    gates: [aGateDecision()],
    exitCode: 0,
    ...part,
  };
}
