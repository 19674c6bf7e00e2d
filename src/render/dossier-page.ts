import type { CaseShown, Dossier, Figure } from '../domain/dossier.js';
import { blockedTable } from './blocked-table.js';
import { flippedCase, isCut, orderCases, splitFailures, wholeCase, wholeFailure } from './case-block.js';
import { viewFigure } from './chart-view.js';
import { comparisonTables } from './comparison-table.js';
import { figureBlock } from './figure-block.js';
import { flowTable } from './flow-table.js';
import { count } from './format.js';
import { documentText, html, inlineScript, inlineStyle, jsonElement, NOTHING, type Safe } from './html.js';
import type { PageCode } from './page-code.js';
import { pageOne } from './page-one.js';
import type { Picture } from './picture.js';
import { changeTable, hashList, modelBlocks, setTable } from './provenance.js';
import { resultTables } from './result-table.js';
import { styleSheet } from './style-sheet.js';
import { list, section } from './table.js';
import { waiverTable } from './waiver-table.js';

/** What the page carries beside the dossier’s words. */
export interface DossierAssets {
  readonly code: PageCode;
  /** By the id of the figure; a figure without one shows its table alone until the script draws it. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly body: Safe;
}

function figuresOf(dossier: Dossier, kind: Figure['kind'], assets: DossierAssets): Safe {
  const figures = dossier.figures.filter((figure) => figure.kind === kind);
  if (figures.length === 0) return html`<p class="absent">There is nothing to draw.</p>`;
  return html`${figures.map((figure) => figureBlock(figure, assets.pictures.get(figure.id)))}`;
}

function flipList(flips: readonly CaseShown[], all: number): Safe {
  const shown =
    flips.length === all
      ? `All ${count(all)} flipped cases`
      : `${count(flips.length)} of ${count(all)} flipped cases; the others are in the run (preceptor why)`;
  return html`<p>${shown}, losses first. Each opens with both answers side by side.</p>
${orderCases(flips).map(flippedCase)}`;
}

function cutCases(dossier: Dossier): Safe | null {
  const failures = splitFailures(dossier.critical).rest;
  const cases = dossier.worst.filter(isCut);
  if (failures.length + cases.length === 0) return null;
  return html`${failures.map(wholeFailure)}${cases.map(wholeCase)}`;
}

function laterParts(dossier: Dossier, assets: DossierAssets): readonly Part[] {
  const cut = cutCases(dossier);
  const whole = cut === null ? [] : [{ id: 'whole', title: 'Cases of page 1 in full', body: cut }];
  const blocked =
    dossier.blocked.length === 0
      ? []
      : [{ id: 'blocked', title: 'Blocked attempts', body: blockedTable(dossier.blocked) }];
  const waived =
    dossier.waivers.length === 0
      ? []
      : [{ id: 'waivers', title: 'Waived identifiers', body: waiverTable(dossier.waivers) }];
  return [
    ...whole,
    { id: 'changes', title: 'What changed', body: changeTable(dossier.changes) },
    { id: 'flow', title: 'Flow of trials', body: flowTable(dossier.flow) },
    { id: 'differences', title: 'Paired differences', body: figuresOf(dossier, 'forest', assets) },
    { id: 'accuracy', title: 'Accuracy by model and stratum', body: figuresOf(dossier, 'accuracy', assets) },
    { id: 'results', title: 'Results', body: resultTables(dossier.results) },
    { id: 'comparisons', title: 'Comparisons', body: comparisonTables(dossier.comparisons) },
    { id: 'flips', title: 'Flipped cases', body: flipList(dossier.flips, dossier.flipCount) },
    { id: 'methods', title: 'Methods', body: list(dossier.methods) },
    { id: 'limitations', title: 'Limitations', body: list(dossier.limitations) },
    ...blocked,
    ...waived,
    { id: 'models', title: 'Model versions', body: modelBlocks(dossier.models) },
    { id: 'sets', title: 'Provenance of the sets', body: setTable(dossier.sets) },
    {
      id: 'hashes',
      title: 'Hashes and the report as data',
      body: html`${hashList(dossier.hashes)}<p>This page holds the whole report as JSON, in the element with the id “report”; the same stands beside it as report.json.</p>`,
    },
  ];
}

function contents(parts: readonly Part[]): Safe {
  const first = [
    { id: 'decision', title: 'Decision' },
    { id: 'critical', title: 'Critical failures' },
    { id: 'worst', title: 'Worst cases' },
    { id: 'gates', title: 'Gates' },
    { id: 'attestation', title: 'Attestation' },
  ];
  const items = [...first, ...parts].map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-labelledby="contents"><details open><summary id="contents">Contents</summary><ol>${items}</ol></details></nav>`;
}

function pageHeader(dossier: Dossier): Safe {
  const { run, audience, content, preceptor, title } = dossier;
  return html`<div class="bar"><a href="#contents">Contents</a> <span><b>content: ${content}</b></span> <span><b>audience: ${audience}</b></span> <span>run ${run.id}</span> <time datetime="${run.createdAt}">${run.createdAt}</time> <span>Preceptor ${preceptor}</span></div>
<header><h1>${title}</h1></header>
`;
}

/**
 * The whole dossier as one HTML file that asks for nothing: styles, scripts, pictures and the report are inside, the
 * content security policy admits the two scripts and the style sheet by their hashes, and every text is escaped.
 *
 * @param dossier - laid out as it is; no number is computed but changes of unit
 * @param assets - from `loadPageCode` and `renderPicture`
 */
export function renderDossier(dossier: Dossier, assets: DossierAssets): string {
  const style = inlineStyle(styleSheet(dossier));
  const scripts = [inlineScript(assets.code.chartLibrary), inlineScript(assets.code.drawing)];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(({ hash }) => hash).join(' ')}`,
    `style-src ${style.hash}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = laterParts(dossier, assets);
  const body = parts.map(({ id, title, body: inner }) => section(id, title, inner));
  const outcome = dossier.decision === null ? NOTHING : html`${dossier.decision.outcome.toUpperCase()}: `;
  return documentText(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${outcome}${dossier.title}</title>
<link rel="icon" href="data:,">
${style.element}
</head>
<body>
<a class="skip" href="#decision">To the decision</a>
<div class="layout">
<div class="paper">
${pageHeader(dossier)}
<main>
${pageOne(dossier)}
${body}
</main>
<footer><p class="note">content: ${dossier.content} · audience: ${dossier.audience} · run ${dossier.run.id} · plan ${dossier.run.planHash}</p></footer>
</div>
${contents(parts)}
</div>
${jsonElement('report', dossier)}
${jsonElement('charts', dossier.figures.map(viewFigure))}
${scripts.map(({ element }) => element)}
</body>
</html>
`);
}
