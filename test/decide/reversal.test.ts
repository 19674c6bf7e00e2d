import { describe, expect, it } from 'vitest';
import { decide, testGate } from '../../src/decide/decide.js';
import { describeReversal } from '../../src/decide/reversal.js';
import type { Evidence } from '../../src/domain/evidence.js';
import type { Gate, Policy } from '../../src/domain/policy.js';
import { aFloor, aGate, aNoLoss, anExactFloor, aPolicy, withCritical } from '../builders/a-policy.js';
import {
  aColumn,
  aCriticalFailure,
  aFlow,
  anEvidence,
  aPairedEvidence,
  type Pairs,
  paired,
  single,
} from '../builders/an-evidence.js';

const PLAN = 'sha256:plan';

function reverse(policy: Policy, part: Partial<Evidence> = {}): string {
  const evidence = anEvidence(policy, part);
  const decision = decide(policy, evidence, { planHash: PLAN, acceptAdvisory: false });
  return describeReversal(policy, evidence, decision, PLAN);
}

const ones = (n: number, zeros = 0) => aColumn([...Array(n).fill(1), ...Array(zeros).fill(0)]);

describe('describeReversal: a floor', () => {
  const gate = anExactFloor({ min: 0.95 });
  const policy = aPolicy({ gates: [gate] });
  const of = (n: number, zeros: number) => reverse(policy, { gates: [single(gate, ones(n, zeros))] });

  it('counts from a pass: 93 cases allow 1 miss, so 2 more misses take it away; 59 allow none', () => {
    expect(of(59, 0)).toBe(
      '1 case judged right, were they wrong, would take the pass away (gate exact-floor).',
    );
    expect(of(93, 0)).toContain('2 cases judged right');
    expect(of(153, 0)).toContain('4 cases judged right');
  });

  it('counts towards a pass, and says where none would do', () => {
    expect(of(92, 3)).toBe(
      'To pass, verdicts would have to turn from wrong to right: gate exact-floor: 2 cases.',
    );
    expect(of(50, 8)).toContain('gate exact-floor: none would');
  });
});

/** The fewest turns of single verdicts on the candidate that change whether the gate holds, by trying all of them. */
function fewestByForce(
  gate: Gate,
  policy: Policy,
  pairs: Required<Pairs>,
  wanted: 'lose' | 'gain',
): number | null {
  const holds = (cells: Required<Pairs>) => {
    const { outcome } = testGate(paired(gate, { ite: aPairedEvidence(cells) }), policy, PLAN);
    return policy.purpose === 'screen' ? outcome !== 'fail' : outcome === 'pass';
  };
  const target = wanted === 'gain';
  let fewest: number | null = null;
  const { bothRight, onlyNew, onlyOld, bothWrong } = pairs;
  const [alike, discordant] = wanted === 'lose' ? [bothRight, onlyNew] : [bothWrong, onlyOld];
  for (let a = 0; a <= alike; a += 1) {
    for (let d = 0; d <= discordant; d += 1) {
      if (fewest !== null && a + d >= fewest) continue;
      const cells =
        wanted === 'lose'
          ? { bothRight: bothRight - a, onlyOld: onlyOld + a, onlyNew: onlyNew - d, bothWrong: bothWrong + d }
          : {
              bothWrong: bothWrong - a,
              onlyNew: onlyNew + a,
              onlyOld: onlyOld - d,
              bothRight: bothRight + d,
            };
      if (holds(cells) === target) fewest = a + d;
    }
  }
  return fewest;
}

