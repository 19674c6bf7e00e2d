import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinUnits } from '../../src/compare/join-units.js';
import { hashOf } from '../../src/domain/hash.js';
import { type Measurement, unitKey } from '../../src/domain/measurement.js';
import { aMeasurement, collect, streamOf } from '../builders/a-trial.js';

const inOrder = (units: readonly Measurement[]) =>
  [...units].sort((a, b) => Buffer.compare(Buffer.from(unitKey(a.unit)), Buffer.from(unitKey(b.unit))));

const join = (candidates: readonly Measurement[], baselines: readonly Measurement[]) =>
  collect(joinUnits(streamOf(inOrder(candidates)), streamOf(inOrder(baselines))));

const cases = (ids: readonly string[], y = 1) => ids.map((caseId) => aMeasurement(y, { unit: { caseId } }));
const fates = async (candidates: readonly string[], baselines: readonly string[]) =>
  (await join(cases(candidates), cases(baselines))).map((u) => `${u.either.unit.caseId} ${u.fate}`);

describe('joinUnits', () => {
  it('pairs what both have and names what one has alone, to the end of both', async () => {
    expect(await fates(['a', 'b', 'd'], ['b', 'c', 'd', 'e'])).toEqual([
      'a candidateOnly',
      'b paired',
      'c baselineOnly',
      'd paired',
      'e baselineOnly',
    ]);
    expect(await fates([], ['a'])).toEqual(['a baselineOnly']);
    expect(await fates(['a'], [])).toEqual(['a candidateOnly']);
    expect(await fates([], [])).toEqual([]);
  });

  it('keeps both sides of a pair, and the one that is there of others', async () => {
    const [pair, alone] = await join(
      [aMeasurement(1, { unit: { caseId: 'a' } }), aMeasurement(1, { unit: { caseId: 'b' } })],
      [aMeasurement(0, { unit: { caseId: 'a' }, model: 'baseline-1' })],
    );
    expect([pair?.candidate?.value, pair?.baseline?.value]).toEqual([
      { kind: 'mean', y: 1, weight: 1 },
      { kind: 'mean', y: 0, weight: 1 },
    ]);
    expect(pair?.either.model).toBe('candidate-2');
    expect([alone?.candidate?.unit.caseId, alone?.baseline]).toEqual(['b', null]);
  });

  it('merges in binary order: digits before capitals before letters, a shorter name before a longer', async () => {
    const ids = ['case-10', 'case-2', 'Case-1', 'a', 'a-b', 'a.b', 'ab', 'a_b', '2'];
    expect(await fates(ids, ids)).toEqual(
      ['2', 'Case-1', 'a', 'a-b', 'a.b', 'a_b', 'ab', 'case-10', 'case-2'].map((id) => `${id} paired`),
    );
  });

  it('pairs ids outside ASCII, whose binary order is not that of UTF-16', async () => {
    // U+FFFD is EF BF BD in UTF-8 and sorts before U+1F600 (F0 …), though its UTF-16 unit is the larger.
    const ids = ['\u{1f600}', '\ufffd', 'é', 'z', 'ärzte'];
    expect(await fates(ids, ['\ufffd', '\u{1f600}'])).toEqual([
      'z candidateOnly',
      'ärzte candidateOnly',
      'é candidateOnly',
      '\ufffd paired',
      '\u{1f600} paired',
    ]);
  });

  it('does not run past a pair where the two orders differ', async () => {
    expect(await fates(['\ufffd', '\u{1f600}'], ['\u{1f600}'])).toEqual([
      '\ufffd candidateOnly',
      '\u{1f600} paired',
    ]);
  });

  it('tells protocol, set, variant and step apart', async () => {
    const base = { protocol: 'p', set: 's', caseId: 'c', variant: 'v', step: 1 };
    for (const part of [
      { protocol: 'p2' },
      { set: 's2' },
      { caseId: 'c2' },
      { variant: 'v2' },
      { step: 2 },
    ]) {
      const joined = await join(
        [aMeasurement(1, { unit: base })],
        [aMeasurement(1, { unit: { ...base, ...part } })],
      );
      expect(joined.map((u) => u.fate)).toEqual(['candidateOnly', 'baselineOnly']);
    }
  });

  it('finds every pair of any two streams, once', async () => {
    const names = fc.uniqueArray(
      fc.string({ minLength: 1, unit: 'binary' }).map((s) => s.replaceAll('\u001f', '')),
      {
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(names, names, async (left, right) => {
        const joined = await join(cases(left), cases(right));
        const of = (fate: string) => joined.filter((u) => u.fate === fate).map((u) => u.either.unit.caseId);
        const known = (ids: readonly string[]) => new Set(ids.map((id) => Buffer.from(id).toString()));
        expect(new Set(of('paired').map((id) => Buffer.from(id).toString()))).toEqual(
          new Set([...known(left)].filter((id) => known(right).has(id))),
        );
        expect(of('paired').length * 2 + of('candidateOnly').length + of('baselineOnly').length).toBe(
          left.length + right.length,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('joinUnits: why a pair is none', () => {
  const fateOf = async (part: Partial<Measurement>, y: number | null = 1) => {
    const { unit: _, ...rest } = part;
    return (await join([aMeasurement(1)], [aMeasurement(y, rest)]))[0]?.fate;
  };

  it('names the first thing that differs', async () => {
    const other = hashOf('other');
    expect(await fateOf({})).toBe('paired');
    expect(await fateOf({ caseHash: other })).toBe('caseDiffers');
    expect(await fateOf({ protocolHash: other })).toBe('protocolDiffers');
    expect(await fateOf({ gradingHash: other })).toBe('gradingDiffers');
    expect(await fateOf({ caseHash: other, protocolHash: other, gradingHash: other })).toBe('caseDiffers');
    expect(await fateOf({ gradingHash: other }, null)).toBe('gradingDiffers');
  });

  it('is missing where either side has no value', async () => {
    expect(await fateOf({}, null)).toBe('missing');
    const [joined] = await join([aMeasurement(null)], [aMeasurement(1)]);
    expect(joined?.fate).toBe('missing');
  });

  it('does not mind another model or another cluster', async () => {
    expect(await fateOf({ model: 'baseline-1', modelHash: hashOf('m'), cluster: 'elsewhere' })).toBe(
      'paired',
    );
  });
});
