import type { CaseSet } from '../domain/case-set.js';
import type { Change, Dossier } from '../domain/dossier.js';
import type { ClientSpec, ModelVersion } from '../domain/model-version.js';
import { servedText } from '../domain/served-models.js';
import { brief, count } from './format.js';
import { html, NOTHING, type Safe } from './html.js';
import { table } from './table.js';
import { costText, priceText, tokensText } from './usage-text.js';

/** What differs between baseline and candidate, differences first. */
export function changeTable(changes: readonly Change[]): Safe {
  if (changes.length === 0) return html`<p class="absent">No baseline was given.</p>`;
  return table({
    caption:
      'Baseline against candidate; hashes are shortened here and whole in the list of hashes and in the report',
    label: 'What changed',
    columns: [{ head: 'What' }, { head: 'Baseline' }, { head: 'Candidate' }, { head: 'Changed' }],
    rows: changes
      .toSorted((a, b) => Number(a.same) - Number(b.same))
      .map((change) => ({
        head: change.what,
        cells: [brief(change.baseline), brief(change.candidate), change.same ? '= same' : '≠ changed'],
        mark: change.same ? 'plain' : 'changed',
      })),
  });
}

function clientText(client: ClientSpec): string {
  switch (client.kind) {
    case 'replay':
      return `replay of ${client.responses} (sha256:${client.sha256.slice(0, 12)}…)`;
    case 'command':
      return `command ${client.argv.join(' ')}${client.digest === undefined ? '' : ` (${brief(client.digest)})`}`;
    case 'http':
      return `${client.api} at ${client.url}${client.deployment === undefined ? '' : `, deployment ${client.deployment}`}${client.api_version === undefined ? '' : `, API version ${client.api_version}`}`;
    case 'promptfoo': {
      const config = client.config === undefined ? '' : `, configured ${JSON.stringify(client.config)}`;
      return `promptfoo ${client.promptfoo}, provider ${client.provider} at ${client.hosts.join(', ')}${config}`;
    }
    case 'reference':
      return `reference model ${client.name}, version ${client.version}`;
  }
}

function settingsText(settings: ModelVersion['settings']): string {
  const parts = Object.entries(settings).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return parts.length === 0 ? 'none declared' : parts.join(', ');
}

function modelBlock(model: Dossier['models'][number]): Safe {
  const { version } = model;
  const deployment = Object.entries(version.deployment).map(([name, value]) => `${name}: ${value}`);
  const facts: readonly (readonly [string, string])[] = [
    ['Role', model.role],
    ['Family and snapshot', `${version.family}, ${version.snapshot}`],
    ['Client', clientText(version.client)],
    ['Settings', settingsText(version.settings)],
    ['Deployment', deployment.join(', ')],
    ...servedFacts(model),
    ...originFacts(model),
    ...usageFacts(model),
    ['Hash', model.hash],
  ];
  const prompt =
    version.system_prompt === undefined
      ? NOTHING
      : html`<details><summary>System prompt</summary><div class="verbatim" dir="auto">${version.system_prompt}</div></details>`;
  return html`<h3>${version.model}</h3>
<dl class="facts">${facts.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>${prompt}
`;
}

/** Of what never reached a service, and of one that names no model, there is nothing to say. */
function servedFacts({ served }: Dossier['models'][number]): readonly (readonly [string, string])[] {
  return served.length === 0 ? [] : [['Served as', servedText(served)]];
}

/** Said only where the cache gave some: else the client says where responses come from. */
function originFacts({ origins }: Dossier['models'][number]): readonly (readonly [string, string])[] {
  if (origins.cache === 0) return [];
  const { live, cache, replay, import: imported } = origins;
  const parts = [
    `${count(live)} asked for this run`,
    `${count(cache)} from the cache`,
    ...(replay === 0 ? [] : [`${count(replay)} recorded`]),
    ...(imported === 0 ? [] : [`${count(imported)} imported`]),
  ];
  return [['Responses', parts.join(', ')]];
}

function usageFacts({ version, usage }: Dossier['models'][number]): readonly (readonly [string, string])[] {
  if (usage === null) return [];
  const cost = costText(usage, version.price);
  return [
    ['Tokens', tokensText(usage)],
    ...(version.price === undefined ? [] : [['Price', priceText(version.price)] as const]),
    ...(cost === null ? [] : [['Cost', cost] as const]),
  ];
}

export function modelBlocks(models: Dossier['models']): Safe {
  return html`${models.map(modelBlock)}`;
}

/** Who wrote, keyed and reviewed each set of cases. */
export function setTable(sets: readonly CaseSet[]): Safe {
  if (sets.length === 0) return html`<p class="absent">No set was declared.</p>`;
  return table({
    caption: 'Where the cases and their keys come from',
    label: 'Sets',
    columns: [
      { head: 'Set' },
      { head: 'Cases by' },
      { head: 'Keys by' },
      { head: 'Review' },
      { head: 'Exposure' },
      { head: 'Content' },
      { head: 'Jurisdiction, languages' },
      { head: 'Licence, source' },
    ],
    rows: sets.map((set) => ({
      head: html`${set.set} ${set.version}<span class="note">${set.title}</span>`,
      cells: [
        set.authored_by,
        set.key_by,
        set.reviewed_by.length === 0
          ? `${set.review_status}; by nobody`
          : `${set.review_status}; by ${set.reviewed_by.join(', ')}`,
        set.exposure,
        set.content,
        `${set.jurisdiction}; ${set.languages.join(', ')}`,
        set.source === undefined ? set.licence : `${set.licence}; ${set.source}`,
      ],
    })),
  });
}

export function hashList(hashes: Readonly<Record<string, string>>): Safe {
  const entries = Object.entries(hashes);
  if (entries.length === 0) return html`<p class="absent">None.</p>`;
  return html`<dl class="facts hashes">${entries.map(([name, hash]) => html`<div><dt>${name}</dt><dd><code>${hash}</code></dd></div>`)}</dl>`;
}
