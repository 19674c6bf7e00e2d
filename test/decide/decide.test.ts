import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/decide/decide.js';
import type { Evidence, Provenance } from '../../src/domain/evidence.js';
import { hashOf } from '../../src/domain/hash.js';
import type { Gate, Policy } from '../../src/domain/policy.js';
import {
  aCeiling,
  aFloor,
  aGate,
  aNoLoss,
  anExactFloor,
  aPolicy,
  withCritical,
} from '../builders/a-policy.js';
import {
  aColumn,
  aCriticalFailure,
  aFlow,
  anEvidence,
  aPairedEvidence,
  aProvenance,
  paired,
  pairsOf,
  single,
} from '../builders/an-evidence.js';

function judge(policy: Policy, part: Partial<Evidence> = {}, acceptAdvisory = false) {
  return decide(policy, anEvidence(policy, part), { planHash: 'sha256:plan', acceptAdvisory });
}

describe('decide', () => {
  it('passes, binding, where everything is in order', () => {
    const policy = withCritical({ gates: [aGate(), aFloor(), anExactFloor()] });
    const decision = judge(policy);
    expect(decision).toMatchObject({
      outcome: 'pass',
      standing: 'binding',
      standingReasons: [],
      exitCode: 0,
      policy: 'triage-release',
      policyHash: hashOf(policy),
      purpose: 'release',
    });
    expect(decision.gates.map((gate) => `${gate.gate} ${gate.outcome}`)).toEqual([
      'critical_failures pass',
      'no-worse pass',
      'floor pass',
      'exact-floor pass',
    ]);
  });

  it('counts one critical failure, unit and answer as one', () => {
    const [gate] = judge(withCritical({ gates: [] }), {
      critical: [aCriticalFailure()],
      criticalUnits: { units: 1, clusters: 1, unjudged: 1 },
    }).gates;
    expect(gate).toMatchObject({
      requirement: 'critical failures = 0',
      because:
        '1 critical failure in 1 unit of 1 cluster that can show one; 1 answer to such cases could not be judged',
    });
  });

  it('shows of every gate the requirement, the limit and the numbers that decided', () => {
    const [gate] = judge(aPolicy()).gates;
    expect(gate).toMatchObject({
      family: 'confirmatory',
      test: 'ni_max_tango_cr2',
      requirement: 'one-sided 97.5 % lower limit of candidate − previous > −0.05',
      limit: -0.05,
      value: 0,
      n: 1000,
      clusters: 1000,
    });
    // −z²/(n + z²)
    expect(gate?.lower).toBeCloseTo(-3.841459 / 1003.841459, 6);
  });

  it('gives the same decision for the same plan, also where intervals are drawn', () => {
    const policy = aPolicy();
    const column = pairsOf(
      Array.from({ length: 80 }, (_, i) => ((i * 7) % 5) / 4),
      Array.from({ length: 80 }, (_, i) => ((i * 3) % 4) / 4),
    );
    const gates = [paired(aGate(), { ite: aPairedEvidence(column) })];
    expect(judge(policy, { gates })).toEqual(judge(policy, { gates }));
  });
});

describe('decide: a test has its place', () => {
  it('a screen’s test outside a screen, for too few cases always pass it', () => {
    for (const purpose of ['release', 'research'] as const) {
      expect(() => judge(aPolicy({ purpose, gates: [aNoLoss()] }))).toThrow(/decides only in a screen/);
      const beside = aPolicy({ purpose, gates: [aNoLoss({ family: 'advisory' })] });
      expect(judge(beside).outcome).toBe('inconclusive');
    }
    expect(judge(aPolicy({ purpose: 'screen', gates: [aNoLoss()] })).outcome).toBe('pass');
  });
});

