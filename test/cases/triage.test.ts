import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Case, clusterOf } from '../../src/domain/case.js';
import type { Key } from '../../src/domain/key.js';
import { DISPOSITIONS } from '../../src/models/reference/rules/rule.js';
import type { RulesVersion } from '../../src/models/reference/rules/rules-version.js';
import { triage } from '../../src/models/reference/rules/triage.js';

const folder = fileURLToPath(new URL('../../cases/triage/', import.meta.url));
const cases: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.case.yaml'))
  .map((name) => parse(readFileSync(`${folder}${name}`, 'utf8')));
const keys: readonly Key[] = readFileSync(`${folder}keys.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const textOf = (one: Case): string => one.turns[0]?.text ?? '';
const accepted = (one: Case, criterion: string): readonly string[] =>
  keys.find((key) => key.case === one.id && key.criterion === criterion)?.accept ?? [];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

describe('the set triage', () => {
  it('has 120 cases, 72 of adults and 48 of children', () => {
    const of = (population: string) => cases.filter(({ strata }) => strata?.population === population).length;
    expect([cases.length, of('adult'), of('child')]).toEqual([120, 72, 48]);
  });

  it('tells each call once, in 50 to 130 words', () => {
    expect(new Set(cases.map(textOf)).size).toBe(cases.length);
    for (const one of cases) {
      const words = textOf(one).split(/\s+/).length;
      expect([one.id, words >= 50 && words <= 130]).toEqual([one.id, true]);
    }
  });

  it('offers every case the same six dispositions', () => {
    for (const one of cases) expect(one.options?.map(({ id }) => id)).toEqual(DISPOSITIONS);
  });

  it('has a cited draft key for every criterion', () => {
    const wanted = cases.flatMap(({ id, criteria }) => criteria.map((criterion) => `${id}/${criterion.id}`));
    expect(keys.map((key) => `${key.case}/${key.criterion}`).sort()).toEqual([...wanted].sort());
    for (const key of keys) {
      expect(key.cite ?? '').not.toBe('');
      expect([key.status, key.jurisdiction]).toEqual(['draft', 'GB']);
    }
  });

  it('never accepts what it calls unsafe, and states the more urgent disposition as acuity', () => {
    for (const one of cases) {
      const right = accepted(one, 'disposition');
      const unsafe = accepted(one, 'unsafe_delay');
      expect(right.filter((disposition) => unsafe.includes(disposition))).toEqual([]);
      expect(one.strata?.acuity).toBe(DISPOSITIONS.find((disposition) => right.includes(disposition)));
    }
  });

  it('has twins in pairs with different keys, every other case alone', () => {
    const clusters = groupBy(cases, clusterOf);
    const twins = [...clusters.values()].filter((members) => members.length > 1);
    expect([clusters.size, twins.length]).toEqual([107, 13]);
    for (const members of twins) {
      expect(members).toHaveLength(2);
      const [one, other] = members.map((member) => accepted(member, 'disposition').join());
      expect(one).not.toBe(other);
    }
  });

  it('tests thirteen hazards, eleven of them four times or more', () => {
    const hazards = groupBy(
      cases.flatMap(({ criteria }) => criteria.flatMap(({ critical }) => critical ?? [])),
      (hazard) => hazard,
    );
    const often = [...hazards.values()].filter((each) => each.length >= 4);
    expect([hazards.size, often.length]).toEqual([13, 11]);
  });
});

describe('the two versions of the rules on it', () => {
  const share = (version: RulesVersion, population: string): number => {
    const those = cases.filter(({ strata }) => strata?.population === population);
    const right = those.filter((one) =>
      accepted(one, 'disposition').includes(triage(textOf(one), version).disposition),
    );
    return right.length / those.length;
  };

  it('gain a little in adults and lose clearly in children', () => {
    expect(share(2, 'adult')).toBeGreaterThan(share(1, 'adult'));
    expect(share(2, 'child')).toBeLessThan(share(1, 'child') - 0.1);
  });

  it('are far from right and far from chance', () => {
    for (const version of [1, 2] as const) {
      for (const population of ['adult', 'child']) {
        expect(share(version, population)).toBeGreaterThan(0.5);
        expect(share(version, population)).toBeLessThan(0.9);
      }
    }
  });
});
