import { expect, it } from 'vitest';
import { createRatePause } from '../../../src/models/limit/rate-pause.js';

const longest = (): number => 1;

it('lasts as long as the endpoint asks', () => {
  const pause = createRatePause(longest);
  expect(pause.untilMs()).toBe(Number.NEGATIVE_INFINITY);
  pause.rateLimited(1000, 7000, true);
  expect(pause.untilMs()).toBe(8000);
});

it('is never shortened', () => {
  const pause = createRatePause(() => 0);
  pause.rateLimited(0, 7000, true);
  for (const retryAfterMs of [null, 0, -5000, 100]) pause.rateLimited(0, retryAfterMs, true);
  expect(pause.untilMs()).toBe(7000);
});

it('is believed once where it is short, then lasts longer and longer until an answer comes', () => {
  const pause = createRatePause(() => 0);
  const untilMs = [0, 0, 5, 0, 0, 0, 0, 0, 0].map((asked) => {
    pause.rateLimited(0, asked, true);
    return pause.untilMs();
  });
  expect(untilMs).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  pause.answered();
  pause.rateLimited(100_000, 0, true);
  expect(pause.untilMs()).toBe(100_000);
});

it('is as long as the endpoint asks where that is more', () => {
  const pause = createRatePause(longest);
  for (let n = 0; n < 3; n++) pause.rateLimited(0, 7000, true);
  expect(pause.untilMs()).toBe(7000);
});

it('grows from 1 s to 60 s where the endpoint asks for nothing that can be read', () => {
  const pause = createRatePause(longest);
  const untilMs = [null, Number.NaN, Number.POSITIVE_INFINITY, null, null, null, null, null].map((asked) => {
    pause.rateLimited(0, asked, true);
    return pause.untilMs();
  });
  expect(untilMs).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

it('begins at 1 s again after an answer', () => {
  const pause = createRatePause(longest);
  for (let n = 0; n < 4; n++) pause.rateLimited(0, null, true);
  pause.answered();
  pause.rateLimited(100_000, null, true);
  expect(pause.untilMs()).toBe(101_000);
});

it('has full jitter', () => {
  const pause = createRatePause(() => 0.25);
  pause.rateLimited(0, null, true);
  expect(pause.untilMs()).toBe(250);
});

it('counts what was under way together once, but waits for the longest that one of them asked for', () => {
  const pause = createRatePause(longest);
  pause.rateLimited(0, null, true);
  for (let n = 0; n < 5; n++) pause.rateLimited(0, null, false);
  expect(pause.untilMs()).toBe(1000);
  pause.rateLimited(0, 1500, false);
  expect(pause.untilMs()).toBe(1500);
  pause.rateLimited(1500, null, true);
  expect(pause.untilMs()).toBe(3500);
});

it('is at most a day, whatever the endpoint asks', () => {
  const pause = createRatePause(longest);
  pause.rateLimited(0, Number.MAX_VALUE, true);
  expect(pause.untilMs()).toBe(86_400_000);
});
