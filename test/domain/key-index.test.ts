import { describe, expect, it } from 'vitest';
import { indexKeys, keyHash } from '../../src/domain/key-index.js';
import { aCase, aKey, aVariant } from '../builders/a-case.js';

const base = aKey();
const aCaseWith = (relation: 'invariant' | 'changes' | 'ablated' | 'mismatched' | 'paired-opposite') =>
  aCase({ variants: [aVariant({ id: 'v', relation })] });

describe('indexKeys', () => {
  it('finds a key by set, case, criterion, variant and step only', () => {
    const index = indexKeys(new Map([['triage', [base]]]));
    const find = (set: string, criterion: string, step: number) =>
      index.find(set, aCase(), criterion, 'base', step);
    expect(find('triage', 'disposition', 0)).toBe(base);
    expect(find('other', 'disposition', 0)).toBeNull();
    expect(find('triage', 'unsafe_delay', 0)).toBeNull();
    expect(find('triage', 'disposition', 1)).toBeNull();
  });

  it('lets only variants inherit whose relation keeps the answer', () => {
    const index = indexKeys(new Map([['triage', [base]]]));
    const found = (relation: Parameters<typeof aCaseWith>[0]) =>
      index.find('triage', aCaseWith(relation), 'disposition', 'v', 0);
    expect(found('invariant')).toBe(base);
    expect(found('ablated')).toBe(base);
    for (const relation of ['changes', 'mismatched', 'paired-opposite'] as const) {
      expect(found(relation)).toBeNull();
    }
    expect(index.find('triage', aCase(), 'disposition', 'unknown', 0)).toBeNull();
  });

  it('takes a variant’s own key before the base’s', () => {
    const own = aKey({ variant: 'v', accept: ['routine'] });
    const index = indexKeys(new Map([['triage', [base, own]]]));
    expect(index.find('triage', aCaseWith('invariant'), 'disposition', 'v', 0)).toBe(own);
  });

  it('leaves out retired keys, in the index and in its hash', () => {
    const retired = indexKeys(new Map([['triage', [aKey({ status: 'retired' })]]]));
    expect(retired.find('triage', aCase(), 'disposition', 'base', 0)).toBeNull();
    expect(retired.hash).toBe(indexKeys(new Map()).hash);
  });

  it('hashes truths, whatever the order of the files', () => {
    const other = aKey({ case: 'chest-pain-02' });
    const hash = (keys: readonly (typeof base)[]) => indexKeys(new Map([['triage', keys]])).hash;
    expect(hash([base, other])).toBe(hash([other, base]));
    expect(hash([base])).not.toBe(hash([other]));
    expect(hash([base])).not.toBe(hash([aKey({ accept: ['routine'] })]));
  });
});

describe('keyHash', () => {
  it('is of the truth: not of raters, status, version, citation or the order of what is accepted', () => {
    const two = aKey({ accept: ['a', 'b'] });
    const reviewed = aKey({ accept: ['b', 'a'], status: 'adjudicated', version: 3, raters: [], cite: 'x' });
    expect(keyHash(reviewed)).toBe(keyHash(two));
    expect(keyHash(aKey({ accept: ['a'] }))).not.toBe(keyHash(two));
  });

  it('sees every part of a number', () => {
    const { accept: _, ...bare } = aKey();
    const number = { value: 5, unit: 'mg' };
    const hash = keyHash({ ...bare, number });
    expect(keyHash({ ...bare, number: { ...number, unit: 'g' } })).not.toBe(hash);
    expect(keyHash({ ...bare, number: { ...number, lower: 4 } })).not.toBe(hash);
  });
});
