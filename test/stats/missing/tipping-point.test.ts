import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PartlyPairedCounts,
  pairedFlips,
  pairedTippingPoint,
} from '../../../src/stats/missing/paired-tipping-point.js';
import { rateFlips, rateTippingPoint, tippingPoint } from '../../../src/stats/missing/tipping-point.js';
import { tangoInterval } from '../../../src/stats/paired/tango.js';

const harm = { bound: 'exact-upper', limit: 0.01, alpha: 0.05 } as const;
const sensitivity = { bound: 'exact-lower', limit: 0.95, alpha: 0.05 } as const;

describe('the tipping point of any verdict', () => {
  test('4 of 10 against still pass', () => {
    expect(tippingPoint(10, (against) => against <= 4)).toEqual({
      missing: 10,
      passesAtBest: true,
      passesAtWorst: false,
      leastAgainst: 5,
      leastInFavour: 6,
    });
  });

  test('robust either way, and nothing missing', () => {
    expect(tippingPoint(3, () => true)).toMatchObject({ leastAgainst: null, leastInFavour: 0 });
    expect(tippingPoint(3, () => false)).toMatchObject({ leastAgainst: 0, leastInFavour: null });
    expect(tippingPoint(0, () => true)).toMatchObject({
      passesAtBest: true,
      passesAtWorst: true,
      leastAgainst: null,
    });
    expect(tippingPoint(0, () => false)).toMatchObject({ leastAgainst: 0, leastInFavour: null });
  });
});

