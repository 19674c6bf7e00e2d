import { expect, it } from 'vitest';
import {
  type CongestionWindow,
  createCongestionWindow,
} from '../../../src/models/limit/congestion-window.js';

function answer(window: CongestionWindow, times: number): void {
  for (let n = 0; n < times; n++) window.answered(window.epoch());
}

/** The limit after each of so many full windows. */
function windows(window: CongestionWindow, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    answer(window, window.limit());
    return window.limit();
  });
}

it('begins at half the concurrency, at 4 at least and 50 at most, or at the concurrency where that is less', () => {
  expect([1, 3, 4, 5, 17, 100, 1000].map((most) => createCongestionWindow(most).limit())).toEqual([
    1, 3, 4, 4, 9, 50, 50,
  ]);
});

it('doubles in each window until the concurrency', () => {
  expect(windows(createCongestionWindow(500), 5)).toEqual([100, 200, 400, 500, 500]);
});

it('grows with each answer', () => {
  const window = createCongestionWindow(50);
  answer(window, 3);
  expect(window.limit()).toBe(28);
});

it('grows by 1 a window after the first rate limit, once the window is full', () => {
  const window = createCongestionWindow(12);
  windows(window, 2);
  window.rateLimited(window.epoch());
  expect(window.limit()).toBe(6);
  answer(window, 5);
  expect(window.limit()).toBe(6);
  answer(window, 1);
  expect(window.limit()).toBe(7);
  expect(windows(window, 6)).toEqual([8, 9, 10, 11, 12, 12]);
});

it('is halved once for all rate limits that were under way together, and never below 1', () => {
  const window = createCongestionWindow(5);
  windows(window, 1);
  const epoch = window.epoch();
  expect([1, 2, 3].map(() => window.rateLimited(epoch))).toEqual([true, false, false]);
  expect(window.limit()).toBe(2);
  window.rateLimited(window.epoch());
  window.rateLimited(window.epoch());
  expect(window.limit()).toBe(1);
});

it('does not grow by answers to what was sent before a decrease', () => {
  const window = createCongestionWindow(8);
  const epoch = window.epoch();
  window.rateLimited(epoch);
  for (let n = 0; n < 100; n++) expect(window.answered(epoch)).toBe(false);
  expect(window.limit()).toBe(2);
});
