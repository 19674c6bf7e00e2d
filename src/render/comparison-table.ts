import type { Comparison } from '../domain/comparison.js';
import { estimateCell } from './estimate-cell.js';
import { asSentence, count, differenceScale, estimateText, pText, quantity } from './format.js';
import { groupBy } from './grouping.js';
import { html, NOTHING, type Safe } from './html.js';
import { stratumText, wayText } from './result-table.js';
import { table } from './table.js';

function nameOf(comparison: Comparison): Safe {
  const { suite, protocol } = comparison;
  const invalid =
    comparison.status === 'valid'
      ? NOTHING
      : html`<span class="mark invalid">⚠ invalid</span><span class="note warning">${asSentence(comparison.because ?? 'no reason given')}</span>`;
  return html`${stratumText(comparison.stratum)} ${invalid}<span class="note">${wayText(comparison)}</span><span class="note">${comparison.metric}, ${suite}, ${protocol}</span>`;
}

function pairName({ candidate, baseline }: Comparison): string {
  const runs = candidate.run === baseline.run ? '' : ` (runs ${candidate.run} and ${baseline.run})`;
  return `${candidate.model} − ${baseline.model}${runs}`;
}

const TRANSITIONS = ['rightWrong', 'wrongRight', 'rightRight', 'wrongWrong', 'mixed'] as const;

function differences(comparisons: readonly Comparison[], pair: string): Safe {
  return table({
    caption: `Paired differences and transitions: ${pair}`,
    label: `Comparison ${pair}`,
    kind: 'comparisons',
    columns: [
      { head: 'Cases and way of counting' },
      { head: 'Difference (interval)', number: true },
      { head: 'Right → wrong', number: true },
      { head: 'Wrong → right', number: true },
      { head: 'Both right', number: true },
      { head: 'Both wrong', number: true },
      { head: 'Mixed', number: true },
      { head: 'McNemar mid-p', number: true },
      { head: 'Smallest it could show', number: true },
    ],
    rows: comparisons.map((comparison) => {
      const { transitions, p, detectable } = comparison;
      return {
        head: nameOf(comparison),
        cells: [
          estimateCell(comparison.estimate, differenceScale(comparison.unit)),
          ...TRANSITIONS.map((name) => (transitions === null ? 'none' : count(transitions[name]))),
          p.mcnemarMidP === null ? 'none' : pText(p.mcnemarMidP),
          detectable === null
            ? 'not computable'
            : quantity(Math.abs(detectable), 'difference').replace('+', ''),
        ],
        mark: comparison.status === 'invalid' ? 'invalid' : 'plain',
      };
    }),
  });
}

function pairings(comparisons: readonly Comparison[], pair: string): Safe {
  return table({
    caption: `Which units were paired, which were left out and why, and the intervals to choose from: ${pair}`,
    label: `Pairing ${pair}`,
    columns: [
      { head: 'Cases and way of counting' },
      ...[
        'Paired',
        'Candidate only',
        'Baseline only',
        'Case differs',
        'Protocol differs',
        'Grading differs',
        'Missing',
      ].map((head) => ({ head, number: true })),
      { head: 'Intervals' },
    ],
    rows: comparisons.map((comparison) => {
      const { pairing } = comparison;
      const counts = [
        pairing.paired,
        pairing.candidateOnly,
        pairing.baselineOnly,
        pairing.caseDiffers,
        pairing.protocolDiffers,
        pairing.gradingDiffers,
        pairing.missing,
      ];
      const components = comparison.components.map((component) => {
        const method = component.status === 'estimated' ? component.method : component.reason;
        return html`<span class="loss">${method}: ${estimateText(component, differenceScale(comparison.unit))}</span>`;
      });
      return { head: nameOf(comparison), cells: [...counts.map(count), html`${components}`] };
    }),
  });
}

/** Paired candidate − baseline, one pair of tables for each pair of model versions. */
export function comparisonTables(comparisons: readonly Comparison[]): Safe {
  if (comparisons.length === 0) return html`<p class="absent">No baseline was compared.</p>`;
  const pairs = [...groupBy(comparisons, pairName)];
  const blocks = pairs.map(
    ([pair, members]) => html`${differences(members, pair)}
<details class="pairing"><summary>Pairing and intervals</summary>
${pairings(members, pair)}</details>`,
  );
  return blocks.length === 0 ? NOTHING : html`${blocks}`;
}
