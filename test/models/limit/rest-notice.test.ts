import { expect, it } from 'vitest';
import { createRestNotice } from '../../../src/models/limit/rest-notice.js';

function said(...pauses: readonly (readonly [untilMs: number, nowMs: number])[]): readonly string[] {
  const messages: string[] = [];
  const notice = createRestNotice((message) => messages.push(message));
  for (const [untilMs, nowMs] of pauses) notice(untilMs, nowMs);
  return messages;
}

it('says once how long a pause of 10 s or more lasts', () => {
  expect(said([12_500, 0], [12_500, 3], [12_500, 2_000])).toEqual([
    'the endpoint asks to be left alone: nothing is sent to it for 13 s.',
  ]);
});

it('says nothing of shorter ones, nor of none', () => {
  expect(said([9_999, 0], [Number.NEGATIVE_INFINITY, 5], [5, 100_000])).toEqual([]);
});

it('says it again where the pause grows by as much, and for the next one', () => {
  expect(said([20_000, 0], [25_000, 100], [30_000, 100], [90_000, 60_000])).toHaveLength(3);
});
