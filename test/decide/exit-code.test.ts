import { describe, expect, it } from 'vitest';
import { exitCode } from '../../src/decide/exit-code.js';

describe('exitCode', () => {
  it.each([
    ['pass', 0],
    ['fail', 1],
    ['inconclusive', 3],
    ['invalid', 4],
    ['blocked', 4],
  ] as const)('%s exits %d where the decision stands', (outcome, code) => {
    expect(exitCode('release', outcome, 'binding', false)).toBe(code);
    expect(exitCode('release', outcome, 'binding', true)).toBe(code);
    expect(exitCode('release', outcome, 'advisory', true)).toBe(code);
    for (const purpose of ['screen', 'research'] as const) {
      for (const standing of ['binding', 'advisory'] as const) {
        for (const accepted of [true, false])
          expect(exitCode(purpose, outcome, standing, accepted)).toBe(code);
      }
    }
  });

  it.each(['pass', 'fail', 'inconclusive', 'invalid', 'blocked'] as const)(
    'an advisory release that nobody accepted exits 4: %s',
    (outcome) => {
      expect(exitCode('release', outcome, 'advisory', false)).toBe(4);
    },
  );
});
