import { expect, it } from 'vitest';
import { hasPatience, PATIENCE_MS } from '../../../src/models/http/patience.js';

const startedMs = 5000;

it('lasts 15 minutes from the trial’s first request', () => {
  expect(PATIENCE_MS).toBe(900_000);
  expect(hasPatience({ startedMs, nowMs: startedMs + 899_999, pausedUntilMs: null })).toBe(true);
  expect(hasPatience({ startedMs, nowMs: startedMs + 900_000, pausedUntilMs: null })).toBe(false);
});

it('begins no wait that ends after it', () => {
  expect(hasPatience({ startedMs, nowMs: startedMs + 1, pausedUntilMs: startedMs + 899_999 })).toBe(true);
  expect(hasPatience({ startedMs, nowMs: startedMs + 1, pausedUntilMs: startedMs + 900_000 })).toBe(false);
});

it('counts a pause that is over already for nothing', () => {
  expect(hasPatience({ startedMs, nowMs: startedMs + 10, pausedUntilMs: 0 })).toBe(true);
});
