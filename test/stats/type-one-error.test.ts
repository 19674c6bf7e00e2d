import { describe, expect, test } from 'vitest';
import {
  mersenneTwister,
  nonInferiority,
  normalQuantile,
  type PairedUnits,
  type Rng,
} from '../../src/stats/index.js';

// PRECEPTOR_SIMULATIONS=2000 gives the figures of docs/statistics.md; the default only guards against gross errors.
const RUNS = Number(process.env.PRECEPTOR_SIMULATIONS ?? 60);
const MARGIN = 0.05;
const ALPHA = 0.025;

interface Design {
  readonly name: string;
  readonly sizes: readonly number[];
  /** One cluster of pairs whose expected difference is -MARGIN. */
  readonly draw: (rng: Rng, size: number) => readonly (readonly [number, number])[];
}

const equal = (clusters: number, size: number) => new Array<number>(clusters).fill(size);
const unequal = [...equal(4, 20), ...equal(30, 2)];

function normal(rng: Rng): number {
  return normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, rng.next())));
}

/** 0/1 pairs with discordance psi; with probability icc a unit repeats the first draw of its cluster. */
function binary(psi: number, icc: number) {
  return (rng: Rng, size: number) => {
    const once = (): readonly [number, number] => {
      const u = rng.next();
      if (u < (psi - MARGIN) / 2) return [1, 0];
      return u < psi ? [0, 1] : [1, 1];
    };
    const shared = once();
    return Array.from({ length: size }, () => (rng.next() < icc ? shared : once()));
  };
}

/** Scores in [0, 1] (clipping is symmetric about both means) with an effect shared by the cluster. */
function scores(spread: number, shared: number) {
  return (rng: Rng, size: number) => {
    const effect = shared * normal(rng);
    return Array.from({ length: size }, (): readonly [number, number] => {
      const wobble = Math.max(-0.4, Math.min(0.4, effect + spread * normal(rng)));
      return [0.5 - MARGIN / 2 + wobble, 0.5 + MARGIN / 2];
    });
  };
}

/** Mostly ties; a share of units loses a quarter point or more. */
function rareLoss(share: number) {
  return (rng: Rng, size: number) =>
    Array.from({ length: size }, (): readonly [number, number] => [
      rng.next() < share ? 0.75 - MARGIN / share : 0.75,
      0.75,
    ]);
}

const DESIGNS: readonly Design[] = [
  { name: '0/1, 60 x 5, independent, discordance .15', sizes: equal(60, 5), draw: binary(0.15, 0) },
  { name: '0/1, 60 x 5, ICC .2, discordance .15', sizes: equal(60, 5), draw: binary(0.15, 0.45) },
  { name: '0/1, 20 x 5, ICC .2, discordance .15', sizes: equal(20, 5), draw: binary(0.15, 0.45) },
  { name: '0/1, 4 x 20 + 30 x 2, ICC .2, discordance .15', sizes: unequal, draw: binary(0.15, 0.45) },
  { name: '0/1, 100 x 1, discordance .055', sizes: equal(100, 1), draw: binary(0.055, 0) },
  { name: 'scores, 40 x 3, shared effect', sizes: equal(40, 3), draw: scores(0.1, 0.1) },
  { name: 'scores, 12 x 3, shared effect', sizes: equal(12, 3), draw: scores(0.1, 0.1) },
  { name: 'scores, 4 x 20 + 30 x 2, shared effect', sizes: unequal, draw: scores(0.1, 0.1) },
  { name: 'scores, 100 x 1, 7 % lose .71', sizes: equal(100, 1), draw: rareLoss(0.07) },
  { name: 'scores, 60 x 1, 20 % lose .25', sizes: equal(60, 1), draw: rareLoss(0.2) },
];

function simulate(design: Design, rng: Rng): PairedUnits {
  const pairs = design.sizes.map((size) => design.draw(rng, size));
  return {
    newValues: Float64Array.from(pairs.flat(), ([value]) => value),
    oldValues: Float64Array.from(pairs.flat(), ([, value]) => value),
    clusters: Int32Array.from(pairs.flatMap((cluster, c) => cluster.map(() => c))),
  };
}

describe('a new model that is worse by exactly the margin', () => {
  test.each(DESIGNS)(
    '$name',
    (design) => {
      const rng = mersenneTwister(20260115);
      let passed = 0;
      for (let run = 0; run < RUNS; run++) {
        const found = nonInferiority(simulate(design, rng), { margin: MARGIN, alpha: ALPHA }, rng);
        if (found.status === 'estimated' && found.isNonInferior) passed += 1;
      }
      if (process.env.PRECEPTOR_SIMULATIONS !== undefined) {
        process.stdout.write(`${design.name}: ${(passed / RUNS).toFixed(4)} of ${RUNS}\n`);
      }
      expect(passed / RUNS).toBeLessThan(0.08);
    },
    600_000,
  );
});
