import { type Hash, hashOf, shortHash } from './hash.js';

export type RunId = string & { readonly __run: never };
export type ReadingSetId = string & { readonly __readingSet: never };
export type GradingSetId = string & { readonly __gradingSet: never };
export type AnalysisId = string & { readonly __analysis: never };

/** How missing answers enter (METHODS §2.9). */
export type MissingPolicy = 'ite' | 'complete' | 'best' | 'worst';
/** How the grader's error is taken out (METHODS §1.7). */
export type Correction = 'none' | 'ppi' | 'lee';

/** One reading of the whole run under one rule name; `ruleHash` covers that rule in every protocol. */
export interface ReadingSet {
  readonly id: ReadingSetId;
  readonly runId: RunId;
  readonly rule: string;
  readonly ruleHash: Hash;
}

export interface GradingSet {
  readonly id: GradingSetId;
  readonly readingSet: ReadingSetId;
  /** grader name → hash of its definition. */
  readonly graders: Readonly<Record<string, Hash>>;
  /** Hash over all keys that were used. */
  readonly keysHash: Hash;
}

export interface Analysis {
  readonly id: AnalysisId;
  readonly gradingSet: GradingSetId;
  readonly metric: string;
  readonly metricHash: Hash;
  readonly missing: MissingPolicy;
  readonly correction: Correction;
}

export function runIdFrom(text: string): RunId {
  return text as RunId;
}

export function readingSet(runId: RunId, rule: string, ruleHash: Hash): ReadingSet {
  return { id: `r-${shortHash(hashOf([runId, rule, ruleHash]))}` as ReadingSetId, runId, rule, ruleHash };
}

export function gradingSet(
  reading: ReadingSet,
  graders: Readonly<Record<string, Hash>>,
  keysHash: Hash,
): GradingSet {
  const id = `g-${shortHash(hashOf([reading.id, graders, keysHash]))}` as GradingSetId;
  return { id, readingSet: reading.id, graders, keysHash };
}

export function analysis(
  grading: GradingSet,
  metric: { readonly id: string; readonly hash: Hash },
  missing: MissingPolicy,
  correction: Correction,
): Analysis {
  const id = `a-${shortHash(hashOf([grading.id, metric.hash, missing, correction]))}` as AnalysisId;
  return { id, gradingSet: grading.id, metric: metric.id, metricHash: metric.hash, missing, correction };
}
