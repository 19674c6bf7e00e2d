import type { FailureCause } from '../../domain/failure.js';
import type { HttpClient, ModelVersion } from '../../domain/model-version.js';
import type { Message } from '../../domain/ports/model-client.js';
import type { ServiceFacts } from '../../domain/response.js';

/** What is asked, before a vendor’s format wraps it. */
export interface DialectRequest {
  /** The model’s name at the vendor: the version’s snapshot. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly settings: ModelVersion['settings'];
}

/**
 * What a vendor’s answer says; a failure is the model’s or its deployment’s, an error of the service that came in the place
 * of an answer, or a body that is none of this API.
 */
export type DialectAnswer =
  | {
      readonly status: 'answered';
      readonly text: string;
      /** Sum over the answer’s tokens; nats, <= 0; null where the API gave none. */
      readonly logProbability: number | null;
    }
  | DialectFailure;

export interface DialectFailure {
  readonly status: 'failed';
  readonly cause: Extract<
    FailureCause,
    'truncated' | 'empty' | 'content-filter' | 'rate-limited' | 'server-error' | 'malformed-response'
  >;
  readonly detail: string;
}

/** One vendor’s wire format: pure. The transport sends what it builds and hands back what came. */
export interface Dialect {
  /** Path, and query where the API wants one, behind the base URL’s own path. */
  path(endpoint: HttpClient, model: string): string;
  /** Headers that carry the secret; none where there is no credential. */
  authorise(secret: string | null, isToken: boolean): Readonly<Record<string, string>>;
  /** Further headers, where the API has some that the endpoint’s declaration decides. */
  headers?(endpoint: HttpClient): Readonly<Record<string, string>>;
  body(request: DialectRequest, endpoint: HttpClient): Readonly<Record<string, unknown>>;
  /** Of a parsed body with a 2xx status. */
  read(document: unknown): DialectAnswer;
  /** What a parsed body of any status says of the service; a field that is none of its shape is null. */
  service(document: unknown): ServiceFacts;
  /** Whether a body with a 4xx status says that a content filter blocked the request: the deployment’s refusal. */
  isContentFilter(document: unknown): boolean;
}
