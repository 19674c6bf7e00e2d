import { PreceptorError } from '../../errors.js';
import type { Protocol } from '../protocol.js';
import type { ModelResponse } from '../response.js';
import type { Trial } from '../trial.js';
import type { Option } from '../turn.js';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** What a model version is asked. A client sees no key, no criterion and no stratum. */
export interface ModelRequest {
  readonly trial: Trial;
  readonly messages: readonly Message[];
  /** The case’s own text, before the protocol wrapped it: what reference models read. */
  readonly caseText: string;
  readonly options: readonly Option[];
  readonly format: Protocol['answer']['format'];
}

/** Every request of the model version would be refused as this one was. */
export class ShutOut extends PreceptorError {
  /** What came back; it is no trial’s end. */
  readonly response: ModelResponse;
  /** Another credential may open it to the same model version; else only another version may. */
  readonly isOfCredential: boolean;

  constructor(message: string, response: ModelResponse, isOfCredential: boolean) {
    super('MODEL_UNAVAILABLE', message);
    this.response = response;
    this.isOfCredential = isOfCredential;
  }
}

/** One model version. What the model or its transport does to one request is a failed response, not an error. */
export interface ModelClient {
  /** It bounds by itself what is under way: asked for more, it has the next request ready when one ends. Default: false */
  readonly isBounded?: boolean;
  /**
   * @param signal - gives up what is under way
   * @param stop - what was not sent yet is not sent any more; what was is waited for. A client that sends at once may leave it out
   * @returns `interrupted` where it was given up under way; null where it was not sent
   * @param request - the same object each time that a trial is asked
   * @throws ShutOut where it was refused as every other would be; PreceptorError `MODEL_UNAVAILABLE` or `RUN_INCOMPLETE`
   *   where none can be answered now
   */
  ask(request: ModelRequest, signal: AbortSignal, stop?: AbortSignal): Promise<ModelResponse | null>;
  close(): Promise<void>;
}
