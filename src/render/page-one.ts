import type { GateDecision, Outcome, ReleaseDecision } from '../domain/decision.js';
import type { Dossier } from '../domain/dossier.js';
import type { IntendedUse } from '../domain/intended-use.js';
import { criticalFailure, splitFailures, worstCase } from './case-block.js';
import {
  asSentence,
  brief,
  count,
  keepUnits,
  naturalFrequency,
  OUTCOME_MARK,
  STANDING_TEXT,
} from './format.js';
import { gateText, orderGates } from './gate-text.js';
import { html, NOTHING, type Safe } from './html.js';
import { list, section, table } from './table.js';

const OUTCOME_TEXT: Readonly<Record<Outcome, string>> = {
  pass: 'every requirement was shown to be met',
  fail: 'a requirement was shown not to be met',
  inconclusive: 'neither was shown; this is not a pass',
  invalid: 'the protocol was broken; nothing is said of the model',
  blocked: 'a possible critical failure waits for adjudication',
};

function banner(decision: ReleaseDecision | null): Safe {
  if (decision === null) {
    return html`<div class="banner none"><p class="outcome"><span class="symbol" aria-hidden="true">–</span> <strong>NO DECISION</strong></p>
<p class="standing">No policy was applied: this dossier reports and decides nothing.</p></div>
`;
  }
  const { outcome, standing, purpose, policy, exitCode } = decision;
  const reasons = decision.standingReasons.length === 0 ? '' : `: ${decision.standingReasons.join('; ')}`;
  return html`<div class="banner ${outcome}"><p class="outcome"><span class="symbol" aria-hidden="true">${OUTCOME_MARK[outcome]}</span> <strong>${outcome.toUpperCase()}</strong> <span class="meaning">${OUTCOME_TEXT[outcome]}</span></p>
<p class="standing"><strong>Standing: ${STANDING_TEXT[standing]}</strong>${reasons}</p>
<p class="policy">${purpose} policy ${policy} · ${brief(decision.policyHash)} · exit code ${exitCode}</p></div>
`;
}

function reasons(dossier: Dossier): Safe {
  const { decision } = dossier;
  const isSaid = decision === null || dossier.sentence.includes(decision.because);
  const because = isSaid ? NOTHING : html`<p><b>Because:</b> ${asSentence(decision.because)}</p>`;
  const next = decision?.next == null ? NOTHING : html`<p><b>What next:</b> ${asSentence(decision.next)}</p>`;
  return html`<p class="sentence">${keepUnits(dossier.sentence)}</p>
${because}<p><b>What would change this decision:</b> ${asSentence(dossier.reversal)}</p>
${next}<p class="scope">All rates are over vignettes written like these, not patients. Bench evidence, not clinical validation.</p>
`;
}

