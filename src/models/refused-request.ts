import type { ModelResponse, ServiceFacts } from '../domain/response.js';
import { fieldOf, isArray } from './http/json.js';
import { isRefusal } from './limit/settlement-of.js';
import { failed } from './model-response.js';

/** What came of one request. */
export interface Judged {
  readonly response: ModelResponse;
  /** The status by which the request was refused, perhaps as every other would be; null: it was not. */
  readonly refused: number | null;
}

interface Parts {
  readonly latencyMs: number;
  readonly service?: ServiceFacts | null;
  readonly raw: string | undefined;
}

/** A response to a status of 400 and above that neither a filter nor a full context explains. */
export function judgeStatus(httpStatus: number, document: unknown, parts: Parts): Judged {
  const live = { ...parts, origin: 'live' } as const;
  if (!isRefusal(httpStatus)) {
    return {
      response: failed('server-error', `the endpoint answered ${httpStatus}`, live),
      refused: null,
    };
  }
  const detail = `the endpoint refused the request (${withWords(httpStatus, document)})`;
  return { response: failed('request-refused', detail, live), refused: httpStatus };
}

/** Whether another credential may help. */
export function isOfCredential(httpStatus: number): boolean {
  return httpStatus === 401 || httpStatus === 403;
}

/** What to look at where every request is refused so; what makes another version needs another run. */
export function remedyFor(httpStatus: number, { credential }: { readonly credential: string }): string {
  if (httpStatus === 401) return `Check the credential (${credential})`;
  if (httpStatus === 403)
    return `Check the credential (${credential}), and whether it may use this model from here`;
  if (httpStatus === 404)
    return 'Check url, api, deployment and snapshot in the model’s file (another one is another version: start a new run)';
  return 'Check api and settings in the model’s file (others are another version: start a new run); preceptor why shows the whole answer';
}

const WORD = /^[\w.:/-]{1,60}$/;

/** With the names that the body gives the error; its message may hold a secret or a patient’s text, and is not shown. */
function withWords(httpStatus: number, document: unknown): string {
  const body = isArray(document) ? document[0] : document;
  const error = fieldOf(body, 'error') ?? body;
  const words = ['type', 'code', 'status', 'param'].flatMap((name) => {
    const word = fieldOf(error, name);
    return typeof word === 'string' && WORD.test(word) ? [word] : [];
  });
  return [String(httpStatus), ...new Set(words)].join(', ');
}
