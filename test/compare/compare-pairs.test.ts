import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePairs } from '../../src/compare/compare-pairs.js';
import type { PairedColumn } from '../../src/domain/column.js';
import type { Pairing } from '../../src/domain/comparison.js';
import { accuracy } from '../../src/measure/accuracy.js';
import { FigureMemory } from '../../src/stats/figure/figure-memory.js';
import { anAddress } from '../builders/a-figure.js';
import { aPairedColumn, aPairing, type Pairs, pairsOf } from '../builders/an-evidence.js';

function compare(pairs: Pairs | PairedColumn, pairing: Partial<Pairing> = {}, unpairedCap = 0.05) {
  const column = 'candidate' in pairs ? pairs : aPairedColumn(pairs);
  const slice = { column, pairing: aPairing({ paired: column.clusters.length, ...pairing }) };
  const address = {
    ...anAddress(),
    candidate: { run: 'r1', model: 'candidate-2' },
    baseline: { run: 'r0', model: 'baseline-1' },
    unpairedCap,
    planHash: 'sha256:plan',
  };
  return comparePairs(slice, accuracy, address, new FigureMemory());
}

const exchanged = ({ candidate, baseline, clusters }: PairedColumn): PairedColumn => ({
  candidate: baseline,
  baseline: candidate,
  clusters,
});

describe('comparePairs: 0/1 values', () => {
  // 100 pairs, 6 gained and 10 lost: difference (6 − 10) / 100.
  const pairs = { bothRight: 70, onlyNew: 6, onlyOld: 10, bothWrong: 14 };

  it('gives the difference, the transitions and McNemar’s mid-p', () => {
    const comparison = compare(pairs);
    expect(comparison.transitions).toEqual({
      rightRight: 70,
      rightWrong: 10,
      wrongRight: 6,
      wrongWrong: 14,
      mixed: 0,
    });
    expect(comparison.estimate).toMatchObject({
      status: 'estimated',
      value: -0.04,
      n: 100,
      clusters: 100,
      level: 0.95,
    });
    // X ~ Bin(16, ½): 2 P(X ≤ 6) − P(X = 6) = (2·14893 − 8008) / 65536, with 14893 = Σ C(16, 0…6)
    expect(comparison.p.mcnemarMidP).toBeCloseTo((2 * 14893 - 8008) / 65536, 12);
    expect(comparison).toMatchObject({ metric: 'accuracy', suite: 'triage', stratum: null, status: 'valid' });
  });

  it('takes the worse limit of the methods that have a say, and shows them with Newcombe’s beside', () => {
    const { estimate, components } = compare(pairs);
    expect(components.map((c) => (c.status === 'estimated' ? c.method : null))).toEqual([
      'Tango',
      'CR2, Satterthwaite t',
      expect.stringContaining('Newcombe'),
    ]);
    const governing = components.slice(0, 2).flatMap((c) => (c.status === 'estimated' ? [c] : []));
    expect(estimate).toMatchObject({
      lower: Math.min(...governing.map((c) => c.lower)),
      upper: Math.max(...governing.map((c) => c.upper)),
    });
  });

  it('says what it could have detected: Connor’s formula at discordance 0.16 and n = 100', () => {
    // d solves n = (z_α √ψ + z_β √(ψ − d²))² / d² with z = 1.959964, 0.841621
    const { detectable } = compare(pairs);
    expect(detectable).not.toBeNull();
    const d = detectable ?? Number.NaN;
    const n = ((1.959964 * Math.sqrt(0.16) + 0.841621 * Math.sqrt(0.16 - d ** 2)) / d) ** 2;
    expect(n).toBeCloseTo(100, 3);
  });

  it('is of no zero width without a discordant pair: −z²/(n + z²) to z²/(n + z²)', () => {
    const { estimate, detectable, p } = compare({ bothRight: 90, bothWrong: 10 });
    const z2 = 1.959963984540054 ** 2;
    expect(estimate).toMatchObject({ value: 0 });
    if (estimate.status !== 'estimated') throw new Error('expected an estimate');
    expect(estimate.lower).toBeCloseTo(-z2 / (100 + z2), 9);
    expect(estimate.upper).toBeCloseTo(z2 / (100 + z2), 9);
    expect(detectable).toBeNull();
    expect(p.mcnemarMidP).toBe(1);
  });
});

