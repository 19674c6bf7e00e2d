import type { FailureCause } from '../../domain/failure.js';

/** What the thread is started with. */
export interface ThreadStart {
  readonly provider: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
}

/** What the thread is told. */
export type ThreadRequest =
  | { readonly type: 'ask'; readonly id: number; readonly prompt: string }
  /** Nobody waits for the answer any more. */
  | { readonly type: 'give-up'; readonly id: number };

/** What the last response of the vendor to one call was, as the thread saw it go by. */
export interface SeenResponse {
  readonly httpStatus: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of one call. */
export interface CallReply {
  /** JSON of what the provider gave back; null where it threw. */
  readonly given: string | null;
  /** What the provider threw, in its words; null where it gave something back. */
  readonly thrown: string | null;
  /** null where the provider does not ask by fetch, or nothing came. */
  readonly seen: SeenResponse | null;
  /** Of the last request that failed without a response. */
  readonly broken: { readonly cause: FailureCause; readonly detail: string } | null;
}

/** What the thread tells. */
export type ThreadReply =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'replied'; readonly id: number; readonly reply: CallReply };
