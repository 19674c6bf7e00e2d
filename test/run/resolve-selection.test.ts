import { describe, expect, it } from 'vitest';
import { resolveSelection, type SelectionRequest } from '../../src/run/resolve-selection.js';
import { aCase, aCaseSet } from '../builders/a-case.js';
import { aContent, aSuite } from '../builders/a-plan.js';

const TRIAGE = {
  set: aCaseSet(),
  cases: [
    aCase({ id: 'chest-pain', strata: { age: 'adult', acuity: 'high' } }),
    aCase({ id: 'headache', strata: { age: 'adult', acuity: 'low' } }),
    aCase({ id: 'fever', strata: { age: 'child', acuity: 'low' } }),
  ],
};
const WARDS = { set: aCaseSet({ set: 'wards' }), cases: [aCase({ id: 'fever' }), aCase({ id: 'wound' })] };
const triage = aContent({ sets: [TRIAGE] });
const wards = aContent({ suite: aSuite({ suite: 'wards', cases: [{ set: 'wards' }] }), sets: [WARDS] });

function resolve(part: Partial<SelectionRequest>, suites = [triage, wards]) {
  return resolveSelection(suites, { limit: null, cases: [], strata: [], ...part });
}

describe('resolveSelection', () => {
  it('leaves the whole suites whole', () => {
    expect(resolve({})).toBeNull();
  });

  it('says nothing of what is not narrowed, so that the plan hash stays what it was', () => {
    expect(resolve({ limit: 2 })).toEqual({ cases: 2 });
  });

  it('names every case in full, in one order, each once: the same part is the same plan', () => {
    const whole = { only: ['triage/chest-pain', 'triage/fever', 'wards/fever'] };
    expect(resolve({ cases: ['fever', 'chest-pain'] })).toEqual(whole);
    expect(resolve({ cases: ['wards/fever', 'triage/fever', 'triage/chest-pain', 'fever'] })).toEqual(whole);
  });

  it('gathers the values of a stratum, in one order', () => {
    const part = { strata: ['age=child', 'acuity=low', 'age=adult', 'age=child'], limit: 1 };
    expect(resolve(part, [triage])).toEqual({
      cases: 1,
      strata: { age: ['adult', 'child'], acuity: ['low'] },
    });
  });

  it.each([
    [{ cases: ['chest-pian'] }, 'REFERENCE_UNKNOWN', /found "chest-pian"\. Did you mean chest-pain\?/],
    [{ cases: ['triage/wound'] }, 'REFERENCE_UNKNOWN', /found "triage\/wound"\. /],
    [{ strata: ['aeg=child'] }, 'REFERENCE_UNKNOWN', /found "aeg"\. Did you mean age\?/],
    [{ strata: ['zone=x'] }, 'REFERENCE_UNKNOWN', /They have acuity, age\./],
    [
      { strata: ['age=childe'] },
      'REFERENCE_UNKNOWN',
      /a value of age; found "childe"\. Did you mean child\?/,
    ],
    [{ strata: ['age=1'] }, 'REFERENCE_UNKNOWN', /It has adult, child\./],
    [{ strata: ['constructor=x'] }, 'REFERENCE_UNKNOWN', /found "constructor"/],
    [{ strata: ['age'] }, 'USAGE', /expected key=value; found "age"/],
    [{ strata: ['=x'] }, 'USAGE', /expected key=value/],
    [{ strata: ['age='] }, 'USAGE', /expected key=value/],
    [{ cases: ['chest-pain'] }, 'USAGE', /suite wards: expected at least one case under --cases chest-pain/],
  ])('refuses %j', (part, code, message) => {
    expect(() => resolve(part)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('refuses a part that nothing fits', () => {
    const part = { strata: ['age=child', 'acuity=high'] };
    expect(() => resolve(part, [triage])).toThrow(
      /under --strata age=child --strata acuity=high; found none/,
    );
  });
});