describe('comparePairs: other values', () => {
  const column = pairsOf(
    Array.from({ length: 20 }, (_, i) => (i % 5) / 4),
    Array.from({ length: 20 }, (_, i) => ((i + 1) % 4) / 4),
  );

  it('counts a unit with a share as mixed, and gives no McNemar and no detectable difference', () => {
    const { transitions, p, detectable, components } = compare(column);
    const both01 = [...column.clusters.keys()].filter((i) =>
      [column.candidate.values[i], column.baseline.values[i]].every((v) => v === 0 || v === 1),
    ).length;
    expect(transitions?.mixed).toBe(20 - both01);
    expect(p.mcnemarMidP).toBeNull();
    expect(detectable).toBeNull();
    expect(components.some((c) => c.status === 'estimated' && c.method.includes('Tango'))).toBe(false);
  });

  it('gives the same interval every time: its draws are seeded by plan and metric', () => {
    const many = pairsOf(
      Array.from({ length: 60 }, (_, i) => ((i * 7) % 5) / 4),
      Array.from({ length: 60 }, (_, i) => ((i * 3) % 4) / 4),
    );
    expect(compare(many).estimate).toEqual(compare(many).estimate);
  });
});

describe('comparePairs: nothing to compare', () => {
  it('is insufficient without a pair, and has no p', () => {
    const comparison = compare({});
    expect(comparison.estimate).toEqual({
      status: 'insufficient',
      reason: 'no unit has a value on both sides',
      n: 0,
      clusters: 0,
    });
    expect(comparison).toMatchObject({ components: [], p: { mcnemarMidP: null }, detectable: null });
  });

  it('is insufficient in a single cluster, however many units it holds', () => {
    const column = { ...aPairedColumn({ bothRight: 50, onlyOld: 50 }), clusters: new Int32Array(100) };
    expect(compare(column).estimate).toMatchObject({ status: 'insufficient', n: 100, clusters: 1 });
  });

  it('is invalid where too many units found no partner, at the cap and above it', () => {
    expect(compare({ bothRight: 95 }, { candidateOnly: 5 })).toMatchObject({
      status: 'valid',
      because: null,
    });
    expect(compare({ bothRight: 94 }, { gradingDiffers: 6 })).toMatchObject({
      status: 'invalid',
      because: '6 of 100 units could not be paired (gradingDiffers 6), above the cap of 0.05',
    });
  });
});

describe('comparePairs: exchange of the models', () => {
  const cell = fc.nat({ max: 12 });

  it('turns the sign of the difference, the limits and the transitions, and keeps the p-value', () => {
    fc.assert(
      fc.property(cell, cell, cell, cell, (bothRight, onlyNew, onlyOld, bothWrong) => {
        fc.pre(bothRight + onlyNew + onlyOld + bothWrong >= 2);
        const column = aPairedColumn({ bothRight, onlyNew, onlyOld, bothWrong });
        const there = compare(column);
        const back = compare(exchanged(column));
        if (there.estimate.status !== 'estimated' || back.estimate.status !== 'estimated') {
          expect(back.estimate.status).toBe(there.estimate.status);
          return;
        }
        expect(back.estimate.value).toBeCloseTo(-there.estimate.value, 12);
        expect(back.estimate.lower).toBeCloseTo(-there.estimate.upper, 8);
        expect(back.estimate.upper).toBeCloseTo(-there.estimate.lower, 8);
        expect(back.p.mcnemarMidP).toBe(there.p.mcnemarMidP);
        expect(back.detectable).toBe(there.detectable);
        expect(back.transitions?.rightWrong).toBe(there.transitions?.wrongRight);
      }),
      { numRuns: 60 },
    );
  });
});
