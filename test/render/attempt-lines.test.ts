import { describe, expect, it } from 'vitest';
import type { ServiceFacts } from '../../src/domain/response.js';
import { attemptLines } from '../../src/render/attempt-lines.js';
import { aFailure, anAnswer, anAttempt } from '../store/planned-run.js';

const SERVICE = {
  model: 'served-1',
  fingerprint: 'fp-1',
  stopReason: 'stop',
  usage: { input: 7, output: 3 },
} as const;

function answered(raw: string | null) {
  return anAttempt(0, { response: { ...anAnswer('B'), service: SERVICE, raw } });
}

describe('attemptLines', () => {
  it('shows what the service said of a failure, and the raw body', () => {
    expect(attemptLines(anAttempt(0, { attempt: 2, final: true, response: aFailure() }))).toEqual([
      'attempt 2 (final), live, 3 ms: failed, content-filter: blocked by the filter',
      'service: model served-1; fingerprint fp-1; stop reason content_filter; tokens 7 in, 0 out',
      'raw body:',
      '{"error":"filter"}',
    ]);
  });

  it('shows an answer, and of the service only what it said', () => {
    const { service: _, ...silent } = anAnswer('B');
    const only: ServiceFacts = { model: null, fingerprint: null, stopReason: 'stop', usage: null };
    const lines = (service: ServiceFacts | null) =>
      attemptLines(anAttempt(0, { final: true, response: { ...silent, service } })).slice(1);
    expect(lines(only)).toEqual(['B', 'service: stop reason stop']);
    expect(lines({ ...only, stopReason: null })).toEqual(['B']);
    expect(lines(null)).toEqual(['B']);
  });

  it.each([
    ['nothing', null, []],
    ['an empty body', '', ['raw body: empty']],
    ['2000 characters', '🜁'.repeat(2000), ['raw body:', '🜁'.repeat(2000)]],
    ['one more', '🜁'.repeat(2001), ['raw body:', '🜁'.repeat(2000), '… 1 more character, whole with --json']],
    [
      'many more',
      'x'.repeat(5000),
      ['raw body:', 'x'.repeat(2000), '… 3000 more characters, whole with --json'],
    ],
  ])('bounds the raw body: %s', (_, raw, lines) => {
    expect(attemptLines(answered(raw)).slice(3)).toEqual(lines);
  });
});
