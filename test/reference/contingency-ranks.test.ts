import { test } from 'vitest';
import { wilcoxonSignedRank } from '../../src/stats/rank/wilcoxon-signed-rank.js';
import { welch } from '../../src/stats/unpaired/welch.js';
import { expectClose, printDifferences, readReference } from './reference.js';

const TOLERANCE = 1e-9;

printDifferences();

const { ranks, welch: samples } = readReference<{
  readonly ranks: readonly {
    readonly differences: readonly number[];
    readonly statistic: number;
    readonly z: number;
    readonly p: number;
    readonly rankBiserial: number;
  }[];
  readonly welch: readonly {
    readonly new: readonly number[];
    readonly old: readonly number[];
    readonly level: number;
    readonly value: number;
    readonly se: number;
    readonly df: number;
    readonly t: number;
    readonly p: number;
    readonly limits: readonly [number, number];
  }[];
}>('contingency-ranks.json');

test.each(ranks)('wilcoxsign_test: $differences.length differences', (row) => {
  const found = wilcoxonSignedRank(Float64Array.from(row.differences));
  if (found.status === 'insufficient') throw new Error(found.reason);
  expectClose(found.statistic, row.statistic, TOLERANCE, 'wilcoxonSignedRank');
  expectClose(found.z, row.z, TOLERANCE, 'wilcoxonSignedRank z');
  expectClose(found.p, row.p, TOLERANCE, 'wilcoxonSignedRank p');
  expectClose(found.rankBiserial, row.rankBiserial, TOLERANCE, 'wilcoxonSignedRank rankBiserial');
});

test.each(samples)('t.test: $new.length and $old.length values', (row) => {
  const found = welch(Float64Array.from(row.new), Float64Array.from(row.old), row.level);
  if (found.status === 'insufficient') throw new Error(found.reason);
  expectClose(found.value, row.value, TOLERANCE, 'welch');
  expectClose(found.se, row.se, TOLERANCE, 'welch se');
  expectClose(found.df, row.df, TOLERANCE, 'welch df');
  expectClose(found.t, row.t, TOLERANCE, 'welch t');
  expectClose(found.p, row.p, TOLERANCE, 'welch p');
  expectClose(found.lower, row.limits[0], TOLERANCE, 'welch lower');
  expectClose(found.upper, row.limits[1], TOLERANCE, 'welch upper');
});