describe('decide: evidence must be that of the policy’s gates', () => {
  const policy = aPolicy({ gates: [aGate({ margin: 0.05 }), aFloor()] });
  const full = anEvidence(policy).gates;

  it.each([
    ['none', []],
    ['one too few', full.slice(0, 1)],
    ['one twice', [...full, ...full.slice(0, 1)]],
    ['another margin', [paired(aGate({ margin: 0.5 })), ...full.slice(1)]],
    ['a gate made advisory', [...full.slice(0, 1), single(aFloor({ family: 'advisory' }), aColumn([1]))]],
  ])('%s is refused', (_, gates) => {
    expect(() => judge(policy, { gates })).toThrow(/expected evidence for gates no-worse, floor/);
  });

  it('of the wrong kind is refused', () => {
    const one = aPolicy({ gates: [aGate()] });
    expect(() => judge(one, { gates: [single(aGate(), aColumn([1]))] })).toThrow(/was given single evidence/);
    const other = aPolicy({ gates: [aFloor()] });
    expect(() => judge(other, { gates: [paired(aFloor())] })).toThrow(/was given paired evidence/);
  });
});

describe('decide: standing', () => {
  const provenance: fc.Arbitrary<Provenance> = fc.record({
    keys: fc.record({ used: fc.nat({ max: 5 }), reviewed: fc.nat({ max: 5 }) }),
    sets: fc.array(
      fc.record({
        set: fc.constantFrom('a', 'b'),
        exposure: fc.constantFrom('public', 'dev', 'sealed'),
        languages: fc.subarray(['en', 'de', 'fr']),
      }),
      { maxLength: 3 },
    ),
    unvalidatedGraders: fc.subarray(['judge', 'panel']),
    recordedModels: fc.subarray(['candidate-2', 'baseline-1']),
    cached: fc.subarray([{ model: 'candidate-2', cached: 2, responses: 9 }]),
    servedAlike: fc.subarray([{ candidate: 'candidate-2', comparator: 'baseline-1', names: ['m-1'] }]),
    part: fc.constantFrom(null, '1 case of each suite'),
  });
  const unclear = { ite: aPairedEvidence({ bothRight: 60, onlyNew: 10, onlyOld: 12 }) };
  const worse = { ite: aPairedEvidence({ bothRight: 500, onlyOld: 150 }) };
  const cases: readonly Partial<Evidence>[] = [
    {},
    { gates: [paired(aGate(), unclear)] },
    { gates: [paired(aGate(), worse)] },
    { critical: [aCriticalFailure()] },
    { critical: [aCriticalFailure({ adjudicated: false })] },
    {
      flows: [
        aFlow(),
        aFlow({ model: 'baseline-1', losses: [{ charged: 'run', cause: 'disk', trials: 1 }] }),
      ],
    },
  ];

  it('never changes an outcome, a reason or a number, whatever the provenance', () => {
    const policies = [null, aPolicy().ratified].flatMap((ratified) =>
      (['release', 'screen', 'research'] as const).map((purpose) => withCritical({ ratified, purpose })),
    );
    fc.assert(
      fc.property(
        provenance,
        fc.constantFrom(...policies),
        fc.constantFrom(...cases),
        (given, policy, part) => {
          const clean = judge(withCritical({ purpose: policy.purpose }), part);
          const judged = judge(policy, { ...part, provenance: given });
          expect(judged.outcome).toBe(clean.outcome);
          expect(judged.because).toBe(clean.because);
          const numbers = (decision: typeof clean) =>
            decision.gates.map(({ standing: _, standingReasons: __, ...numbersOf }) => numbersOf);
          expect(numbers(judged)).toEqual(numbers(clean));
          expect(judged.standing === 'binding').toBe(judged.standingReasons.length === 0);
        },
      ),
    );
  });

  it('is advisory with its reasons on every gate, and an advisory release exits 4 until it is accepted', () => {
    const part = { provenance: aProvenance({ keys: { used: 5, reviewed: 0 } }) };
    const decision = judge(aPolicy(), part);
    expect(decision).toMatchObject({ outcome: 'pass', standing: 'advisory', exitCode: 4 });
    expect(decision.gates.every((gate) => gate.standing === 'advisory')).toBe(true);
    expect(judge(aPolicy(), part, true).exitCode).toBe(0);
    expect(judge(aPolicy({ purpose: 'screen' }), part).exitCode).toBe(0);
  });
});

