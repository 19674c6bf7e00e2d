import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restAfterMs, retryAfterMs } from '../../../src/models/limit/retry-after.js';

const NOW = Date.UTC(2026, 2, 10, 12, 0, 0);
const wait = (headers: Readonly<Record<string, string>>): number | null => retryAfterMs(headers, NOW);

describe('retry-after', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['1.5', 1500],
    ['600', 600_000],
    ['3600', 3_600_000],
    ['999999999999', 999_999_999_999_000],
  ])('of %j is read as seconds', (value, expected) => {
    expect(wait({ 'retry-after': value })).toBe(expected);
  });

  it.each([
    ['Tue, 10 Mar 2026 12:00:30 GMT', 30_000],
    ['Tuesday, 10-Mar-26 12:00:30 GMT', 30_000],
    ['Tue Mar 10 12:00:30 2026', 30_000],
    ['Tue Apr  7 12:00:30 2026', Date.UTC(2026, 3, 7, 12, 0, 30) - NOW],
    ['Tue, 10 Mar 2026 11:59:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - NOW],
  ])('of %j is read as a date', (value, expected) => {
    expect(wait({ 'retry-after': value })).toBe(expected);
  });

  it.each([
    '',
    '-1',
    '+5',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '5s',
    '5, 10',
    '9'.repeat(400),
    '٣',
    'tomorrow',
    '2026-03-10T12:00:30Z',
    'Tue, 31 Feb 2026 12:00:30 GMT',
    'Tue, 10 Mar 2026 24:00:00 GMT',
    'Tue, 10 Mar 2026 25:61:61 GMT',
    'Tue, 10 Mar 2026 12:00:30 +0100',
    `Tue, 10 Mar 2026 12:00:30 GMT${' '.repeat(5000)}x`,
  ])('of %j says nothing', (value) => {
    expect(wait({ 'retry-after': value })).toBeNull();
  });
});

describe('a date', () => {
  const until = { 'retry-after': 'Tue, 10 Mar 2026 12:00:30 GMT' };

  it('is reckoned from what the server takes for now, whatever this machine’s clock says', () => {
    const headers = { ...until, date: 'Tue, 10 Mar 2026 12:00:10 GMT' };
    for (const nowMs of [NOW, 0, NOW + 1e12, NOW - 1e12]) expect(retryAfterMs(headers, nowMs)).toBe(20_000);
  });

  it.each(['', 'now', 'Tue, 31 Feb 2026 12:00:30 GMT'])(
    'is reckoned from here where the server says %j',
    (date) => {
      expect(wait({ ...until, date })).toBe(30_000);
    },
  );
});

describe('retry-after-ms', () => {
  it('goes before retry-after', () => {
    expect(wait({ 'retry-after-ms': '250', 'retry-after': '9' })).toBe(250);
    expect(wait({ 'retry-after-ms': '250.4' })).toBe(251);
  });

  it('that cannot be read leaves the word to retry-after', () => {
    expect(wait({ 'retry-after-ms': '-250', 'retry-after': '9' })).toBe(9000);
  });
});

describe('the resets of a limit', () => {
  const reset = (value: string): number | null =>
    wait({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': value });

  it.each([
    ['1s', 1000],
    ['20ms', 20],
    ['6m0s', 360_000],
    ['1m', 60_000],
    ['1m20ms', 60_020],
    ['1h0m0s', 3_600_000],
    ['12', 12_000],
    ['0.5', 500],
    [`${NOW / 1000 + 30}`, 30_000],
    [`${NOW + 30_000}`, 30_000],
    ['2026-03-10T12:00:30Z', 30_000],
    ['2026-03-10T12:00:30.25Z', 30_250],
    ['2026-03-10T11:00:00Z', 0],
    ['8.64s', 8640],
    ['0s', 0],
  ])('of %j are read', (value, expected) => {
    expect(reset(value)).toBe(expected);
  });

  it.each([
    '',
    's',
    '-12',
    '1e3',
    '2026-02-31T12:00:30Z',
    '2026-03-10 12:00:30',
    '2026-03-10T12:00:30+01:00',
    '-1s',
    '1s1m',
    '1 s',
    '1d',
    'ms',
    '1e3s',
    `${'9'.repeat(40)}s`,
  ])('of %j say nothing', (value) => {
    expect(reset(value)).toBeNull();
  });

  it('count only for a limit that is used up, and the later of two', () => {
    expect(wait({ 'x-ratelimit-remaining-requests': '4', 'x-ratelimit-reset-requests': '1s' })).toBeNull();
    expect(wait({ 'x-ratelimit-remaining-requests': '-1', 'x-ratelimit-reset-requests': '1s' })).toBeNull();
    expect(wait({ 'x-ratelimit-reset-tokens': '1s' })).toBeNull();
    expect(
      wait({
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '2s',
      }),
    ).toBe(2000);
  });

  it.each([
    ['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset', '2026-03-10T12:00:07Z'],
    [
      'anthropic-ratelimit-output-tokens-remaining',
      'anthropic-ratelimit-output-tokens-reset',
      '2026-03-10T12:00:07Z',
    ],
    ['x-ratelimit-remaining', 'x-ratelimit-reset', `${NOW / 1000 + 7}`],
    ['ratelimit-remaining', 'ratelimit-reset', '7'],
  ])('are found in %s and %s', (remaining, name, value) => {
    expect(wait({ [remaining]: '0', [name]: value })).toBe(7000);
    expect(restAfterMs({ [remaining]: '0', [name]: value }, NOW)).toBe(7000);
    expect(wait({ [remaining]: '1', [name]: value })).toBeNull();
  });

  it('hold an endpoint that has answered for a minute at most', () => {
    const used = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' };
    expect(restAfterMs(used, NOW)).toBe(60_000);
    expect(restAfterMs({ 'retry-after': '5' }, NOW)).toBeNull();
  });

  it('are asked last', () => {
    const used = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '2s' };
    expect(wait({ ...used, 'retry-after': '1' })).toBe(1000);
  });
});

it('no header, no wait', () => {
  expect(wait({})).toBeNull();
});

it('whatever stands in the headers, the wait is null or finite, >= 0, and of an answer at most a minute', () => {
  const names = ['retry-after', 'retry-after-ms', 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'];
  const value = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.hms]{0,12}$/), fc.constant('0'));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), fc.integer(), (headers, now) => {
      const waitMs = retryAfterMs(headers, now);
      expect(waitMs === null || (waitMs >= 0 && Number.isFinite(waitMs))).toBe(true);
      const restMs = restAfterMs(headers, now);
      expect(restMs === null || (restMs >= 0 && restMs <= 60_000)).toBe(true);
    }),
  );
});
