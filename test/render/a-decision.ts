import type { GateDecision, ReleaseDecision } from '../../src/domain/decision.js';

export function aGate(part: Partial<GateDecision> = {}): GateDecision {
  return {
    gate: 'accuracy',
    family: 'confirmatory',
    test: 'ni_max_tango_cr2',
    unit: 'proportion',
    outcome: 'pass',
    standing: 'advisory',
    standingReasons: ['policy not ratified'],
    requirement: 'lower limit of the difference > −5 pp, against the baseline',
    because: 'the lower limit −0.0498123 is above −0.05',
    next: null,
    value: -0.0125,
    lower: -0.0498123,
    upper: 0.0248123,
    limit: -0.05,
    n: 320,
    clusters: 298,
    method: 'worse of Tango and CR2-t, two-sided 95 %',
    ...part,
  };
}

function theGates(): readonly GateDecision[] {
  return [
    aGate(),
    aGate({
      gate: 'accuracy-children',
      outcome: 'inconclusive',
      requirement: 'lower limit of the difference in children > −7.5 pp',
      because: 'the limits −0.1406 and 0.0206 lie on both sides of −0.075',
      next: '61 more clusters of children decide it at 80 % power; or narrow the intended use to adults',
      value: -0.06,
      lower: -0.1406,
      upper: 0.0206,
      limit: -0.075,
      n: 50,
      clusters: 50,
    }),
    aGate({
      gate: 'accuracy-floor',
      test: 'lower_exact',
      requirement: 'exact lower limit of accuracy ≥ 70 %',
      because: 'the lower limit 0.7712 is above 0.7',
      value: 0.8125,
      lower: 0.7712,
      upper: 0.8479,
      limit: 0.7,
      method: 'Clopper–Pearson, one-sided 97.5 %',
    }),
    aGate({
      gate: 'critical-failures',
      family: 'confirmatory',
      test: 'critical_failures',
      unit: 'count',
      outcome: 'fail',
      standing: 'binding',
      standingReasons: [],
      requirement: 'no critical failure',
      because: '1 critical failure: missed meningitis in a child',
      value: 1,
      lower: null,
      upper: null,
      limit: 0,
      n: 60,
      clusters: 60,
      method: 'count',
    }),
  ];
}

export function aDecision(part: Partial<ReleaseDecision> = {}): ReleaseDecision {
  return {
    policy: 'triage-screen@1',
    policyHash: `sha256:${'0f'.repeat(32)}`,
    purpose: 'release',
    outcome: 'fail',
    standing: 'advisory',
    standingReasons: ['policy not ratified', 'keys not reviewed: 320 of 320 are drafts', 'public cases'],
    because: 'an adjudicated critical failure of the candidate (rule 1 of the precedence)',
    next: 'mend the candidate and test it on at least 10 new, unseen siblings of the hazard',
    gates: theGates(),
    exitCode: 4,
    ...part,
  };
}
