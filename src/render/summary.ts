import picocolors from 'picocolors';
import type { Comparison } from '../domain/comparison.js';
import type { Outcome, ReleaseDecision } from '../domain/decision.js';
import type { FigureAddress, Result } from '../domain/estimate.js';
import {
  asSentence,
  count,
  differenceScale,
  estimateText,
  OUTCOME_MARK,
  pText,
  quantity,
  STANDING_TEXT,
  valueScale,
} from './format.js';
import { gateText, orderGates } from './gate-text.js';
import { groupBy } from './grouping.js';
import { drawTable, type TableParts, type Terminal } from './text-table.js';
import { makeVisible } from './visible.js';

type Painter = ReturnType<typeof picocolors.createColors>;

function paintOutcome(outcome: Outcome, text: string, paint: Painter): string {
  if (outcome === 'pass') return paint.green(text);
  return outcome === 'inconclusive' ? paint.yellow(text) : paint.red(text);
}

function briefWay(address: Pick<FigureAddress, 'reading' | 'missing'>): string {
  return `${address.reading}, ${address.missing}`;
}

function sizeOf(size: { readonly n: number; readonly clusters: number }): string {
  return `${count(size.n)}/${count(size.clusters)}`;
}

/** The first metric in every way of counting, the others in the first way alone: all stand in the dossier. */
function isSummarised(all: readonly FigureAddress[]): (one: FigureAddress) => boolean {
  const [first] = all;
  return (one) =>
    one.metric === first?.metric || (one.reading === first?.reading && one.missing === first.missing);
}

function resultTables(results: readonly Result[]): readonly TableParts[] {
  const whole = results.filter((result) => result.stratum === null).filter(isSummarised(results));
  const groups = groupBy(whole, (one) => `${one.metric}: ${one.suite}, ${one.protocol}`);
  return [...groups].map(([title, members]) => ({
    title,
    columns: [
      { head: 'model', wraps: true },
      { head: 'counted as', wraps: true },
      { head: 'value (interval)' },
      { head: 'n/clusters' },
      { head: 'graded' },
    ],
    rows: members.map((result) => [
      result.model,
      briefWay(result),
      estimateText(result.estimate, valueScale(result.unit)),
      sizeOf(result.estimate),
      `${count(result.coverage.graded)}/${count(result.coverage.planned)}`,
    ]),
  }));
}

function comparisonTables(comparisons: readonly Comparison[]): readonly TableParts[] {
  const whole = comparisons.filter(({ stratum }) => stratum === null).filter(isSummarised(comparisons));
  const hasSeveral = new Set(whole.map(({ metric }) => metric)).size > 1;
  const groups = groupBy(whole, ({ candidate, baseline, suite, protocol }) => {
    return `${candidate.model} − ${baseline.model}: ${suite}, ${protocol}`;
  });
  return [...groups].map(([title, members]) => ({
    title,
    columns: [
      ...(hasSeveral ? [{ head: 'metric', wraps: true }] : []),
      { head: 'counted as', wraps: true },
      { head: 'difference (interval)' },
      { head: 'n/clusters' },
      { head: 'lost/won' },
      { head: 'mid-p' },
      { head: 'detectable' },
    ],
    rows: members.map((comparison) => [
      ...(hasSeveral ? [comparison.metric] : []),
      ...comparisonCells(comparison),
    ]),
  }));
}

function comparisonCells(comparison: Comparison): readonly string[] {
  const { estimate, transitions, p, detectable, unit } = comparison;
  return [
    comparison.status === 'valid' ? briefWay(comparison) : `${briefWay(comparison)} (⚠ invalid)`,
    estimateText(estimate, differenceScale(unit)),
    sizeOf(estimate),
    transitions === null ? 'none' : `${count(transitions.rightWrong)}/${count(transitions.wrongRight)}`,
    p.mcnemarMidP === null ? 'none' : pText(p.mcnemarMidP),
    detectable === null ? 'none' : quantity(Math.abs(detectable), 'difference').replace('+', ''),
  ];
}

function gateTable(decision: ReleaseDecision): TableParts {
  return {
    title: 'Gates',
    columns: [
      { head: 'outcome' },
      { head: 'gate', wraps: true },
      { head: 'estimate' },
      { head: 'interval' },
      { head: 'limit' },
      { head: 'n/clusters' },
      { head: 'standing' },
    ],
    rows: orderGates(decision.gates).map((gate) => {
      const { estimate, interval, limit } = gateText(gate);
      const outcome = `${OUTCOME_MARK[gate.outcome]} ${gate.outcome}`;
      return [outcome, gate.gate, estimate, interval, limit, sizeOf(gate), gate.standing];
    }),
  };
}

/** Why a figure is missing or must not be used: lines below the tables. */
function remarks(results: readonly Result[], comparisons: readonly Comparison[]): readonly string[] {
  const reasons = [...results, ...comparisons]
    .filter(({ stratum }) => stratum === null)
    .flatMap(({ estimate }) =>
      estimate.status === 'insufficient' ? [`insufficient: ${estimate.reason}`] : [],
    );
  const invalid = comparisons.flatMap(({ stratum, because }) => {
    return because === null || stratum !== null ? [] : [`⚠ invalid: ${because}`];
  });
  return [...new Set([...reasons, ...invalid])].map(makeVisible);
}

function outcomeLine(decision: ReleaseDecision, paint: Painter): string {
  const mark = `${OUTCOME_MARK[decision.outcome]} ${decision.outcome.toUpperCase()}`;
  const reasons = decision.standingReasons.length === 0 ? '' : `: ${decision.standingReasons.join('; ')}`;
  const lines = [
    `${paint.bold(paintOutcome(decision.outcome, mark, paint))}  ${makeVisible(asSentence(decision.because))}`,
    `Standing: ${STANDING_TEXT[decision.standing]}${makeVisible(reasons)}`,
    ...(decision.next === null ? [] : [`Next: ${makeVisible(decision.next)}`]),
    `Policy ${makeVisible(decision.policy)} (${decision.purpose}); "preceptor gate" exits with ${decision.exitCode}`,
  ];
  return lines.join('\n');
}

/**
 * What a run found, for a terminal: accuracy of all cases by model, protocol and reading; paired differences; gates;
 * the outcome with its standing. Strata stand in the dossier. Without `color` the text has no control sequence.
 *
 * @param decision - null: no policy was applied
 */
export function renderSummary(
  results: readonly Result[],
  comparisons: readonly Comparison[],
  decision: ReleaseDecision | null,
  terminal: Terminal,
): string {
  const paint = picocolors.createColors(terminal.color);
  const tables = [
    ...resultTables(results),
    ...comparisonTables(comparisons),
    ...(decision === null || decision.gates.length === 0 ? [] : [gateTable(decision)]),
  ];
  const notes = remarks(results, comparisons).join('\n');
  const last =
    decision === null
      ? paint.bold('No policy was applied: nothing is decided.')
      : outcomeLine(decision, paint);
  return `${[...tables.map((parts) => drawTable(parts, terminal)), ...(notes === '' ? [] : [notes]), last].join('\n\n')}\n`;
}

/** The figures alone, with what is to be said of them. */
export function renderResults(results: readonly Result[], terminal: Terminal): string {
  const notes = remarks(results, []).join('\n');
  const tables = resultTables(results).map((parts) => drawTable(parts, terminal));
  return `${[...tables, ...(notes === '' ? [] : [notes])].join('\n\n')}\n`;
}
