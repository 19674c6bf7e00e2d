import { describe, expect, it } from 'vitest';
import { standingReasons } from '../../src/decide/standing.js';
import type { Provenance } from '../../src/domain/evidence.js';
import type { Policy } from '../../src/domain/policy.js';
import { aPolicy } from '../builders/a-policy.js';
import { aProvenance } from '../builders/an-evidence.js';

const reasons = (provenance: Partial<Provenance>, policy: Partial<Policy> = {}) =>
  standingReasons(aPolicy(policy), aProvenance(provenance));

const set = { set: 'triage', exposure: 'sealed', languages: ['en'] };

describe('standingReasons', () => {
  it('are none where a ratified policy meets sealed cases, reviewed keys and rules', () => {
    expect(reasons({})).toEqual([]);
  });

  it('name each matter by itself', () => {
    expect(reasons({}, { ratified: null })).toEqual(['the policy is not ratified']);
    expect(reasons({ keys: { used: 10, reviewed: 9 } })).toEqual([
      '1 of 10 keys are not reviewed by physicians',
    ]);
    expect(reasons({ keys: { used: 0, reviewed: 0 } })).toEqual(['no key was used']);
    expect(reasons({ sets: [{ ...set, exposure: 'public' }] })).toEqual([
      'set triage is public: a model may have been trained on it',
    ]);
    expect(reasons({ sets: [{ ...set, exposure: 'dev' }] })).toHaveLength(1);
    expect(reasons({ unvalidatedGraders: ['judge'] })).toEqual(['grader judge has no validity record']);
    expect(reasons({ recordedModels: ['m'] })[0]).toContain('recorded elsewhere');
    expect(reasons({ servedAlike: [{ candidate: 'new', comparator: 'old', names: ['m-1'] }] })).toEqual([
      'new and old are of different snapshots and were served as the same (m-1): one model may have been compared with itself',
    ]);
    expect(reasons({ sets: [{ ...set, languages: ['de'] }] })).toEqual([
      'the intended use covers en; no case does',
    ]);
  });

  it('ask a release, and no other purpose, for responses of its own', () => {
    const cached = [{ model: 'm', cached: 3, responses: 120 }];
    expect(reasons({ cached })).toEqual([
      '3 of 120 responses of m came from the cache, not asked for this run',
    ]);
    expect(reasons({ cached }, { purpose: 'screen' })).toEqual([]);
    expect(reasons({ cached }, { purpose: 'research' })).toEqual([]);
  });

  it('have a part of a suite bind nobody', () => {
    const part = '2 named cases';
    expect(reasons({ part })).toEqual(['only a part of the suites was asked: 2 named cases']);
    expect(reasons({ part }, { purpose: 'screen' })).toHaveLength(1);
  });

  it('ask a release for its intended use, and no other purpose', () => {
    const { intended_use: _, ...bare } = aPolicy();
    const of = (purpose: Policy['purpose']) => standingReasons({ ...bare, purpose }, aProvenance());
    expect(of('release')).toEqual(['the policy states no intended use']);
    expect(of('screen')).toEqual([]);
    expect(of('research')).toEqual([]);
  });

  it('add up', () => {
    expect(
      reasons({ keys: { used: 2, reviewed: 0 }, unvalidatedGraders: ['a', 'b'] }, { ratified: null }),
    ).toHaveLength(4);
  });
});
