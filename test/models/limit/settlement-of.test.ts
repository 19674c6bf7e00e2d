import { describe, expect, it } from 'vitest';
import type { FailureCause } from '../../../src/domain/failure.js';
import { servedSettlement, settlementOf } from '../../../src/models/limit/settlement-of.js';
import { answered, failed } from '../../../src/models/model-response.js';

const NOW = Date.UTC(2026, 2, 10);
const PARTS = { origin: 'live', latencyMs: 1 } as const;
const seen = (httpStatus: number, headers = {}) => ({ httpStatus, headers });
const lost = (cause: FailureCause) => failed(cause, 'as told', PARTS);

describe('what the limiter learns', () => {
  it.each([400, 401, 402, 403, 404, 405, 409, 413, 415, 418, 422, 451, 499])(
    'is of %i that the endpoint is up',
    (httpStatus) => {
      expect(settlementOf(lost('server-error'), seen(httpStatus), NOW)).toEqual({
        status: 'answered',
        restMs: null,
      });
    },
  );

  it.each([408, 425, 500, 502, 503, 504, 529])('is of %i that it failed, and for how long', (httpStatus) => {
    expect(settlementOf(lost('server-error'), seen(httpStatus), NOW)).toEqual({
      status: 'failed',
      retryAfterMs: null,
    });
    expect(settlementOf(lost('server-error'), seen(httpStatus, { 'retry-after': '9' }), NOW)).toEqual({
      status: 'failed',
      retryAfterMs: 9000,
    });
  });

  it.each(['throttled', 'rate-limited'] as const)('is of %s that there is a limit', (cause) => {
    expect(settlementOf(lost(cause), seen(429, { 'retry-after': '9' }), NOW)).toEqual({
      status: 'rate-limited',
      retryAfterMs: 9000,
    });
    expect(settlementOf(lost(cause), null, NOW)).toEqual({ status: 'rate-limited', retryAfterMs: null });
    expect(settlementOf(lost(cause), seen(200), NOW)).toMatchObject({ status: 'rate-limited' });
  });

  it.each(['truncated', 'empty', 'content-filter', 'answer-timeout', 'malformed-response'] as const)(
    'is of %s that the endpoint answers',
    (cause) => {
      expect(settlementOf(lost(cause), seen(200), NOW).status).toBe('answered');
      expect(settlementOf(lost(cause), null, NOW).status).toBe('answered');
    },
  );

  it.each(['reset', 'connection', 'name-lookup', 'client-timeout', 'server-error'] as const)(
    'is of %s that it does not',
    (cause) => {
      expect(settlementOf(lost(cause), null, NOW)).toEqual({ status: 'failed', retryAfterMs: null });
    },
  );

  it('is nothing where the run gave it up', () => {
    expect(settlementOf(lost('interrupted'), null, NOW)).toEqual({ status: 'given-up' });
  });

  it('is of an answer whether it used up a limit', () => {
    const used = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '2s' };
    expect(settlementOf(answered('B', PARTS), seen(200, used), NOW)).toEqual({
      status: 'answered',
      restMs: 2000,
    });
    expect(servedSettlement(seen(200, used), NOW)).toEqual({ status: 'answered', restMs: 2000 });
    expect(servedSettlement(seen(200), NOW)).toEqual({ status: 'answered', restMs: null });
  });
});
