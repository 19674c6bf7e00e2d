import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/domain/case.js';
import { limitText, type PlanLimit } from '../../src/domain/plan.js';
import type { Suite } from '../../src/domain/suite.js';
import { selectCases } from '../../src/plan/select-cases.js';
import { aCase, aCaseSet, aVariant } from '../builders/a-case.js';
import { aContent, aSuite } from '../builders/a-plan.js';

const CASES: readonly Case[] = [
  aCase({ id: 'c1', strata: { population: 'child', acuity: 'routine' } }),
  aCase({ id: 'c2', strata: { population: 'adult', acuity: 'routine' } }),
  aCase({ id: 'c3', strata: { population: 'child', acuity: 'emergency' } }),
  aCase({ id: 'c4' }),
];

function select(cases: Suite['cases'], limit: number | null = null, from: readonly Case[] = CASES) {
  const sets = [
    { set: aCaseSet(), cases: from },
    { set: aCaseSet({ set: 'other' }), cases: [aCase({ id: 'c1' })] },
  ];
  const content = aContent({ suite: aSuite({ cases }), sets });
  return selectCases(content, limit === null ? null : { cases: limit });
}

const ids = (selected: ReturnType<typeof select>) => selected.map((s) => `${s.set}/${s.case.id}`);

describe('selectCases', () => {
  it('takes a whole set in the order of its file', () => {
    expect(ids(select([{ set: 'triage' }]))).toEqual(['triage/c1', 'triage/c2', 'triage/c3', 'triage/c4']);
  });

  it('takes one of the values of every stratum; a case without the stratum is not taken', () => {
    expect(ids(select([{ set: 'triage', where: { population: ['child', 'adult'] } }]))).toEqual([
      'triage/c1',
      'triage/c2',
      'triage/c3',
    ]);
    const both = { population: ['child'], acuity: ['emergency', 'urgent'] };
    expect(ids(select([{ set: 'triage', where: both }]))).toEqual(['triage/c3']);
    expect(select([{ set: 'triage', where: { constructor: ['child'] } }])).toEqual([]);
  });

  it('takes only the named set, and no case twice', () => {
    expect(
      ids(select([{ set: 'other' }, { set: 'triage', where: { acuity: ['emergency'] } }, { set: 'other' }])),
    ).toEqual(['other/c1', 'triage/c3']);
  });

  it('takes variants by their relation, and the unchanged case beside them', () => {
    const variants = [
      aVariant({ id: 'woman', relation: 'invariant' }),
      aVariant({ id: 'no-ecg', relation: 'ablated' }),
      aVariant({ id: 'older', relation: 'invariant' }),
    ];
    const from = [aCase({ variants })];
    const taken = (relations: NonNullable<Suite['cases'][number]['variants']>) =>
      select([{ set: 'triage', variants: relations }], null, from)[0]?.variants.map((v) => v.id);
    expect(taken(['invariant'])).toEqual(['woman', 'older']);
    expect(taken(['ablated', 'changes'])).toEqual(['no-ecg']);
    expect(select([{ set: 'triage' }], null, from)[0]?.variants).toEqual([]);
  });

  it('keeps the variants of a case that two selections take, in whatever order', () => {
    const variants = [
      aVariant({ id: 'a', relation: 'invariant' }),
      aVariant({ id: 'b', relation: 'ablated' }),
    ];
    const from = [aCase({ variants })];
    const some: Suite['cases'][number] = { set: 'triage', variants: ['invariant'] };
    const other: Suite['cases'][number] = { set: 'triage', variants: ['ablated'] };
    const bare: Suite['cases'][number] = { set: 'triage' };
    const taken = (cases: Suite['cases']) => select(cases, null, from)[0]?.variants.map((v) => v.id);
    expect(taken([some, bare])).toEqual(['a']);
    expect(taken([bare, some])).toEqual(['a']);
    expect(taken([other, some])).toEqual(['a', 'b']);
  });
});

describe('selectCases of named cases and strata', () => {
  const taken = (limit: PlanLimit) =>
    selectCases(aContent({ sets: [{ set: aCaseSet(), cases: CASES }] }), limit).map((s) => s.case.id);

  it('takes what every part of the limit leaves, and draws from that', () => {
    expect(taken({ only: ['triage/c3', 'triage/c1', 'wards/c2'] })).toEqual(['c1', 'c3']);
    expect(taken({ strata: { population: ['child'] } })).toEqual(['c1', 'c3']);
    expect(taken({ strata: { population: ['child', 'adult'], acuity: ['routine'] } })).toEqual(['c1', 'c2']);
    expect(taken({ only: ['triage/c1'], strata: { population: ['adult'] } })).toEqual([]);
    expect(taken({ only: ['triage/c4'], cases: 3 })).toEqual(['c4']);
    expect(taken({ strata: { population: ['child'] }, cases: 1 })).toHaveLength(1);
  });
});

describe('limitText', () => {
  it.each<readonly [PlanLimit, string]>([
    [{ cases: 1 }, '1 case of each suite'],
    [{ only: ['a/b', 'a/c'] }, '2 named cases'],
    [
      { strata: { age: ['adult', 'child'], acuity: ['high'] } },
      'cases of age adult or child and acuity high',
    ],
    [
      { only: ['a/b'], strata: { age: ['adult'] }, cases: 3 },
      '1 named case, of these cases of age adult, of these 3 cases of each suite',
    ],
  ])('says what %j takes', (limit, text) => {
    expect(limitText(limit)).toBe(text);
  });
});

describe('selectCases with a limit', () => {
  const many = Array.from({ length: 50 }, (_, i) => aCase({ id: `case-${i}` }));

  it('draws the same cases every time, whatever else the set holds in front of them', () => {
    const drawn = ids(select([{ set: 'triage' }], 10, many));
    expect(drawn).toHaveLength(10);
    expect(ids(select([{ set: 'triage' }], 10, many))).toEqual(drawn);
    expect(ids(select([{ set: 'triage' }], 10, [...many].reverse())).sort()).toEqual([...drawn].sort());
  });

  it('draws fewer from among the more, in the order of the file, and not simply the first', () => {
    const ten = ids(select([{ set: 'triage' }], 10, many));
    const five = ids(select([{ set: 'triage' }], 5, many));
    const inFile = many.map((c) => `triage/${c.id}`);
    expect(five.every((id) => ten.includes(id))).toBe(true);
    expect(ten).toEqual(inFile.filter((id) => ten.includes(id)));
    expect(ten).not.toEqual(inFile.slice(0, 10));
  });

  it('takes all where there are no more', () => {
    expect(select([{ set: 'triage' }], 50, many)).toHaveLength(50);
    expect(select([{ set: 'triage' }], 99, many)).toHaveLength(50);
  });
});
