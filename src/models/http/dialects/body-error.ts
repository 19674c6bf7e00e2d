import type { DialectFailure } from '../dialect.js';
import { fieldOf, isArray, isRecord } from '../json.js';
import { isContentFilterError } from './content-filter-error.js';
import { isContextLengthError, TOO_LONG } from './context-length-error.js';
import { failure, knownWord, malformed } from './outcome.js';

/** Words of OpenAI, Anthropic and Google, and of gateways that speak for them. */
const RATE_LIMITED = [
  'rate_limit_exceeded',
  'rate_limit_error',
  'too_many_requests',
  'insufficient_quota',
  'RESOURCE_EXHAUSTED',
];
const SERVER_ERRORS = [
  'server_error',
  'internal_server_error',
  'api_error',
  'overloaded_error',
  'timeout_error',
  'INTERNAL',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
];

/**
 * What an error is that came with a 2xx status: gateways send one where the model’s own service fails after they have
 * begun to answer. As with an error’s status, what is wrong with the request alone is a `server-error`, too.
 *
 * @param error - what stands where a body has its error
 * @returns null for nothing, and for what is no object with a number >= 400 or a known word as `code`, `status` or `type`
 */
export function bodyError(error: unknown): DialectFailure | null {
  if (!isRecord(error)) return null;
  if (isContentFilterError({ error })) {
    return failure('content-filter', 'the deployment’s content filter blocked the request');
  }
  if (isContextLengthError({ error })) return failure('truncated', TOO_LONG);
  for (const name of ['code', 'status', 'type']) {
    const known = knownError(fieldOf(error, name));
    if (known !== null) return known;
  }
  return null;
}

/**
 * The failure of a body that has an error in the place of its answer; null where it has no error, or an answer.
 *
 * @param answer - what stands where the body has the list that holds its answer
 */
export function errorInPlaceOf(answer: unknown, document: unknown): DialectFailure | null {
  if (isArray(answer) && answer.length > 0) return null;
  const error = fieldOf(document, 'error') ?? null;
  if (error === null) return null;
  return bodyError(error) ?? malformed('error to be an object with a known code', error);
}

function knownError(value: unknown): DialectFailure | null {
  const status = statusOf(value);
  if (status !== null) {
    const name = status < 600 ? `the error ${status}` : 'an error with a number of its own';
    return failure(status === 429 ? 'rate-limited' : 'server-error', `expected an answer, found ${name}`);
  }
  const limited = knownWord(value, RATE_LIMITED);
  if (limited !== null) return failure('rate-limited', `expected an answer, found the error ${limited}`);
  const word = knownWord(value, SERVER_ERRORS);
  return word === null ? null : failure('server-error', `expected an answer, found the error ${word}`);
}

/** Some gateways write the number as a text. */
function statusOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{3,6}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 400 ? number : null;
}
