import { describe, expect, it } from 'vitest';
import {
  asSentence,
  brief,
  count,
  digitsShowing,
  estimateText,
  excerpt,
  gateDigits,
  naturalFrequency,
  quantity,
} from '../../src/render/format.js';
import { gateText, orderGates } from '../../src/render/gate-text.js';
import { aDecision, aGate } from './a-decision.js';
import { anEstimate, insufficient } from './a-figure.js';

describe('format', () => {
  it('prints shares as per cent and differences as signed percentage points', () => {
    expect(quantity(0.8125, 'share', 2)).toBe('81.25\u00A0%');
    expect(quantity(-0.0125, 'difference', 2)).toBe('\u22121.25\u00A0pp');
    expect(quantity(0.02, 'difference')).toBe('+2.0\u00A0pp');
    expect(quantity(-0.0001, 'difference')).toBe('0.0\u00A0pp');
    expect(quantity(3, 'plain')).toBe('3');
  });

  it('prints as many digits as show on which side of the limit a value lies', () => {
    expect(digitsShowing([-0.04999], -0.05, 'difference')).toBe(3);
    expect(digitsShowing([-0.05], -0.05, 'difference')).toBe(1);
    expect(gateDigits(aGate({ lower: -0.0498123, limit: -0.05 }))).toBe(2);
    const text = gateText(aGate({ lower: -0.0500001, limit: -0.05 }));
    expect(text.interval).toContain('\u22125.00001 to');
    expect(text.limit).toBe('\u22125.00000\u00A0pp');
  });

  it('says what an interval is where one side or both are missing', () => {
    const gate = aGate({ test: 'upper_exact', value: 0, lower: null, upper: 0.0098, limit: 0.01 });
    expect(gateText(gate).interval).toBe('at most 0.98');
    expect(gateText(aGate({ value: null, lower: null, upper: null })).interval).toBe('none: insufficient');
    expect(
      gateText(aGate({ test: 'critical_failures', unit: 'count', value: 2, lower: null, upper: null }))
        .interval,
    ).toBe('none: a count');
  });

  it('puts failures first', () => {
    expect(orderGates(aDecision().gates).map(({ outcome }) => outcome)).toEqual([
      'fail',
      'inconclusive',
      'pass',
      'pass',
    ]);
  });

  it('prints rare events as natural frequencies whose bound holds', () => {
    expect(naturalFrequency(0, 12, 0.22092)).toBe('0 of 12; at most 221 per 1000');
    expect(naturalFrequency(0, 299, 0.00997)).toBe('0 of 299; at most 10 per 1000');
    expect(naturalFrequency(0, 29956, 0.0001)).toBe('0 of 29\u202F956; at most 10 per 100\u202F000');
    expect(naturalFrequency(3, 3, 1)).toBe('3 of 3; at most 1000 per 1000');
  });

  it('never prints a value without its interval', () => {
    expect(estimateText(anEstimate(0.8, 0.05), 'share')).toBe('80.0\u00A0% (75.0 to 85.0)');
    expect(estimateText(insufficient(7), 'share')).toBe('insufficient');
  });

  it('cuts long texts in the middle and says how much', () => {
    const cut = excerpt('a'.repeat(50) + 'b'.repeat(50), 30);
    expect(cut.cut).toBe(70);
    expect(cut.text).toBe(`${'a'.repeat(20)} […\u00A070 characters…] ${'b'.repeat(10)}`);
    expect(excerpt('👩'.repeat(30), 30)).toEqual({ text: '👩'.repeat(30), cut: 0 });
  });

  it('shortens hashes and spaces thousands', () => {
    expect(brief(`sha256:${'0f'.repeat(32)}`)).toBe('sha256:0f0f0f0f0f0f…');
    expect(count(11448)).toBe('11\u202F448');
    expect(asSentence('done')).toBe('done.');
    expect(asSentence('done!')).toBe('done!');
  });
});