describe('describeReversal: pairs, against trying every turn', () => {
  const said = (text: string) => {
    const [, count] = /(\d+) cases?/.exec(text) ?? [];
    return count === undefined ? null : Number(count);
  };
  const release = aPolicy({
    gates: [aGate({ margin: 0.2 })],
    unit: { min_clusters: 2, max_cluster_share: 1 },
  });
  const screen = aPolicy({ ...release, purpose: 'screen', gates: [aNoLoss()] });
  const tables: readonly Required<Pairs>[] = [
    { bothRight: 30, onlyNew: 3, onlyOld: 1, bothWrong: 6 },
    { bothRight: 20, onlyNew: 6, onlyOld: 0, bothWrong: 10 },
    { bothRight: 10, onlyNew: 2, onlyOld: 5, bothWrong: 13 },
    { bothRight: 12, onlyNew: 0, onlyOld: 14, bothWrong: 10 },
    { bothRight: 25, onlyNew: 1, onlyOld: 6, bothWrong: 0 },
    { bothRight: 0, onlyNew: 4, onlyOld: 12, bothWrong: 20 },
  ];

  describe.each([
    ['release', release],
    ['screen', screen],
  ] as const)('%s', (_, policy) => {
    it.each(tables)('%o', (pairs) => {
      const [gate] = policy.gates;
      if (gate === undefined) throw new Error('the policy has a gate');
      const evidence = anEvidence(policy, { gates: [paired(gate, { ite: aPairedEvidence(pairs) })] });
      const decision = decide(policy, evidence, { planHash: PLAN, acceptAdvisory: false });
      const wanted = decision.outcome === 'pass' ? 'lose' : 'gain';
      expect(said(describeReversal(policy, evidence, decision, PLAN))).toBe(
        fewestByForce(gate, policy, pairs, wanted),
      );
    });
  });
});

describe('describeReversal: in words', () => {
  it('names the gate that is nearest to being lost', () => {
    const policy = aPolicy({
      gates: [aGate({ id: 'far', margin: 0.5 }), anExactFloor({ id: 'near', min: 0.95 })],
    });
    const gates = [
      paired(aGate({ id: 'far', margin: 0.5 })),
      single(anExactFloor({ id: 'near', min: 0.95 }), ones(59)),
    ];
    expect(reverse(policy, { gates })).toContain(
      '1 case judged right, were they wrong, would take the pass away (gate near).',
    );
  });

  it('adds that one critical verdict would do, where the policy looks at them', () => {
    expect(reverse(withCritical())).toContain(
      'One verdict the other way on a critical criterion would do so too.',
    );
    expect(reverse(aPolicy())).not.toContain('critical');
  });

  it('leaves advisory gates out', () => {
    const advisory = anExactFloor({ id: 'advice', family: 'advisory' });
    const policy = aPolicy({ gates: [aFloor({ min: 0.1 }), advisory] });
    const gates = [single(aFloor({ min: 0.1 }), ones(500)), single(advisory, ones(59))];
    expect(reverse(policy, { gates })).not.toContain('advice');
  });

  it('says of critical failures that no other verdict would change them', () => {
    expect(reverse(withCritical(), { critical: [aCriticalFailure()] })).toContain(
      '1 critical failure decides',
    );
    const two = [aCriticalFailure(), aCriticalFailure({ adjudicated: false })];
    expect(reverse(withCritical(), { critical: two })).toContain('2 critical failures decide');
  });

  it('says of a broken protocol that no verdict would mend it', () => {
    expect(reverse(aPolicy(), { flows: [aFlow()] })).toBe(
      'The protocol was broken: no verdict on a case would change that.',
    );
  });

  it('says of a screen that holds how many verdicts would show a loss, not how many would take non-inferiority away', () => {
    const gate = aGate({ margin: 0.01 });
    const policy = aPolicy({ purpose: 'screen', gates: [gate] });
    const unclear = { ite: aPairedEvidence({ bothRight: 100, onlyNew: 3, onlyOld: 3 }) };
    const text = reverse(policy, { gates: [paired(gate, unclear)] });
    expect(text).not.toMatch(/^0 cases/);
    expect(text).toMatch(/^\d+ cases judged right/);
  });

  it('says that a test is missing where nothing was tested', () => {
    const policy = withCritical({ gates: [] });
    expect(reverse(policy, { criticalUnits: { units: 0, clusters: 0, unjudged: 0 } })).toBe(
      'No changed verdict would decide it: what is missing is a test, not a verdict.',
    );
  });
});
