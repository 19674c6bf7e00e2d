import { describe, expect, it } from 'vitest';
import { type BlockedEgress, blockedInAll, targetText } from '../../src/domain/blocked-egress.js';

const HOME: BlockedEgress = { host: 'home.example', port: 443, how: 'tcp', times: 2 };
const LOOKUP: BlockedEgress = { host: 'home.example', port: null, how: 'dns', times: 1 };
const DATAGRAM: BlockedEgress = { ...HOME, how: 'udp', times: 5 };

describe('blockedInAll', () => {
  it('counts every target over all sittings, in the order in which they came', () => {
    const sittings = [[HOME], [LOOKUP, HOME], [DATAGRAM]].map((blocked) => ({
      sitting: '2026-11-20T10:00:00.000Z',
      blocked,
    }));
    expect(blockedInAll(sittings)).toEqual([{ ...HOME, times: 4 }, LOOKUP, DATAGRAM]);
    expect(blockedInAll([])).toEqual([]);
  });
});

describe('targetText', () => {
  it('names a port where there is one', () => {
    expect([HOME, LOOKUP].map(targetText)).toEqual(['home.example port 443', 'home.example']);
  });
});
