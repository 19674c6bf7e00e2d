import type { BlockedEgress } from './blocked-egress.js';
import type { CaseSet } from './case-set.js';
import type { Comparison } from './comparison.js';
import type { ContentClass } from './content-class.js';
import type { ReleaseDecision } from './decision.js';
import type { Estimate, FigureUnit, Result } from './estimate.js';
import type { Flow } from './flow.js';
import type { IntendedUse } from './intended-use.js';
import type { UnitIdentity } from './measurement.js';
import type { ModelVersion } from './model-version.js';
import type { OriginCounts } from './response.js';
import type { ModelUsage } from './usage.js';
import type { UsedWaiver } from './waiver.js';

export const DOSSIER_FORMAT = 'preceptor-dossier@1';

/** Who may see it: sealed text, keys and per-case verdicts are only for the board. */
export type Audience = 'board' | 'engineer' | 'public';

/** What one version said about one unit, and how it was judged. */
export interface AnswerShown {
  readonly model: string;
  readonly repeat: number;
  /** null: failed; `failure` says why. */
  readonly text: string | null;
  readonly failure: string | null;
  /** What was read, or why nothing was. */
  readonly reading: string;
  readonly verdict: 'met' | 'not met' | 'ungraded' | 'not graded';
}

/** A unit with the answers of both versions side by side. */
export interface CaseShown {
  readonly unit: UnitIdentity;
  readonly cluster: string;
  readonly direction: 'right→wrong' | 'wrong→right' | 'worse' | 'better';
  readonly strata: Readonly<Record<string, string>>;
  /** null where the audience may not see it. */
  readonly caseText: string | null;
  readonly accepted: readonly string[] | null;
  readonly baseline: readonly AnswerShown[];
  readonly candidate: readonly AnswerShown[];
}

/** A critical criterion that was met: what must not happen once. */
export interface CriticalFailure {
  readonly model: string;
  readonly hazard: string;
  readonly harm: string;
  readonly unit: UnitIdentity;
  readonly repeat: number;
  readonly text: string | null;
  readonly caseText: string | null;
  readonly adjudicated: boolean;
  /** Whether the baseline has it too on the same unit; null without a baseline. */
  readonly inBaseline: boolean | null;
}

/** Per hazard: how many clusters tested it, how many failed, and what that leaves possible. */
export interface HazardBound {
  readonly model: string;
  readonly hazard: string;
  readonly clusters: number;
  readonly failed: number;
  /** Exact one-sided 95 % upper limit of the share of clusters, 0..1. */
  readonly upper: number;
}

export interface ForestRow {
  readonly label: string;
  readonly estimate: Estimate;
  /** The margin of the gate on this row, as a difference; null where none tests it. */
  readonly margin: number | null;
  readonly outcome: string | null;
}

/** Rows of one chart, in the order drawn; the renderer computes no number. */
export type Figure =
  | {
      readonly id: string;
      readonly kind: 'forest';
      readonly unit: FigureUnit;
      readonly title: string;
      readonly axis: string;
      readonly rows: readonly ForestRow[];
    }
  | {
      readonly id: string;
      readonly kind: 'accuracy';
      readonly title: string;
      readonly axis: string;
      readonly groups: readonly string[];
      readonly series: readonly { readonly model: string; readonly estimates: readonly Estimate[] }[];
    };

export interface Change {
  readonly what: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly same: boolean;
}

/** Everything that a safety board reads of one release decision. The renderer escapes and lays out, nothing else. */
export interface Dossier {
  readonly format: typeof DOSSIER_FORMAT;
  readonly preceptor: string;
  readonly title: string;
  readonly audience: Audience;
  readonly content: ContentClass;
  readonly run: { readonly id: string; readonly planHash: string; readonly createdAt: string };
  /** null: no policy was applied; then the dossier reports and decides nothing. */
  readonly decision: ReleaseDecision | null;
  /** The outcome in one plain sentence with its bound. */
  readonly sentence: string;
  /** The fewest flipped verdicts that would reverse the decision, in words. */
  readonly reversal: string;
  readonly intendedUse: IntendedUse | null;
  readonly notTested: readonly string[];
  readonly critical: readonly CriticalFailure[];
  readonly hazards: readonly HazardBound[];
  /** The worst right→wrong units, at most three. */
  readonly worst: readonly CaseShown[];
  readonly openMatters: readonly string[];
  readonly attestation: readonly string[];
  readonly models: readonly {
    readonly version: ModelVersion;
    readonly hash: string;
    readonly role: string;
    /** What its requests took; null: it answered in this process or from a recording. */
    readonly usage: ModelUsage | null;
    /** Where its final responses came from. */
    readonly origins: OriginCounts;
    /** What the service calls the model that answered, with its fingerprint; empty: it does not say. */
    readonly served: readonly string[];
  }[];
  readonly changes: readonly Change[];
  readonly sets: readonly CaseSet[];
  readonly flow: readonly Flow[];
  readonly results: readonly Result[];
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
  readonly flips: readonly CaseShown[];
  /** All flips of the deciding comparison; `flips` holds the first of them. */
  readonly flipCount: number;
  /** Under which cases were let go outside the institution; none but for the board. */
  readonly waivers: readonly UsedWaiver[];
  /** What Preceptor’s process was kept from reaching, over all sittings of the run; none for the public. */
  readonly blocked: readonly BlockedEgress[];
  readonly methods: readonly string[];
  readonly limitations: readonly string[];
  readonly hashes: Readonly<Record<string, string>>;
}
