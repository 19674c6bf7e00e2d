import type { AnswerShown, CaseShown, CriticalFailure } from '../domain/dossier.js';
import type { UnitIdentity } from '../domain/measurement.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { excerpt } from './format.js';
import { html, NOTHING, type Safe } from './html.js';

/** Characters of a case and of an answer that page 1 shows; all of it stands further down. */
const CASE_SHOWN = 340;
const ANSWER_SHOWN = 220;
const FAILURES_SHOWN = 4;
const NO_LIMIT = Number.POSITIVE_INFINITY;

const VERDICT_MARK: Readonly<Record<AnswerShown['verdict'], string>> = {
  met: '✓ met',
  'not met': '✕ not met',
  ungraded: '? ungraded',
  'not graded': '– not graded',
};
const DIRECTION_MARK: Readonly<Record<CaseShown['direction'], string>> = {
  'right→wrong': '✕ right → wrong',
  worse: '✕ worse',
  better: '✓ better',
  'wrong→right': '✓ wrong → right',
};
const LOSSES: readonly CaseShown['direction'][] = ['right→wrong', 'worse'];
const DIRECTIONS: readonly CaseShown['direction'][] = ['right→wrong', 'worse', 'better', 'wrong→right'];

/** Losses before gains, in the order given otherwise. */
export function orderCases(cases: readonly CaseShown[]): readonly CaseShown[] {
  return cases.toSorted((a, b) => DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction));
}

function unitName(unit: UnitIdentity): string {
  const variant = unit.variant === BASE_VARIANT ? '' : `, variant ${unit.variant}`;
  const step = unit.step === 0 ? '' : `, step ${unit.step}`;
  return `${unit.set}/${unit.caseId}${variant}${step}`;
}

function strataText(strata: CaseShown['strata']): string {
  return Object.entries(strata)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ');
}

function verbatim(text: string, most: number): Safe {
  return html`<div class="verbatim" dir="auto">${excerpt(text, most).text}</div>`;
}

function answerBlock(answer: AnswerShown, side: string, of: number, most: number): Safe {
  const repeat = of === 1 ? '' : `, repeat ${answer.repeat + 1} of ${of}`;
  const text =
    answer.text === null
      ? html`<p class="absent">${answer.failure === null ? 'The answer is not shown to this audience.' : `No answer: ${answer.failure}`}</p>`
      : verbatim(answer.text, most);
  return html`<div class="answer"><h4>${side}: ${answer.model}${repeat}</h4>
<p class="reading">read: <b>${answer.reading}</b> <span class="verdict">${VERDICT_MARK[answer.verdict]}</span></p>
${text}</div>
`;
}

function sides(shown: CaseShown, most: number, all: boolean): Safe {
  const side = (answers: readonly AnswerShown[], name: string, wanted: AnswerShown['verdict']) => {
    const telling = answers.find((answer) => answer.verdict === wanted) ?? answers[0];
    const chosen = all ? answers : telling === undefined ? [] : [telling];
    return chosen.map((answer) => answerBlock(answer, name, answers.length, most));
  };
  const isLoss = LOSSES.includes(shown.direction);
  return html`<div class="sides"><div>${side(shown.baseline, 'Baseline', isLoss ? 'met' : 'not met')}</div>
<div>${side(shown.candidate, 'Candidate', isLoss ? 'not met' : 'met')}</div></div>
`;
}

function caseBody(shown: CaseShown, limits: { readonly text: number; readonly answer: number }): Safe {
  const isWhole = limits.answer === NO_LIMIT;
  const text =
    shown.caseText === null
      ? html`<p class="absent">The case is not shown to this audience.</p>`
      : verbatim(shown.caseText, limits.text);
  return html`<div class="vignette">${text}</div>
${sides(shown, limits.answer, isWhole)}`;
}

