import type { Change } from '../domain/dossier.js';
import type { PlannedModel } from '../domain/plan.js';

/** What differs between the two model versions, part by part: the unchanged parts are listed too. */
export function listChanges(baseline: PlannedModel, candidate: PlannedModel): readonly Change[] {
  const before = partsOf(baseline);
  const after = partsOf(candidate);
  return Object.keys(after).map((what) => {
    const old = before[what] ?? '—';
    const now = after[what] ?? '—';
    return { what, baseline: old, candidate: now, same: old === now };
  });
}

function partsOf({ version, hash }: PlannedModel): Readonly<Record<string, string>> {
  const { deployment } = version;
  return {
    model: version.model,
    'model hash': hash,
    family: version.family,
    snapshot: version.snapshot,
    client: spaced(version.client),
    settings: spaced(version.settings),
    'system prompt': version.system_prompt ?? 'none',
    location: deployment.location,
    region: deployment.region ?? 'not stated',
    'API version': deployment.api_version ?? 'not stated',
    'content filter': deployment.content_filter ?? 'not stated',
    gateway: deployment.gateway ?? 'not stated',
    retention: deployment.retention ?? 'not stated',
    training: deployment.training ?? 'not stated',
    'answer time': answerTime(deployment.answer_time_ms),
    price: version.price === undefined ? 'not stated' : spaced(version.price),
  };
}

function answerTime(ms: number | undefined): string {
  return ms === undefined ? 'not stated' : `at most ${ms} ms`;
}

/** JSON that a narrow column can break. */
function spaced(value: object): string {
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${JSON.stringify(part)}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