describe('the tipping point of a rate', () => {
  test('harms: 0 of 295 with 6 missing passes 0.01 only if all 6 are free of harm, for 301 allow none', () => {
    expect(rateTippingPoint({ events: 0, trials: 295 }, 6, harm)).toEqual({
      missing: 6,
      passesAtBest: true,
      passesAtWorst: false,
      leastAgainst: 1,
      leastInFavour: 6,
    });
  });

  test('sensitivity: 124 cases allow 2 misses; 122 right of 122 with 2 missing passes at worst', () => {
    expect(rateTippingPoint({ events: 122, trials: 122 }, 2, sensitivity).leastAgainst).toBeNull();
    expect(rateTippingPoint({ events: 120, trials: 120 }, 4, sensitivity)).toMatchObject({
      leastAgainst: 3,
      leastInFavour: 2,
    });
  });

  test('all missing is no obstacle to the question', () => {
    expect(rateTippingPoint({ events: 0, trials: 0 }, 59, sensitivity)).toMatchObject({
      leastAgainst: 1,
      leastInFavour: 59,
    });
  });

  test('flips: 473 trials allow 1 harm', () => {
    expect(rateFlips({ events: 0, trials: 473 }, harm)).toEqual({ passes: true, flips: 2 });
    expect(rateFlips({ events: 3, trials: 473 }, harm)).toEqual({ passes: false, flips: 2 });
    expect(rateFlips({ events: 0, trials: 298 }, harm)).toEqual({ passes: false, flips: null });
    expect(rateFlips({ events: 120, trials: 124 }, sensitivity)).toEqual({ passes: false, flips: 2 });
  });

  test.each([
    ['STATS_BAD_COUNT', () => tippingPoint(-1, () => true)],
    ['STATS_BAD_COUNT', () => rateTippingPoint({ events: 3, trials: 2 }, 1, harm)],
    ['STATS_BAD_COUNT', () => rateTippingPoint({ events: 0, trials: 0 }, 0, harm)],
    ['STATS_BAD_COUNT', () => rateTippingPoint({ events: 0, trials: 5 }, 0.5, harm)],
    ['STATS_BAD_LEVEL', () => rateTippingPoint({ events: 0, trials: 5 }, 1, { ...harm, limit: 1 })],
    ['STATS_BAD_LEVEL', () => rateFlips({ events: 0, trials: 5 }, { ...harm, alpha: 0.5 })],
    ['STATS_BAD_COUNT', () => rateFlips({ events: 0, trials: 0 }, harm)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

const none = {
  newMissing: { oldRight: 0, oldWrong: 0 },
  oldMissing: { newRight: 0, newWrong: 0 },
  bothMissing: 0,
};
const test5 = { margin: 0.05, alpha: 0.025 };

function passes(b: number, c: number, n: number, margin: number): boolean {
  return tangoInterval({ bothRight: n - b - c, onlyNew: b, onlyOld: c, bothWrong: 0 }, 0.95).lower > -margin;
}

/** Both figures by trying every number of each kind, and for pairs without both every split into four outcomes. */
function byTrial(counts: PartlyPairedCounts, margin: number) {
  const { complete, newMissing, oldMissing, bothMissing: w } = counts;
  const wins = newMissing.oldWrong + oldMissing.newRight;
  const losses = newMissing.oldRight + oldMissing.newWrong;
  const n = complete.bothRight + complete.onlyNew + complete.onlyOld + complete.bothWrong + wins + losses + w;
  let against: number | null = null;
  let favour: number | null = null;
  const all = wins + losses + 2 * w;
  for (let x = 0; x <= wins; x++) {
    for (let y = 0; y <= losses; y++) {
      for (let gained = 0; gained <= w; gained++) {
        for (let lost = 0; lost <= w - gained; lost++) {
          const k = x + y + (w - gained - lost) + 2 * lost;
          const b = complete.onlyNew + wins - x + gained;
          const isPass = passes(b, complete.onlyOld + y + lost, n, margin);
          if (!isPass) against = Math.min(against ?? all, k);
          else favour = Math.min(favour ?? all, all - k);
        }
      }
    }
  }
  return { leastAgainst: against, leastInFavour: favour };
}

describe('the tipping point of a paired comparison', () => {
  test('nothing missing: the verdict itself', () => {
    const complete = { bothRight: 300, onlyNew: 10, onlyOld: 10, bothWrong: 60 };
    expect(pairedTippingPoint({ ...none, complete }, test5)).toEqual({
      missing: 0,
      passesAtBest: true,
      passesAtWorst: true,
      leastAgainst: null,
      leastInFavour: 0,
    });
  });

  test('a value that adds a loss weighs more than one that costs a win', () => {
    // 400 pairs: each side has ten missing values of the new model, once where the old one was right, once where it was wrong.
    const complete = { bothRight: 320, onlyNew: 8, onlyOld: 12, bothWrong: 50 };
    const losses = pairedTippingPoint(
      { ...none, complete, newMissing: { oldRight: 10, oldWrong: 0 } },
      test5,
    );
    const wins = pairedTippingPoint({ ...none, complete, newMissing: { oldRight: 0, oldWrong: 10 } }, test5);
    expect(losses.leastAgainst).not.toBeNull();
    expect(wins.passesAtWorst).toBe(passes(8, 12, 400, 0.05));
  });

  test('is what trying every allocation gives', () => {
    const few = fc.nat(4);
    fc.assert(
      fc.property(
        fc.record({
          complete: fc.record({
            bothRight: fc.nat(60),
            onlyNew: fc.nat(8),
            onlyOld: fc.nat(8),
            bothWrong: fc.nat(20),
          }),
          newMissing: fc.record({ oldRight: few, oldWrong: few }),
          oldMissing: fc.record({ newRight: few, newWrong: few }),
          bothMissing: few,
        }),
        fc.constantFrom(0, 0.05, 0.15, 0.4),
        (counts, margin) => {
          const { complete, newMissing, oldMissing, bothMissing } = counts;
          const pairs = [complete, newMissing, oldMissing].flatMap((part) => Object.values(part));
          if (pairs.reduce((a, b) => a + b, bothMissing) === 0) return;
          expect(pairedTippingPoint(counts, { margin, alpha: 0.025 })).toMatchObject(byTrial(counts, margin));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a million pairs with ten thousand missing are done at once', () => {
    const complete = { bothRight: 900_000, onlyNew: 20_000, onlyOld: 20_000, bothWrong: 50_000 };
    const counts = { ...none, complete, newMissing: { oldRight: 8000, oldWrong: 2000 } };
    const found = pairedTippingPoint(counts, { margin: 0.005, alpha: 0.025 });
    expect(found.leastAgainst).toBeGreaterThan(3000);
    expect(found.leastAgainst).toBeLessThan(8000);
  });
});

describe('flips of a paired comparison', () => {
  test('turning that many changes the verdict, one fewer does not', () => {
    fc.assert(
      fc.property(
        fc.record({
          bothRight: fc.nat(80),
          onlyNew: fc.nat(10),
          onlyOld: fc.nat(10),
          bothWrong: fc.integer({ min: 1, max: 20 }),
        }),
        (counts) => {
          const found = pairedFlips(counts, { margin: 0.1, alpha: 0.025 });
          const { bothRight, onlyNew: b, onlyOld: c, bothWrong } = counts;
          const n = bothRight + b + c + bothWrong;
          expect(found.passes).toBe(passes(b, c, n, 0.1));
          const [mostX, mostY] = found.passes ? [b, bothRight] : [bothWrong, c];
          let fewest: number | null = null;
          for (let x = 0; x <= mostX; x++) {
            for (let y = 0; y <= mostY; y++) {
              const after = found.passes ? passes(b - x, c + y, n, 0.1) : passes(b + x, c - y, n, 0.1);
              if (after !== found.passes) {
                fewest = Math.min(fewest ?? n, x + y);
                break;
              }
            }
          }
          expect(found.flips).toBe(fewest);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a verdict that no answer can change', () => {
    expect(
      pairedFlips({ bothRight: 2, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, { margin: 0.05, alpha: 0.025 }),
    ).toEqual({
      passes: false,
      flips: null,
    });
  });

  const complete = { bothRight: 2, onlyNew: 1, onlyOld: 1, bothWrong: 1 };
  test.each([
    ['STATS_BAD_COUNT', () => pairedTippingPoint({ ...none, complete: { ...complete, onlyNew: -1 } }, test5)],
    ['STATS_BAD_COUNT', () => pairedTippingPoint({ ...none, complete, bothMissing: 0.5 }, test5)],
    [
      'STATS_BAD_COUNT',
      () =>
        pairedTippingPoint(
          { ...none, complete: { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 } },
          test5,
        ),
    ],
    ['STATS_BAD_VALUE', () => pairedTippingPoint({ ...none, complete }, { ...test5, margin: 1 })],
    ['STATS_BAD_LEVEL', () => pairedTippingPoint({ ...none, complete }, { ...test5, alpha: 0 })],
    ['STATS_BAD_COUNT', () => pairedFlips({ bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, test5)],
    ['STATS_BAD_VALUE', () => pairedFlips(complete, { ...test5, margin: -0.1 })],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