function useBlock(use: IntendedUse | null, notTested: readonly string[]): Safe {
  const items: readonly (readonly [string, string])[] =
    use === null
      ? []
      : [
          ['User', use.user],
          ['Setting', use.setting],
          ['Population', use.population],
          ['Decision', use.decision],
          ['Autonomy', use.autonomy],
          ['Languages', use.languages.join(', ')],
          ['Excluded', use.exclusions.length === 0 ? 'nothing declared' : use.exclusions.join('; ')],
        ];
  const declared =
    use === null
      ? html`<p class="absent">No intended use was declared.</p>`
      : html`<dl class="facts">${items.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;
  const untested =
    notTested.length === 0 ? html`<p class="absent">Nothing was declared.</p>` : list(notTested);
  return html`<div class="pair"><div><h3>Intended use</h3>${declared}</div><div><h3>Not tested</h3>${untested}</div></div>`;
}

function hazardTable(dossier: Dossier): Safe {
  if (dossier.hazards.length === 0)
    return html`<p class="absent">No case of this run tests a critical hazard.</p>`;
  const models = dossier.models
    .filter(({ role }) => role === 'candidate' || role === 'baseline')
    .map(({ version }) => version.model)
    .filter((model) => dossier.hazards.some((hazard) => hazard.model === model));
  const failedOf = (hazard: string) =>
    dossier.hazards.find((row) => row.hazard === hazard && row.model === models[0])?.failed ?? -1;
  const hazards = [...new Set(dossier.hazards.map(({ hazard }) => hazard))].toSorted(
    (a, b) => failedOf(b) - failedOf(a),
  );
  return table({
    caption:
      'Clusters that failed, of those that test the hazard, and the exact one-sided 95\u00A0% upper limit of their share',
    label: 'Bounds per hazard',
    columns: [{ head: 'Hazard' }, ...models.map((model) => ({ head: model, number: true }))],
    rows: hazards.map((hazard) => ({
      head: hazard,
      cells: models.map((model) => {
        const bound = dossier.hazards.find((row) => row.hazard === hazard && row.model === model);
        return bound === undefined
          ? 'not tested'
          : naturalFrequency(bound.failed, bound.clusters, bound.upper);
      }),
      mark: failedOf(hazard) > 0 ? 'fail' : 'plain',
    })),
  });
}

function gateRow(gate: GateDecision, decision: ReleaseDecision) {
  const { estimate, interval, limit } = gateText(gate);
  const own = gate.standingReasons.filter((reason) => !decision.standingReasons.includes(reason));
  const standing =
    own.length === 0 ? NOTHING : html` <b>Only ${gate.standing}:</b> ${asSentence(own.join('; '))}`;
  const next = gate.next === null ? NOTHING : html` <b>Next:</b> ${asSentence(gate.next)}`;
  return {
    head: html`${gate.gate}<span class="note">${gate.family}</span>`,
    cells: [
      keepUnits(gate.requirement),
      html`<span class="value">${estimate}</span>`,
      html`<span class="value">${interval}</span>`,
      html`<span class="value">${limit}</span>`,
      count(gate.n),
      count(gate.clusters),
      html`<span class="mark ${gate.outcome}">${OUTCOME_MARK[gate.outcome]} ${gate.outcome}</span>`,
      gate.standing,
    ],
    mark: gate.outcome,
    below: html`<b>Reason:</b> ${asSentence(keepUnits(gate.because))} <b>Method:</b> ${asSentence(keepUnits(gate.method))}${standing}${next}`,
  };
}

function gateTable(decision: ReleaseDecision | null): Safe {
  if (decision === null || decision.gates.length === 0)
    return html`<p class="absent">No gate was tested.</p>`;
  return table({
    caption:
      'Each tested requirement; differences are candidate − baseline, of shares in percentage points (pp)',
    label: 'Gates',
    kind: 'gates',
    columns: [
      { head: 'Gate' },
      { head: 'Requirement' },
      { head: 'Estimate', number: true },
      { head: 'Interval', number: true },
      { head: 'Limit', number: true },
      { head: 'n', number: true },
      { head: 'Clusters', number: true },
      { head: 'Outcome' },
      { head: 'Standing' },
    ],
    rows: orderGates(decision.gates).map((gate) => gateRow(gate, decision)),
  });
}

function signature(): Safe {
  const rows = [1, 2].map(
    (line) => html`<tr><th scope="row">Signer ${line}</th><td></td><td></td><td></td><td></td></tr>`,
  );
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Signatures"><table class="signatures"><caption>Signatures</caption>
<thead><tr><td></td><th scope="col">Printed name and role</th><th scope="col">Date and time</th><th scope="col">Meaning (e.g. review, approval)</th><th scope="col">Signature</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** What a safety board reads first, and signs: nothing that matters to the decision stands only elsewhere. */
export function pageOne(dossier: Dossier): Safe {
  const { critical, worst } = dossier;
  const { shown } = splitFailures(critical);
  const more =
    shown.length === critical.length
      ? NOTHING
      : html`<p><b>${count(critical.length)} critical failures</b>; the first ${shown.length} stand here, <a href="#whole">all others below</a>.</p>`;
  const failures =
    critical.length === 0
      ? html`<p>✓ No critical failure was found among the cases that test one.</p>`
      : html`${more}${shown.map(criticalFailure)}`;
  const cases =
    worst.length === 0
      ? html`<p class="absent">No case went from right to wrong, or none may be shown to this audience.</p>`
      : html`${worst.map(worstCase)}`;
  const open = dossier.openMatters.length === 0 ? html`<p>None.</p>` : list(dossier.openMatters);
  return html`<div class="page-one">
${section('decision', 'Decision', html`${banner(dossier.decision)}${reasons(dossier)}`)}
${section('use', 'Intended use, and what was not tested', useBlock(dossier.intendedUse, dossier.notTested))}
${section('critical', 'Critical failures', html`<div class="beside"><div>${failures}</div><div>${hazardTable(dossier)}</div></div>`)}
${section('worst', 'Worst cases that went from right to wrong', cases)}
${section('gates', 'Gates', gateTable(dossier.decision))}
<div class="beside">${section('open', 'Open matters', open)}
${section('attestation', 'What the signer attests', list(dossier.attestation))}</div>
${signature()}
</div>
`;
}
