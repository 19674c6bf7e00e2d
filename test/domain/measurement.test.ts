import { describe, expect, it } from 'vitest';
import { unitKey } from '../../src/domain/measurement.js';
import { aMeasurement } from '../builders/a-trial.js';

describe('unitKey', () => {
  it('is one text per identity, in the order protocol, set, case, variant, step', () => {
    expect(unitKey(aMeasurement(1).unit)).toBe('direct\u001ftriage\u001fchest-pain-01\u001fbase\u001f0');
  });

  it('keeps parts apart: a.b with c is not a with b.c', () => {
    const key = (set: string, caseId: string) => unitKey(aMeasurement(1, { unit: { set, caseId } }).unit);
    expect(key('a.b', 'c')).not.toBe(key('a', 'b.c'));
    expect(key('ab', 'c')).not.toBe(key('a', 'bc'));
  });
});
