import type { Case } from './case.js';
import type { CaseSet } from './case-set.js';
import type { Hash } from './hash.js';
import type { ModelVersion } from './model-version.js';
import type { Protocol } from './protocol.js';
import type { Suite } from './suite.js';
import type { Trial } from './trial.js';
import { BASE_VARIANT } from './variant.js';

/** Case of a plan: its content travels with the run, so that later stages need no workspace. Never its keys. */
export interface PlannedCase {
  readonly set: string;
  readonly case: Case;
  readonly hash: Hash;
}

export interface PlannedModel {
  readonly version: ModelVersion;
  readonly hash: Hash;
  /** A floor is a reference model that shows what no knowledge, or other cases’ keys, would reach. */
  readonly role: 'candidate' | 'baseline' | 'floor' | 'other';
}

/** Part of every suite's cases that was taken: another plan, never a truncated one. What is left out does not narrow it. */
export interface PlanLimit {
  /** At most so many of those that the other fields leave. */
  readonly cases?: number;
  /** Only these, as `set/case`, in order of the alphabet. */
  readonly only?: readonly string[];
  /** Only cases that have one of the values of every stratum. */
  readonly strata?: Readonly<Record<string, readonly string[]>>;
}

/** Says which part is taken. The cases are counted, not named: a name may be all that is public of a sealed case. */
export function limitText({ cases, only, strata }: PlanLimit): string {
  const named = only === undefined ? [] : [only.length === 1 ? '1 named case' : `${only.length} named cases`];
  const where = Object.entries(strata ?? {}).map(([key, values]) => `${key} ${values.join(' or ')}`);
  const counted = cases === undefined ? [] : [`${cases} ${cases === 1 ? 'case' : 'cases'} of each suite`];
  const within = where.length === 0 ? [] : [`cases of ${where.join(' and ')}`];
  return [...named, ...within, ...counted].join(', of these ');
}

/** Everything that will be asked, but for the trials themselves: they are generated (`planTrials`), never held. */
export interface Plan {
  readonly hash: Hash;
  /** Where suites, cases, keys and graders come from: the user’s workspace, or the content that ships with Preceptor. */
  readonly origin: 'workspace' | 'builtin';
  readonly suites: readonly Suite[];
  readonly sets: readonly CaseSet[];
  readonly protocols: readonly Protocol[];
  readonly models: readonly PlannedModel[];
  /** Repeats of every case: the largest that one of the suites asks for, or the run's own. */
  readonly repeats: number;
  readonly limit: PlanLimit | null;
  readonly caseCount: number;
  readonly trialCount: number;
  /** suite → the cases (`set/case`) and variants (`set/case~variant`) it selects; the denominator of its figures. */
  readonly selection: Readonly<Record<string, readonly string[]>>;
}

export interface PlannedTrials {
  readonly plan: Plan;
  readonly cases: readonly PlannedCase[];
  readonly trials: () => Iterable<Trial>;
}

/** Name of a case, or of a variant of it, in a suite’s selection. */
export function selectedUnit(set: string, caseId: string, variant: string): string {
  return variant === BASE_VARIANT ? caseKey(set, caseId) : `${caseKey(set, caseId)}~${variant}`;
}

/** Name of a case across sets. */
export function caseKey(set: string, caseId: string): string {
  return `${set}/${caseId}`;
}
