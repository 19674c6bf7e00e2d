import type { Asking } from '../domain/asking.js';
import type { BlockedEgress } from '../domain/blocked-egress.js';
import type { CaseSet } from '../domain/case-set.js';
import type { Comparison } from '../domain/comparison.js';
import { CONTENT_CLASSES, type ContentClass } from '../domain/content-class.js';
import type { ReleaseDecision } from '../domain/decision.js';
import {
  type Audience,
  type CaseShown,
  type CriticalFailure,
  DOSSIER_FORMAT,
  type Dossier,
  type HazardBound,
} from '../domain/dossier.js';
import type { Result } from '../domain/estimate.js';
import type { StratumFlow } from '../domain/flow.js';
import type { IntendedUse } from '../domain/intended-use.js';
import { limitText, type Plan, type PlannedModel } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import type { OriginCounts } from '../domain/response.js';
import type { ServedModels } from '../domain/served-models.js';
import type { ModelUsage } from '../domain/usage.js';
import type { UsedWaiver } from '../domain/waiver.js';
import { askingLimitations } from './asking-text.js';
import { buildFigures } from './build-figures.js';
import { egressLimitations } from './egress-text.js';
import { listChanges } from './list-changes.js';
import { limitationsOf, methodsOf, notTestedOf, waivedTexts, waiverLimitations } from './methods-text.js';
import { plainSentence } from './plain-sentence.js';
import { wholeFlows } from './whole-flows.js';

export interface DossierInput {
  readonly preceptor: string;
  readonly audience: Audience;
  readonly runId: string;
  /** ISO 8601, of the run, not of the report: the same store gives the same dossier. */
  readonly createdAt: string;
  readonly plan: Plan;
  readonly candidate: PlannedModel;
  readonly baseline: PlannedModel | null;
  readonly policy: Policy | null;
  readonly decision: ReleaseDecision | null;
  readonly reversal: string;
  readonly critical: readonly CriticalFailure[];
  readonly hazards: readonly HazardBound[];
  readonly flows: readonly StratumFlow[];
  readonly results: readonly Result[];
  readonly comparisons: readonly Comparison[];
  readonly flips: readonly CaseShown[];
  readonly flipCount: number;
  /** Of every model version that takes tokens. */
  readonly usage: readonly ModelUsage[];
  /** Of every model version, by its name. */
  readonly origins: ReadonlyMap<string, OriginCounts>;
  readonly served: readonly ServedModels[];
  readonly asking: Asking;
  /** Waivers of what the screen for identifiers found, under which cases were let go outside the institution. */
  readonly waivers: readonly UsedWaiver[];
  /** What was blocked while the run was asked, and after: every target once. */
  readonly blocked: readonly BlockedEgress[];
  readonly hashes: Readonly<Record<string, string>>;
}

const WORST_SHOWN = 3;
const NO_RESPONSES: OriginCounts = { live: 0, cache: 0, replay: 0, import: 0 };

/** Everything that the board reads, in the order of METHODS §3; renderers lay it out and compute nothing. */
export function buildDossier(input: DossierInput): Dossier {
  const { plan, policy, decision, candidate, baseline } = input;
  const intendedUse: IntendedUse | null = policy?.intended_use ?? null;
  return {
    format: DOSSIER_FORMAT,
    preceptor: input.preceptor,
    title: policy === null ? plan.suites.map((suite) => suite.title).join(' · ') : policy.title,
    audience: input.audience,
    content: mostSensitive(plan.sets),
    run: { id: input.runId, planHash: plan.hash, createdAt: input.createdAt },
    decision,
    sentence: plainSentence(input),
    reversal: input.reversal,
    intendedUse,
    notTested: notTestedOf(policy),
    critical: input.critical,
    hazards: input.hazards,
    worst: input.flips
      .filter((flip) => flip.direction === 'right→wrong' || flip.direction === 'worse')
      .slice(0, WORST_SHOWN),
    openMatters: openMattersOf(input),
    attestation: attestationOf(input),
    models: plan.models.map(({ version, hash, role }) => ({
      version,
      hash,
      role,
      usage: input.usage.find(({ model }) => model === version.model) ?? null,
      origins: input.origins.get(version.model) ?? NO_RESPONSES,
      served: input.served.find(({ model }) => model === version.model)?.names ?? [],
    })),
    changes: baseline === null ? [] : listChanges(baseline, candidate),
    sets: plan.sets,
    flow: wholeFlows(input.flows, plan),
    results: resultsOf(input),
    comparisons: input.comparisons.filter(isShown(input)),
    figures: buildFigures(input),
    flips: input.flips,
    flipCount: input.flipCount,
    methods: methodsOf(input),
    waivers: input.audience === 'board' ? input.waivers : [],
    blocked: input.audience === 'public' ? [] : input.blocked,
    limitations: [
      ...limitationsOf(plan),
      ...egressLimitations(input),
      ...waiverLimitations(input),
      ...askingLimitations(input),
    ],
    hashes: input.hashes,
  };
}

/** Strata are shown of accuracy and of what a gate is on; of every other metric they stand in the run. */
function isShown({ policy }: DossierInput): (figure: Result | Comparison) => boolean {
  const metrics = new Set<string>(['accuracy', ...(policy?.gates.map((gate) => gate.metric) ?? [])]);
  return ({ stratum, metric }) => stratum === null || metrics.has(metric);
}

/** A floor is shown whole, once; its strata and other readings would only hide the versions that are compared. */
function resultsOf(input: DossierInput): readonly Result[] {
  const { plan } = input;
  const results = input.results.filter(isShown(input));
  const floors = plan.models.filter((model) => model.role === 'floor').map(({ version }) => version.model);
  const deciding = results[0]?.reading;
  return results.filter(
    ({ model, stratum, reading, missing }) =>
      !floors.includes(model) || (stratum === null && reading === deciding && missing === 'ite'),
  );
}

function mostSensitive(sets: readonly CaseSet[]): ContentClass {
  const rank = sets.reduce((most, set) => Math.max(most, CONTENT_CLASSES.indexOf(set.content)), 0);
  return CONTENT_CLASSES[rank] ?? 'phi';
}

function openMattersOf({ critical, decision, plan, waivers, audience }: DossierInput): readonly string[] {
  const open = critical.filter((failure) => !failure.adjudicated).length;
  const waiting = open === 1 ? '1 critical failure waits' : `${open} critical failures wait`;
  const matters = open === 0 ? [] : [`${waiting} for adjudication`];
  if (plan.limit !== null) matters.push(`the plan takes only ${limitText(plan.limit)}`);
  const standing = decision?.standingReasons ?? [];
  if (waivers.length === 0) {
    return [...matters, ...standing, 'no waiver, dispute or abandoned plan is recorded in this run'];
  }
  const people = audience === 'board' ? ` (by ${[...new Set(waivers.map(({ by }) => by))].join(', ')})` : '';
  return [
    ...matters,
    ...standing,
    `${waivedTexts(waivers, 'an identifier')} under a waiver${people}`,
    'no dispute or abandoned plan is recorded in this run',
  ];
}

function attestationOf({ decision, waivers, audience }: DossierInput): readonly string[] {
  if (decision === null) return [];
  return [
    'I have read the critical failures, the worst cases and what was not tested.',
    ...(waivers.length === 0 || audience !== 'board'
      ? []
      : ['I have read which identifiers were waived, by whom and why.']),
    `I accept that this decision is ${decision.outcome}, ${decision.standing}, over vignettes written like these, not patients.`,
    'The limits and margins of the policy are those that the safety board set before the run.',
  ];
}
