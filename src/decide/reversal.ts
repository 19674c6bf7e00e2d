import type { PairedColumn, UnitColumn } from '../domain/column.js';
import type { ReleaseDecision } from '../domain/decision.js';
import type { Evidence, GateEvidence } from '../domain/evidence.js';
import type { Policy } from '../domain/policy.js';
import { testGate } from './decide.js';
import { countedCritical } from './precedence.js';

/**
 * The fewest verdicts on the candidate that would have to be the other way round for the decision to change
 * (METHODS §3, block 1). Units are turned one by one in plan order, of pairs once the alike ones first and once the
 * discordant ones, and the shorter way counts; where cases share clusters a still shorter one may exist. A screen changes
 * where a gate shows a loss or shows one no more, every other policy where a gate passes or does no more.
 */
export function describeReversal(
  policy: Policy,
  evidence: Evidence,
  decision: ReleaseDecision,
  planHash: string,
): string {
  const critical = countedCritical(policy, evidence.critical).length;
  if (critical > 0) {
    return `${critical} critical ${critical === 1 ? 'failure decides' : 'failures decide'}: no number of other verdicts would change that; overturning ${critical === 1 ? 'it' : 'all of them'} on adjudication would leave the gates to decide.`;
  }
  if (decision.outcome === 'invalid' || decision.outcome === 'blocked') {
    return 'The protocol was broken: no verdict on a case would change that.';
  }
  const gates = evidence.gates.filter(({ gate }) => gate.family !== 'advisory');
  const deciding = gates.filter(isTurnedByVerdicts);
  const others = gates.filter((item) => !isTurnedByVerdicts(item));
  const beside = others.length === 0 ? '' : ` ${othersInWords(others)}`;
  const wanted = decision.outcome === 'pass' ? 'lose' : 'gain';
  const turns = deciding.map((item) => ({
    gate: item.gate.id,
    units: fewestTurns(item, policy, planHash, wanted),
  }));
  const isSettled = turns.every((t) => t.units === 0);
  if (others.length > 0 && (deciding.length === 0 || (wanted === 'gain' && isSettled))) return beside.trim();
  if (wanted === 'gain' && isSettled) return NO_TEST;
  if (wanted === 'gain') return `${describeGain(turns)}${beside}`;
  const isCounted = policy.critical_failures !== undefined && evidence.criticalUnits.units > 0;
  return `${describeLoss(turns)}${isCounted ? ` ${ONE_CRITICAL}` : ''}${beside}`;
}

/** Scores are no verdicts, and a gate with two limits has no better side. */
function isTurnedByVerdicts({ gate, metric }: GateEvidence): boolean {
  return metric.isBinary && gate.test !== 'tost' && gate.test !== 'inside';
}

function othersInWords(items: readonly GateEvidence[]): string {
  const names = items.map(({ gate }) => gate.id).join(', ');
  return `Gates on scores or with two limits are not counted in verdicts: ${names}.`;
}

/** No gate stands in the way, and yet there is no pass: something was not tested at all. */
const NO_TEST = 'No changed verdict would decide it: what is missing is a test, not a verdict.';
const ONE_CRITICAL = 'One verdict the other way on a critical criterion would do so too.';

interface Turns {
  readonly gate: string;
  /** 0: the gate is there already; null: turning every unit would not do. */
  readonly units: number | null;
}

function describeLoss(turns: readonly Turns[]): string {
  const closest = [...turns]
    .filter((t) => t.units !== null)
    .sort((a, b) => Number(a.units) - Number(b.units))[0];
  if (closest === undefined) return 'No number of changed verdicts would take a pass away from a gate.';
  return `${unitsInWords(closest.units)} judged right, were they wrong, would take the pass away (gate ${closest.gate}).`;
}

function describeGain(turns: readonly Turns[]): string {
  const open = turns.filter((t) => t.units !== 0);
  const parts = open.map((t) =>
    t.units === null ? `gate ${t.gate}: none would` : `gate ${t.gate}: ${unitsInWords(t.units)}`,
  );
  return `To pass, verdicts would have to turn from wrong to right: ${parts.join('; ')}.`;
}

function unitsInWords(units: number | null): string {
  return `${units} case${units === 1 ? '' : 's'}`;
}

function fewestTurns(item: GateEvidence, policy: Policy, planHash: string, wanted: Wanted): number | null {
  const ways = item.kind === 'single' ? [true] : [true, false];
  const found = ways
    .map((alikeFirst) => turnsOneWay(item, policy, planHash, { wanted, alikeFirst }))
    .filter((turns) => turns !== null);
  return found.length === 0 ? null : Math.min(...found);
}

type Wanted = 'lose' | 'gain';

interface Way {
  readonly wanted: Wanted;
  /** Whether pairs that are alike are turned before discordant ones. */
  readonly alikeFirst: boolean;
}

function turnsOneWay(item: GateEvidence, policy: Policy, planHash: string, way: Way): number | null {
  const { wanted } = way;
  const holds = (turns: number) => {
    const { outcome } = testGate(turned(item, turns, way), policy, planHash);
    return policy.purpose === 'screen' ? outcome !== 'fail' : outcome === 'pass';
  };
  const isThere = (turns: number) => holds(turns) === (wanted === 'gain');
  const most = unitsOf(item);
  if (isThere(0)) return 0;
  if (!isThere(most)) return null;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isThere(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function unitsOf(item: GateEvidence): number {
  if (item.kind === 'single') return item.column.values.length;
  return Math.max(0, ...item.comparators.map((c) => c.ite.column.clusters.length));
}

/** The evidence with the first `turns` units that can be turned, turned. */
function turned(item: GateEvidence, turns: number, way: Way): GateEvidence {
  const right = item.metric.better === 'lower' ? 0 : 1;
  const to = way.wanted === 'gain' ? right : 1 - right;
  if (item.kind === 'single') return { ...item, column: turnedColumn(item.column, turns, to) };
  const comparators = item.comparators.map((c) => ({
    ...c,
    ite: { ...c.ite, column: turnedPairs(c.ite.column, turns, to, way.alikeFirst) },
    complete: { ...c.complete, column: turnedPairs(c.complete.column, turns, to, way.alikeFirst) },
  }));
  return { ...item, comparators };
}

function turnedColumn(column: UnitColumn, turns: number, to: number): UnitColumn {
  const values = Float64Array.from(column.values);
  let left = turns;
  values.forEach((value, i) => {
    if (left <= 0 || value === to) return;
    values[i] = to;
    left -= 1;
  });
  return { ...column, values };
}

function turnedPairs(column: PairedColumn, turns: number, to: number, alikeFirst: boolean): PairedColumn {
  const values = Float64Array.from(column.candidate.values);
  let left = turns;
  for (const isAlike of [alikeFirst, !alikeFirst]) {
    column.candidate.values.forEach((value, i) => {
      if (left <= 0 || value === to || (value === column.baseline.values[i]) !== isAlike) return;
      values[i] = to;
      left -= 1;
    });
  }
  return { ...column, candidate: { ...column.candidate, values } };
}
