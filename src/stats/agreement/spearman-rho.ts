import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength, requireLevel } from '../numeric/argument.js';
import { studentTCdf } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type Coefficient, fisherInterval, type TestOrInsufficient } from './coefficient.js';
import { midRanks } from './mid-ranks.js';

/** Spearman's rank correlation with its test. */
export interface SpearmanRho extends Coefficient {
  readonly n: number;
  /** Two-sided test of no association; `insufficient` for fewer than 3 units or |rho| = 1, where t is infinite. */
  readonly test: TestOrInsufficient;
}

/**
 * Spearman's rho: Pearson's correlation of mid-ranks.
 *
 * The test is t = rho sqrt((n - 2) / (1 - rho^2)) on n - 2 degrees of freedom; the interval Fisher's z with standard
 * error sqrt((1 + rho^2 / 2) / (n - 3)).
 *
 * @param first - one per unit, finite
 * @param second - as long as `first`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns rho in [-1, 1]; the interval is `insufficient` for n < 4 or |rho| = 1; all is `insufficient` for fewer than
 *   2 units or a constant variable
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Spearman 1904, Am J Psychol 15:72-101; interval by Bonett & Wright 2000, Psychometrika 65:23-28
 */
export function spearmanRho(
  first: Float64Array,
  second: Float64Array,
  level: number,
): SpearmanRho | Insufficient {
  requireLength(second.length, first.length, 'second');
  requireFinite(first, 'first');
  requireFinite(second, 'second');
  requireLevel(level, 'level');
  const n = first.length;
  if (n < 2) return insufficient(`a rank correlation needs at least 2 units, got ${n}`);
  const value = rankCorrelation(midRanks(first), midRanks(second));
  if (value === null) return insufficient('one variable is constant');
  const interval =
    n < 4
      ? insufficient(`the interval of rho needs at least 4 units, got ${n}`)
      : fisherInterval(
          value,
          Math.sqrt((1 + (value * value) / 2) / (n - 3)),
          level,
          "Spearman's rho, Fisher z (Bonett-Wright)",
        );
  return { status: 'estimated', value, interval, n, test: tTest(value, n) };
}

/** Deviations are multiples of 1/2, and so the sums exact until they pass 2^53 / 4. */
function rankCorrelation(first: Float64Array, second: Float64Array): number | null {
  const centre = (first.length + 1) / 2;
  const sums = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()] as const;
  for (let i = 0; i < first.length; i++) {
    const x = floatAt(first, i) - centre;
    const y = floatAt(second, i) - centre;
    sums[0].add(x * x);
    sums[1].add(y * y);
    sums[2].add(x * y);
  }
  const [xx, yy, xy] = sums.map((sum) => sum.total);
  if (!xx || !yy || xy === undefined) return null;
  return xx === yy ? xy / xx : Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
}

function tTest(rho: number, n: number): TestOrInsufficient {
  if (n < 3) return insufficient(`the test of rho needs at least 3 units, got ${n}`);
  if (Math.abs(rho) === 1) return insufficient('every rank is in order: t is infinite');
  const df = n - 2;
  const statistic = rho * Math.sqrt(df / ((1 - rho) * (1 + rho)));
  return {
    status: 'estimated',
    statistic,
    p: 2 * studentTCdf(-Math.abs(statistic), df),
    df,
    method: "t of Spearman's rho",
  };
}
