import { describe, expect, it } from 'vitest';
import { FAILURE_CLASS, isLost, REPORTABLE_CAUSES } from '../../src/domain/failure.js';

describe('FAILURE_CLASS', () => {
  it('charges a failure as METHODS §2.9 does', () => {
    const charged = (who: string) =>
      Object.entries(FAILURE_CLASS)
        .filter(([, by]) => by === who)
        .map(([cause]) => cause)
        .sort();
    expect(charged('model')).toEqual(['answer-timeout', 'content-filter', 'empty', 'truncated']);
    expect(charged('run')).toEqual(['budget', 'disk', 'interrupted', 'not-recorded']);
    expect(charged('grader')).toEqual([]);
    expect(charged('infrastructure')).toEqual([
      'client-crash',
      'client-timeout',
      'connection',
      'malformed-response',
      'name-lookup',
      'rate-limited',
      'request-refused',
      'reset',
      'server-error',
      'throttled',
      'token-expired',
    ]);
  });

  it('never asks again for what the model did', () => {
    expect(isLost('content-filter')).toBe(false);
    expect(isLost('budget')).toBe(false);
    expect(isLost('server-error')).toBe(true);
    expect(isLost('throttled')).toBe(false);
    expect(REPORTABLE_CAUSES).not.toContain('token-expired');
    expect(REPORTABLE_CAUSES).toContain('rate-limited');
  });
});
