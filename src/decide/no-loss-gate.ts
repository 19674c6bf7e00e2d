import type { PairedColumn } from '../domain/column.js';
import type { GateEvidence } from '../domain/evidence.js';
import type { Gate } from '../domain/policy.js';
import type { Rng } from '../stats/numeric/rng.js';
import { pairedInterval } from '../stats/paired/non-inferiority.js';
import { detectableDifference } from '../stats/planning/sample-size.js';
import { type GateFinding, undecided } from './gate-figures.js';

type NoLossGate = Extract<Gate, { test: 'no_demonstrated_loss' }>;
type Comparator = Extract<GateEvidence, { kind: 'paired' }>['comparators'][number];

const POWER = 0.8;

/**
 * A screen’s comparison: it fails where any comparator’s interval lies below 0. Where none does it passes and says how
 * large a loss could have stayed unseen; without an interval, or without a case that both answered, it is inconclusive.
 */
export function testNoLoss(
  gate: NoLossGate,
  comparators: readonly Comparator[],
  rng: () => Rng,
): GateFinding {
  const findings = comparators.map((comparator) => testOne(gate, comparator, rng()));
  const [worst] = [...findings].sort(
    (a, b) => RANK[a.outcome] - RANK[b.outcome] || (a.upper ?? 1) - (b.upper ?? 1),
  );
  return worst ?? undecided('no comparator was given', 0, 0);
}

const RANK = { fail: 0, inconclusive: 1, pass: 2 } as const;

function testOne(gate: NoLossGate, { name, model, ite, complete }: Comparator, rng: Rng): GateFinding {
  const { candidate, baseline, clusters } = ite.column;
  const n = candidate.length;
  const count = new Set(clusters).size;
  if (n === 0) return undecided(`${name} (${model}): no unit has a value on both sides`, 0, 0);
  const units = { newValues: candidate, oldValues: baseline, clusters };
  const interval = pairedInterval(units, 1 - 2 * gate.alpha, rng);
  if (interval.status === 'insufficient')
    return undecided(`${name} (${model}): ${interval.reason}`, n, count);
  const { value, lower, upper, method } = interval;
  const numbers = { value, lower, upper, method, n, clusters: count };
  if (upper < 0) {
    return {
      ...numbers,
      outcome: 'fail',
      because: `${name} (${model}): upper limit ${upper} < 0: a loss is shown`,
      next: null,
    };
  }
  if (complete.column.candidate.length === 0)
    return undecided(`${name} (${model}), complete case: no unit has a value on both sides`, 0, 0);
  return {
    ...numbers,
    outcome: 'pass',
    because: `${gate.id}: ${unseenLoss(ite.column, gate.alpha)}`,
    next: null,
  };
}

/** How large a loss these pairs could have shown (METHODS §2.7). */
function unseenLoss({ candidate, baseline, clusters }: PairedColumn, alpha: number): string {
  const n = candidate.length;
  const isBinary = [...candidate, ...baseline].every((value) => value === 0 || value === 1);
  if (!isBinary) return `no loss is shown over ${n} cases`;
  const discordance = candidate.filter((value, i) => value !== baseline[i]).length / n;
  if (discordance === 0) return `no case of ${n} changed`;
  const detectable = detectableDifference({ n: new Set(clusters).size, discordance, alpha, power: POWER });
  if (detectable.status === 'insufficient')
    return `with ${n} cases and so few changes no loss could have been shown`;
  return `a loss of less than ${(detectable.value * 100).toFixed(1)} percentage points would often have stayed unseen (n ${n}, power ${POWER})`;
}