/** True where page 1 could not hold the whole text of the case. */
export function isCut(shown: CaseShown): boolean {
  const answers = [...shown.baseline, ...shown.candidate];
  return (
    (shown.caseText !== null && excerpt(shown.caseText, CASE_SHOWN).cut > 0) ||
    shown.baseline.length > 1 ||
    shown.candidate.length > 1 ||
    answers.some((answer) => answer.text !== null && excerpt(answer.text, ANSWER_SHOWN).cut > 0)
  );
}

function caseHead(shown: CaseShown): Safe {
  const key =
    shown.accepted === null
      ? NOTHING
      : html` <span class="key">accepted: <b>${shown.accepted.join(' or ')}</b></span>`;
  return html`<span class="direction ${LOSSES.includes(shown.direction) ? 'loss-of' : 'gain-of'}">${DIRECTION_MARK[shown.direction]}</span> <b>${unitName(shown.unit)}</b> <span class="strata">${strataText(shown.strata)}</span>${key}`;
}

/** A case on page 1: verbatim, cut visibly in the middle where it is long. */
export function worstCase(shown: CaseShown): Safe {
  return html`<article class="case"><h3>${caseHead(shown)}</h3>
${caseBody(shown, { text: CASE_SHOWN, answer: ANSWER_SHOWN })}</article>
`;
}

export function wholeCase(shown: CaseShown): Safe {
  return html`<article class="case"><h3>${caseHead(shown)}</h3>
${caseBody(shown, { text: NO_LIMIT, answer: NO_LIMIT })}</article>
`;
}

function readingsOf(answers: readonly AnswerShown[]): string {
  return [...new Set(answers.map((answer) => excerpt(answer.reading, 60).text))].join(' / ');
}

/** A flipped case that opens on demand. */
export function flippedCase(shown: CaseShown): Safe {
  const { unit } = shown;
  return html`<details class="flip"><summary><h3>${caseHead(shown)} <span class="read">${readingsOf(shown.baseline)} → ${readingsOf(shown.candidate)}</span></h3></summary>
<p class="note">protocol ${unit.protocol} · cluster ${shown.cluster}</p>
${caseBody(shown, { text: NO_LIMIT, answer: NO_LIMIT })}</details>
`;
}

export function criticalFailure(failure: CriticalFailure): Safe {
  const known =
    failure.inBaseline === null
      ? ''
      : failure.inBaseline
        ? ' The baseline has it too.'
        : ' The baseline does not have it.';
  const adjudicated = failure.adjudicated ? 'adjudicated' : '? not yet adjudicated';
  const text =
    failure.text === null
      ? html`<p class="absent">The answer is not shown to this audience.</p>`
      : verbatim(failure.text, ANSWER_SHOWN);
  return html`<article class="case critical"><h3>✕ ${failure.hazard} <span class="strata">harm: ${failure.harm} · ${failure.model} · ${unitName(failure.unit)}, repeat ${failure.repeat + 1} · ${adjudicated}.${known}</span></h3>
${text}</article>
`;
}

/** The failures that page 1 has room for, and those that it shows not at all or not whole. */
export function splitFailures(failures: readonly CriticalFailure[]): {
  readonly shown: readonly CriticalFailure[];
  readonly rest: readonly CriticalFailure[];
} {
  const isCut = ({ text }: CriticalFailure) => text !== null && excerpt(text, ANSWER_SHOWN).cut > 0;
  const rest = failures.filter((failure, index) => index >= FAILURES_SHOWN || isCut(failure));
  return { shown: failures.slice(0, FAILURES_SHOWN), rest };
}

export function wholeFailure(failure: CriticalFailure): Safe {
  const text = failure.caseText === null ? NOTHING : verbatim(failure.caseText, NO_LIMIT);
  const answer = failure.text === null ? NOTHING : verbatim(failure.text, NO_LIMIT);
  return html`<article class="case critical"><h3>✕ ${failure.hazard} <span class="strata">${failure.model} · ${unitName(failure.unit)}</span></h3>
${text}<h4>Answer</h4>${answer}</article>
`;
}
