import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireAlpha, requireCount } from '../numeric/argument.js';
import { exactUpper } from '../proportion/proportion.js';

/** What a judge flagged, what people confirmed, and what a random audit of the rest found; integers. */
export interface AuditedHarms {
  /** Independent units in all, >= 1. */
  readonly units: number;
  /** Units that the judge flagged; every one was looked at by people. */
  readonly flagged: number;
  /** Flagged units that people confirmed, 0 <= confirmed <= flagged. */
  readonly confirmed: number;
  /** Unflagged units drawn at random for the audit, <= units - flagged. */
  readonly audited: number;
  /** Audited units with a harm that the judge had missed, 0 <= missed <= audited. */
  readonly missed: number;
}

/** An upper bound on a harm rate and its two parts. */
export interface AuditBound extends Interval {
  /** Exact upper bound of the confirmed harms among all units. */
  readonly confirmedUpper: number;
  /** Unflagged share times the exact upper bound of the harms missed. */
  readonly missedUpper: number;
}

/**
 * Upper bound of a harm rate that a judge detects and people confirm: rate <= U1 + U2.
 *
 * U1 = exact upper bound at alpha / 2 of the confirmed harms among all units; U2 = unflagged share * exact upper
 * bound at alpha / 2 of the harms that a random audit of unflagged units found. By Bonferroni the sum holds with
 * 1 - alpha.
 *
 * @param harms - the counts; units are independent, and the audit is a random sample of the unflagged ones
 * @param alpha - one-sided error rate, 0 < alpha < 0.5
 * @returns value = (confirmed + unflagged * missed / audited) / units, lower 0, upper at most 1; where nothing is
 *   unflagged U2 is 0; `insufficient` where unflagged units were not audited: an unaudited judge bounds nothing
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Clopper & Pearson 1934, Biometrika 26:404-413; Bonferroni's inequality
 */
export function auditBound(harms: AuditedHarms, alpha: number): AuditBound | Insufficient {
  const { units, flagged, confirmed, audited, missed } = harms;
  requireAlpha(alpha, 'alpha');
  requireCount(units, 'units', 1);
  requireCount(flagged, 'flagged', 0, units);
  requireCount(confirmed, 'confirmed', 0, flagged);
  const unflagged = units - flagged;
  requireCount(audited, 'audited', 0, unflagged);
  requireCount(missed, 'missed', 0, audited);
  if (unflagged > 0 && audited === 0) {
    return insufficient(`none of ${unflagged} unflagged units was audited`);
  }
  const confirmedUpper = exactUpper(confirmed, units, alpha / 2).upper;
  const share = unflagged / units;
  const missedUpper = unflagged === 0 ? 0 : share * exactUpper(missed, audited, alpha / 2).upper;
  return {
    status: 'estimated',
    value: confirmed / units + (unflagged === 0 ? 0 : share * (missed / audited)),
    lower: 0,
    upper: Math.min(1, confirmedUpper + missedUpper),
    level: 1 - alpha,
    method: 'exact one-sided upper bounds of confirmed and of missed harms, each at alpha / 2, added',
    confirmedUpper,
    missedUpper,
  };
}
