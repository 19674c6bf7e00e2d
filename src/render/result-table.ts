import type { FigureAddress, Result, Stratum } from '../domain/estimate.js';
import type { MissingPolicy } from '../domain/result-set.js';
import { estimateCell } from './estimate-cell.js';
import { brief, count, valueScale } from './format.js';
import { groupBy } from './grouping.js';
import { type Fragment, html, NOTHING, type Safe } from './html.js';
import { table } from './table.js';

const MISSING_TEXT: Readonly<Record<MissingPolicy, string>> = {
  ite: 'intention-to-evaluate',
  complete: 'complete case',
  best: 'best case',
  worst: 'worst case',
};

/** How answers were read, and how missing ones count: the two things that stand side by side. */
export function wayText(address: Pick<FigureAddress, 'reading' | 'missing'>): string {
  return `${address.reading} reading, ${MISSING_TEXT[address.missing]}`;
}

export function stratumText(stratum: Stratum | null): string {
  return stratum === null ? 'all cases' : `${stratum.name}: ${stratum.value}`;
}

function distinct(items: Iterable<string>): readonly string[] {
  return [...new Set(items)];
}

function cellOf(result: Result): Safe {
  const { planned, answered, read, graded } = result.coverage;
  const met =
    result.met === null
      ? NOTHING
      : html`<span class="note">met ${count(result.met)} of ${count(graded)} graded</span>`;
  return html`${estimateCell(result.estimate, valueScale(result.unit))}${met}<span class="note">${count(planned)} planned, ${count(answered)} answered, ${count(read)} read</span>`;
}

/** What tells one row from the next, but for what its table has already told. */
function rowKey(result: Result): string {
  const { run, model, metric, suite, protocol, grading, correction, keys, stratum } = result;
  return JSON.stringify([stratum, metric, suite, protocol, grading, correction, keys, run, model]);
}

/** What differs among the results of a dossier, and has to be told of each. */
interface Differing {
  readonly run: boolean;
  readonly grading: boolean;
  readonly keys: boolean;
}

function differing(results: readonly Result[]): Differing {
  const differs = (of: (one: Result) => string) => new Set(results.map(of)).size > 1;
  return {
    run: differs((one) => one.run),
    grading: differs((one) => one.grading),
    keys: differs((one) => one.keys),
  };
}

function whence(result: Result, differs: Differing): Safe {
  const parts = [
    differs.run ? `run ${result.run}` : '',
    differs.grading ? `grading ${result.grading}` : '',
    differs.keys ? `keys ${brief(result.keys)}` : '',
    result.correction === 'none' ? '' : `correction ${result.correction}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? NOTHING : html`<span class="note">${parts.join(' · ')}</span>`;
}

function pivot(results: readonly Result[], differs: Differing, caption: string): Safe {
  const ways = distinct(results.map(wayText));
  const rows = groupBy(results, rowKey);
  const isStratified = results.some((result) => result.stratum !== null);
  return table({
    caption,
    label: caption,
    kind: 'results',
    columns: [
      { head: 'Model' },
      ...(isStratified ? [{ head: 'Stratum' }] : []),
      { head: 'Metric, suite, protocol' },
      ...ways.map((head) => ({ head, number: true })),
    ],
    rows: [...rows.values()].flatMap((row) => {
      const first = row[0];
      if (first === undefined) return [];
      const cells = ways.map((way): Fragment => {
        const result = row.find((one) => wayText(one) === way);
        return result === undefined ? 'none' : cellOf(result);
      });
      const stratum = isStratified ? [stratumText(first.stratum)] : [];
      const address = html`${first.metric}<span class="note">${first.suite}, ${first.protocol}</span>${whence(first, differs)}`;
      return [{ head: first.model, cells: [...stratum, address, ...cells] }];
    }),
  });
}

/** Every result: readings and missing policies side by side; strata in a table of their own. */
export function resultTables(results: readonly Result[]): Safe {
  const whole = results.filter((result) => result.stratum === null);
  const parts = results.filter((result) => result.stratum !== null);
  if (results.length === 0) return html`<p class="absent">Nothing was measured.</p>`;
  const differs = differing(results);
  const byStratum = parts.toSorted((a, b) => {
    const [left, right] = [stratumText(a.stratum), stratumText(b.stratum)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  const strata =
    parts.length === 0
      ? NOTHING
      : html`<details class="by-stratum"><summary>By stratum</summary>
${pivot(byStratum, differs, 'Results by stratum: readings and ways of counting missing answers side by side')}</details>`;
  return html`${pivot(whole, differs, 'Results over all cases: readings and ways of counting missing answers side by side')}${strata}`;
}
