import type { ModelVersion } from '../domain/model-version.js';
import type { ModelClient } from '../domain/ports/model-client.js';
import type { SecretOf } from './http/secret.js';
import type { LimiterOf } from './limit/endpoint-limiters.js';

/** A case with its key, for reference models alone; they are kept from the keys of the cluster that is asked. */
export interface ReferenceCase {
  readonly set: string;
  readonly caseId: string;
  readonly cluster: string;
  /** The case's own text, as in `ModelRequest.caseText`. */
  readonly text: string;
  /** The accepted answer: the id of an option, or a text. */
  readonly answer: string;
}

export type ReferenceCorpus = readonly ReferenceCase[];

/** What a client may need besides its version. */
export interface ModelContext {
  /** Absolute path of the user's folder; every file that a version names lies in it. */
  readonly workspace: string;
  /** The cases that reference models learn from; read once, and only by those that need it. */
  readonly corpus: () => AsyncIterable<ReferenceCase> | Iterable<ReferenceCase>;
  /** Integer; with the trial's id it seeds `reference:random`. Runs that are compared use the same. */
  readonly seed: number;
  /** Requests that the run keeps under way at most at one endpoint; integer, >= 1. */
  readonly concurrency?: number;
  /** The limiters of the run’s endpoints, which model versions share; without it a client has one of its own. */
  readonly limiterOf?: LimiterOf;
  /** Secrets that were fetched before the run began; without it a client fetches its own. */
  readonly secretOf?: SecretOf;
  /** Whether this model version has answered in an earlier sitting: its address and its credential were right then. */
  readonly hasAnswered?: boolean;
  /** Told of what is wrong with a client but belongs to no trial; at most once for each kind of fault. */
  readonly warn?: (message: string) => void;
}

/** One kind of client: how it is named on a command line, and how it is opened. */
export interface ClientKind<Spec> {
  /** Forms of the specification, for messages. */
  readonly forms: readonly string[];
  /** Completes what follows `<kind>:` to a version; reads files of the workspace, opens nothing. */
  parse(rest: string, workspace: string): Promise<ParsedClient<Spec>>;
  /** `version`: for what a client sends beside its own specification (snapshot, settings). */
  open(spec: Spec, context: ModelContext, version: ModelVersion): Promise<ModelClient>;
}

export interface ParsedClient<Spec> {
  readonly client: Spec;
  readonly family: string;
  readonly snapshot: string;
  readonly location: 'this-machine' | 'recorded';
  /** The model's name where the user gives none. */
  readonly defaultName: string;
}
