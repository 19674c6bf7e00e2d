import { expect, it } from 'vitest';
import { createPauseNotice } from '../../../src/models/limit/pause-notice.js';

const OUTAGE = { failures: 10, pauseMs: 60_000 };
const DOWN =
  '10 requests in a row failed without an answer: nothing is sent to the endpoint for 60 s, then one request tries whether it is up again.';
const NEVER = Number.NEGATIVE_INFINITY;

function said(...pauses: readonly Parameters<ReturnType<typeof createPauseNotice>>[]): readonly string[] {
  const messages: string[] = [];
  const notice = createPauseNotice((message) => messages.push(message));
  for (const pause of pauses) notice(...pause);
  return messages;
}

it('says once how long a pause of 10 s or more lasts', () => {
  expect(said([null, 12_500, 0], [null, 12_500, 3], [null, 12_500, 2_000])).toEqual([
    'the endpoint limits the rate: nothing is sent to it for 13 s.',
  ]);
});

it('says nothing of shorter ones, nor of none', () => {
  expect(said([null, 9_999, 0], [null, NEVER, 5], [null, 5, 100_000])).toEqual([]);
});

it('says it again where the pause grows by as much, and for the next one', () => {
  expect(
    said([null, 20_000, 0], [null, 25_000, 100], [null, 30_000, 100], [null, 90_000, 60_000]),
  ).toHaveLength(3);
});

it('says of each outage that there is one, and of two pauses at once the longer', () => {
  expect(said([OUTAGE, NEVER, 0], [OUTAGE, NEVER, 70_000])).toEqual([DOWN, DOWN]);
  expect(said([OUTAGE, 60_000, 0])).toEqual([DOWN]);
  expect(said([OUTAGE, 3_600_000, 0])).toEqual([
    'the endpoint limits the rate: nothing is sent to it for 3600 s.',
  ]);
});
