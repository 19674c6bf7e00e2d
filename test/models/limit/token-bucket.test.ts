import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTokenBucket } from '../../../src/models/limit/token-bucket.js';

/** How many may be sent at once when nothing was sent for long. */
function burst(requestsPerMinute: number): number {
  const bucket = createTokenBucket(requestsPerMinute);
  let sent = 0;
  for (; bucket.dueMs() <= 0; sent++) bucket.take(0);
  return sent;
}

it('lets one second’s worth through at once, at least 1', () => {
  expect([1, 30, 60, 119, 120, 420, 600, 6000].map(burst)).toEqual([1, 1, 1, 1, 2, 7, 10, 100]);
});

it('then one an interval', () => {
  const bucket = createTokenBucket(120);
  bucket.take(0);
  bucket.take(0);
  expect(bucket.dueMs()).toBeCloseTo(500, 5);
  bucket.take(500);
  expect(bucket.dueMs()).toBeCloseTo(1000, 5);
});

it('saves no more than a burst while nothing is sent', () => {
  const bucket = createTokenBucket(120);
  bucket.take(0);
  for (const expected of [true, true, false]) {
    expect(bucket.dueMs() <= 3_600_000).toBe(expected);
    bucket.take(3_600_000);
  }
});

it('owes what was taken beyond what was left, before anything more is let through', () => {
  const bucket = createTokenBucket(60_000);
  bucket.take(0, 5000);
  expect(bucket.dueMs()).toBeCloseTo(4001, 5);
});

it('gives back what was not needed, and saves none of it up', () => {
  const bucket = createTokenBucket(60_000);
  bucket.take(0, 5000);
  bucket.correct(100, -4500);
  bucket.take(100, 1);
  expect(bucket.dueMs()).toBeLessThanOrEqual(100);
  bucket.take(100, 600);
  expect(bucket.dueMs()).toBeCloseTo(102, 5);
  bucket.correct(10_000, -1_000_000);
  bucket.take(10_000, 2000);
  expect(bucket.dueMs()).toBeCloseTo(11_001, 5);
});

it('owes from now on what was needed too much', () => {
  const bucket = createTokenBucket(60_000);
  bucket.take(0, 10);
  bucket.correct(30_000, 3000);
  expect(bucket.dueMs()).toBeCloseTo(32_001, 5);
});

it('never lets more through in any span than a burst and the rate', () => {
  const pauses = fc.array(fc.nat({ max: 3000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), pauses, (requestsPerMinute, gaps) => {
      const bucket = createTokenBucket(requestsPerMinute);
      const perMs = requestsPerMinute / 60_000;
      const sentMs: number[] = [];
      let nowMs = 0;
      for (const gap of gaps) {
        nowMs = Math.max(nowMs + gap, bucket.dueMs());
        bucket.take(nowMs);
        sentMs.push(nowMs);
      }
      sentMs.forEach((from, i) => {
        sentMs.slice(i).forEach((to, more) => {
          expect(more + 1).toBeLessThanOrEqual(Math.max(1, perMs * 1000) + perMs * (to - from) + 1e-3);
        });
      });
    }),
  );
});