describe('decide: nothing missing, ungraded, invalid or empty passes', () => {
  const gates: readonly Gate[] = [
    aGate({ margin: 0.9 }),
    aFloor({ min: 0 }),
    aCeiling({ max: 1 }),
    anExactFloor({ min: 0 }),
  ];
  const PURPOSES = ['release', 'screen', 'research'] as const;
  const notPassed = (policy: Policy, part: Partial<Evidence>) => {
    const { outcome, exitCode } = judge(policy, part, true);
    expect(outcome).not.toBe('pass');
    expect(exitCode).not.toBe(0);
  };

  const empty = (gate: Gate) =>
    'vs' in gate ? paired(gate, { ite: aPairedEvidence({}) }) : single(gate, aColumn([]));

  describe.each(PURPOSES)('%s', (purpose) => {
    it.each(gates)('a gate without a unit: $test', (gate) => {
      notPassed(aPolicy({ purpose, gates: [gate] }), { gates: [empty(gate)] });
    });

    it('one empty gate among others that pass', () => {
      const policy = aPolicy({ purpose, gates: [aGate(), aFloor({ min: 0.1 })] });
      notPassed(policy, { gates: [paired(aGate()), empty(aFloor({ min: 0.1 }))] });
    });

    it('a policy without a deciding gate', () => {
      notPassed(aPolicy({ purpose, gates: [] }), {});
      notPassed(aPolicy({ purpose, gates: [aGate({ family: 'advisory' })] }), {});
    });

    it('critical failures for which no unit was tested, or some were not judged', () => {
      const policy = withCritical({ purpose, gates: [] });
      notPassed(policy, { criticalUnits: { units: 0, clusters: 0, unjudged: 0 } });
      notPassed(policy, { criticalUnits: { units: 60, clusters: 60, unjudged: 1 } });
      expect(judge(policy, {}, true).outcome).toBe('pass');
    });

    it('all answers missing on both sides: equally wrong, and nobody said anything', () => {
      const nothing = { ite: aPairedEvidence({ bothWrong: 1000 }), complete: aPairedEvidence({}) };
      notPassed(aPolicy({ purpose }), { gates: [paired(aGate(), nothing)] });
      if (purpose === 'screen') {
        notPassed(aPolicy({ purpose, gates: [aNoLoss()] }), { gates: [paired(aNoLoss(), nothing)] });
      }
    });

    it('one of two comparators without a pair', () => {
      const gate = aGate({ vs: ['previous', 'anchor'] });
      const sides = [{}, { name: 'anchor', ite: aPairedEvidence({}) }];
      notPassed(aPolicy({ purpose, gates: [gate] }), { gates: [paired(gate, ...sides)] });
    });

    it('trials that nobody counted, were not asked, were lost, or were not graded', () => {
      const policy = aPolicy({ purpose });
      const other = aFlow({ model: 'baseline-1' });
      notPassed(policy, { flows: [] });
      notPassed(policy, { flows: [other] });
      notPassed(policy, { flows: [aFlow()] });
      for (const loss of [
        { charged: 'run', cause: 'not-asked', trials: 1 },
        { charged: 'infrastructure', cause: 'reset', trials: 11 },
        { charged: 'grader', cause: 'no-key', trials: 6 },
      ] as const) {
        notPassed(policy, { flows: [aFlow({ losses: [loss] }), other] });
        notPassed(policy, { flows: [aFlow(), aFlow({ model: 'baseline-1', losses: [loss] })] });
      }
    });

    it('pairs that are not of the same thing', () => {
      const ite = aPairedEvidence({ bothRight: 900 }, { gradingDiffers: 100 });
      notPassed(aPolicy({ purpose }), { gates: [paired(aGate(), { ite })] });
    });

    it('one critical failure, whatever else passes', () => {
      notPassed(withCritical({ purpose }), { critical: [aCriticalFailure()] });
      notPassed(withCritical({ purpose }), { critical: [aCriticalFailure({ adjudicated: false })] });
    });
  });

  it('no value that a release is given at random passes with fewer clusters than its gate needs', () => {
    const value = fc.constantFrom(0, 0.5, 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 71 }), (rows) => {
        fc.pre(rows.every(([now, before]) => now <= before));
        const column = pairsOf(
          rows.map(([now]) => now),
          rows.map(([, before]) => before),
        );
        const gatesOf = [paired(aGate(), { ite: aPairedEvidence(column) })];
        expect(judge(aPolicy(), { gates: gatesOf }, true).outcome).not.toBe('pass');
      }),
      { numRuns: 60 },
    );
  });
});
