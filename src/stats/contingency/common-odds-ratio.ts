import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { UnpairedCounts } from '../unpaired/unpaired-counts.js';
import { informativeStrata } from './strata.js';

/**
 * Mantel-Haenszel's odds ratio common to all strata, new over old, with the Robins-Breslow-Greenland interval.
 *
 * R / S with R = sum of a d / n and S = sum of b c / n; the variance of its logarithm is
 * sum of P R / (2 R^2) + sum of (P S + Q R) / (2 R S) + sum of Q S / (2 S^2), P = (a + d) / n and Q = (b + c) / n.
 *
 * @param strata - events and independent cases of each model per stratum; integers >= 0, a model may have no case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the ratio with limits above 0; `insufficient` where it is 0, infinite, or rests on no stratum
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719-748; Robins, Breslow & Greenland 1986, Biometrics
 *   42:311-323
 */
export function commonOddsRatio(strata: readonly UnpairedCounts[], level: number): Interval | Insufficient {
  requireLevel(level, 'level');
  const concordant = new CompensatedSum();
  const discordant = new CompensatedSum();
  const pr = new CompensatedSum();
  const mixed = new CompensatedSum();
  const qs = new CompensatedSum();
  for (const { newEvents: a, newCases, oldEvents: c, oldCases } of informativeStrata(strata)) {
    const b = newCases - a;
    const d = oldCases - c;
    const n = newCases + oldCases;
    const r = (a * d) / n;
    const s = (b * c) / n;
    const p = (a + d) / n;
    const q = (b + c) / n;
    concordant.add(r);
    discordant.add(s);
    pr.add(p * r);
    mixed.add(p * s + q * r);
    qs.add(q * s);
  }
  const r = concordant.total;
  const s = discordant.total;
  if (r === 0 && s === 0) return insufficient('no stratum with both models and both outcomes');
  if (r === 0 || s === 0) {
    return insufficient(`the common odds ratio is ${s === 0 ? 'infinite' : '0'}: it has no finite interval`);
  }
  const value = r / s;
  const se = Math.sqrt(pr.total / (2 * r * r) + mixed.total / (2 * r * s) + qs.total / (2 * s * s));
  const factor = Math.exp(-normalQuantile((1 - level) / 2) * se);
  return {
    status: 'estimated',
    value,
    lower: value / factor,
    upper: value * factor,
    level,
    method: 'Mantel-Haenszel odds ratio, Robins-Breslow-Greenland',
  };
}
