import type { Hash } from '../hash.js';
import type { Measurement } from '../measurement.js';
import type { Plan, PlannedCase, PlannedTrials } from '../plan.js';
import type { Reading } from '../reading.js';
import type { Attempt, ModelResponse, OriginCounts } from '../response.js';
import type {
  Analysis,
  AnalysisId,
  GradingSet,
  GradingSetId,
  ReadingSet,
  ReadingSetId,
  RunId,
} from '../result-set.js';
import type { Trial } from '../trial.js';
import type { Usage } from '../usage.js';
import type { Verdict } from '../verdict.js';
import type { PlannedTrial, TrialSource } from './trial-source.js';

export interface AnsweredTrial extends PlannedTrial {
  readonly response: ModelResponse;
}

/** A trial with everything that is known of it under one reading set. */
export interface ReadTrial extends PlannedTrial {
  /** null: not asked yet. */
  readonly response: ModelResponse | null;
  /** null: no answer to read. */
  readonly reading: Reading | null;
}

export interface CriterionVerdict {
  readonly criterion: string;
  readonly gradingHash: Hash;
  readonly verdict: Verdict;
}

/** As {@link ReadTrial}, with the verdicts of one grading set; without the response’s text. */
export interface GradedTrial {
  readonly trial: Trial;
  readonly failure: Extract<ModelResponse, { status: 'failed' }>['cause'] | null;
  readonly asked: boolean;
  readonly reading: Reading | null;
  readonly verdicts: readonly CriterionVerdict[];
}

export interface RunCounts {
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly attempts: number;
}

/** Kinds of documents beside plan and sets; each is addressed by its own hash, waivers by their set. */
export type DocumentKind =
  | 'policy'
  | 'waivers'
  | 'asking'
  | 'egress'
  | 'flow'
  | 'result'
  | 'comparison'
  | 'decision';

export interface StoredDocument {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly body: unknown;
}

/**
 * One run. Append-only: a row that is there already is kept and the new one dropped, so writing again is harmless.
 * `put…` resolves when the row has a place in the bounded queue (back-pressure); `flush` when all rows are on disk.
 */
export interface Store extends TrialSource {
  readonly runId: RunId;
  savePlan(planned: PlannedTrials): Promise<void>;
  loadPlan(): Promise<Plan>;
  /** Of the whole run, or of one model version. */
  counts(modelHash?: string): Promise<RunCounts>;
  /** Every planned case, ordered by (set, case id). */
  cases(): AsyncIterable<PlannedCase>;

  putAttempt(attempt: Attempt): Promise<void>;
  attempts(trialSeq: number): Promise<readonly Attempt[]>;
  /**
   * Names and fingerprints under which a model version’s answers say that they were served, in order of the alphabet. An answer
   * that says neither is one of `no name` where others say it; none where no answer does.
   */
  servedModels(modelHash: string): Promise<readonly string[]>;
  /** What a model version’s requests took, over every attempt of origin `live`. */
  usage(modelHash: string): Promise<Usage>;
  /** How many of a model version’s final responses have each origin. */
  origins(modelHash: string): Promise<OriginCounts>;
  /** How many trials’ final response the infrastructure lost; `below`: of those alone that it lost fewer requests of. */
  lostTrials(below?: number): Promise<number>;
  answered(): AsyncIterable<AnsweredTrial>;
  find(filter: { readonly caseId: string }): AsyncIterable<PlannedTrial>;

  openReadingSet(set: ReadingSet): Promise<{ readonly complete: boolean }>;
  putReading(set: ReadingSetId, trialSeq: number, reading: Reading): Promise<void>;
  closeReadingSet(set: ReadingSetId): Promise<void>;
  readingSets(): Promise<readonly ReadingSet[]>;
  /** Every planned trial, in plan order. */
  read(set: ReadingSetId, filter?: { readonly seqs?: readonly number[] }): AsyncIterable<ReadTrial>;

  openGradingSet(set: GradingSet): Promise<{ readonly complete: boolean }>;
  putVerdict(set: GradingSetId, trialSeq: number, verdict: CriterionVerdict): Promise<void>;
  closeGradingSet(set: GradingSetId): Promise<void>;
  gradingSets(): Promise<readonly GradingSet[]>;
  /** Every planned trial ordered by (model, protocol, set, case, variant, step, repeat): a unit’s trials are neighbours. */
  graded(set: GradingSetId, filter?: { readonly seqs?: readonly number[] }): AsyncIterable<GradedTrial>;

  openAnalysis(analysis: Analysis): Promise<{ readonly complete: boolean }>;
  putMeasurement(analysis: AnalysisId, measurement: Measurement): Promise<void>;
  closeAnalysis(analysis: AnalysisId): Promise<void>;
  analyses(): Promise<readonly Analysis[]>;
  /** Of one model version, ordered by `unitKey` (binary order). */
  measurements(analysis: AnalysisId, modelHash: string): AsyncIterable<Measurement>;

  putDocument(document: StoredDocument): Promise<void>;
  documents(kind: DocumentKind): Promise<readonly StoredDocument[]>;

  flush(): Promise<void>;
  close(): Promise<void>;
}
