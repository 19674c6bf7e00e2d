import type { PairedColumn } from '../domain/column.js';
import type { Gate } from '../domain/policy.js';
import { compareFigures } from '../stats/figure/compare-figures.js';
import { detectableDifference } from '../stats/planning/sample-size.js';
import { type GateFinding, undecided } from './gate-figures.js';
import { senseOf } from './gate-sense.js';
import type { Comparators, PairedTest } from './paired-gate.js';

type NoLossGate = Extract<Gate, { test: 'no_demonstrated_loss' }>;

const POWER = 0.8;

/**
 * A screen’s comparison: it fails where any comparator’s interval shows a loss. Where none does it passes and says how
 * large a loss could have stayed unseen; without an interval, or without a case that both answered, it is inconclusive.
 */
export function testNoLoss(gate: NoLossGate, comparators: Comparators, test: PairedTest): GateFinding {
  const findings = comparators.map((comparator) => testOne(gate, comparator, test));
  const gain = ({ lower, upper }: GateFinding) =>
    test.metric.better === 'lower' ? -(lower ?? -1) : (upper ?? 1);
  const [worst] = [...findings].sort((a, b) => RANK[a.outcome] - RANK[b.outcome] || gain(a) - gain(b));
  return worst ?? undecided('no comparator was given', 0, 0);
}

const RANK = { fail: 0, inconclusive: 1, pass: 2 } as const;

function testOne(
  gate: NoLossGate,
  { name, model, ite, complete }: Comparators[number],
  { metric, seed }: PairedTest,
): GateFinding {
  const { column } = ite;
  const n = column.clusters.length;
  const count = new Set(column.clusters).size;
  if (n === 0) return undecided(`${name} (${model}): no unit has a value on both sides`, 0, 0);
  const sense = senseOf(metric);
  const options = { level: 1 - 2 * gate.alpha, seed, range: metric.range };
  const interval = compareFigures(metric.figure, sense.units(column), options);
  if (interval.status === 'insufficient')
    return undecided(`${name} (${model}): ${interval.reason}`, n, count);
  const shown = sense.shown(interval);
  const numbers = { ...shown, method: interval.method, n, clusters: count };
  if (interval.upper < 0) {
    const side = sense.isPassing === '>' ? '<' : '>';
    return {
      ...numbers,
      outcome: 'fail',
      because: `${name} (${model}): ${sense.other(shown)} ${side} 0: a loss is shown`,
      next: null,
    };
  }
  if (complete.column.clusters.length === 0)
    return undecided(`${name} (${model}), complete case: no unit has a value on both sides`, 0, 0);
  return {
    ...numbers,
    outcome: 'pass',
    because: `${gate.id}: ${unseenLoss(column, metric.isBinary, gate.alpha)}`,
    next: null,
  };
}

/** How large a loss these pairs could have shown (METHODS §2.7). */
function unseenLoss(
  { candidate, baseline, clusters }: PairedColumn,
  isBinary: boolean,
  alpha: number,
): string {
  const n = clusters.length;
  const isVerdict = (value: number) => value === 0 || value === 1;
  if (!isBinary || !candidate.values.every(isVerdict) || !baseline.values.every(isVerdict))
    return `no loss is shown over ${n} cases`;
  const discordance = candidate.values.filter((value, i) => value !== baseline.values[i]).length / n;
  if (discordance === 0) return `no case of ${n} changed`;
  const detectable = detectableDifference({ n: new Set(clusters).size, discordance, alpha, power: POWER });
  if (detectable.status === 'insufficient')
    return `with ${n} cases and so few changes no loss could have been shown`;
  return `a loss of less than ${(detectable.value * 100).toFixed(1)} percentage points would often have stayed unseen (n ${n}, power ${POWER})`;
}
