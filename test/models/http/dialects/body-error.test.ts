import { expect, it } from 'vitest';
import { bodyError } from '../../../../src/models/http/dialects/body-error.js';

it.each<readonly [unknown, string, string]>([
  [{ code: 429 }, 'rate-limited', 'the error 429'],
  [{ code: '429', type: 'server_error' }, 'rate-limited', 'the error 429'],
  [{ code: 'rate_limit_exceeded' }, 'rate-limited', 'the error rate_limit_exceeded'],
  [{ type: 'rate_limit_error' }, 'rate-limited', 'the error rate_limit_error'],
  [{ code: null, type: 'too_many_requests' }, 'rate-limited', 'the error too_many_requests'],
  [{ code: 'insufficient_quota' }, 'rate-limited', 'the error insufficient_quota'],
  [{ code: 400, type: 'BadRequestError' }, 'server-error', 'the error 400'],
  [{ code: 500 }, 'server-error', 'the error 500'],
  [{ code: '503' }, 'server-error', 'the error 503'],
  [{ code: 599 }, 'server-error', 'the error 599'],
  [{ code: 600 }, 'server-error', 'an error with a number of its own'],
  [{ code: 123456789 }, 'server-error', 'an error with a number of its own'],
  [{ code: '40303' }, 'server-error', 'an error with a number of its own'],
  [{ code: 's3cret', type: 'internal_server_error' }, 'server-error', 'the error internal_server_error'],
  [{ code: { code: 429 }, status: 'UNAVAILABLE' }, 'server-error', 'the error UNAVAILABLE'],
  [{ type: 'timeout_error' }, 'server-error', 'the error timeout_error'],
  [{ status: 'DEADLINE_EXCEEDED' }, 'server-error', 'the error DEADLINE_EXCEEDED'],
  [{ code: 502, message: 'x'.repeat(5_000_000) }, 'server-error', 'the error 502'],
])('is known (%#)', (error, cause, found) => {
  expect(bodyError(error)).toEqual({ status: 'failed', cause, detail: `expected an answer, found ${found}` });
});

it.each<readonly [unknown]>([
  [undefined],
  [null],
  ['rate_limit_exceeded'],
  [429],
  [[{ code: 429 }]],
  [{}],
  [{ message: 'rate_limit_exceeded' }],
  [{ code: 'RATE_LIMIT_EXCEEDED' }],
  [{ code: 0 }],
  [{ code: 200 }],
  [{ code: 399 }],
  [{ code: 429.5 }],
  [{ code: -429 }],
  [{ code: 1e308 }],
  [{ code: ' 429' }],
  [{ code: '4'.repeat(5_000_000) }],
  [{ code: ['429'] }],
  [{ code: { toString: '429' } }],
  [{ type: 'constructor' }],
])('is not known (%#)', (error) => {
  expect(bodyError(error)).toBeNull();
});
