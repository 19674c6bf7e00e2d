import { type ScoreTally, tallyScores } from '../discrimination/score-tally.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/** Areas under the risk-coverage curve and what the best possible ranking would reach. */
export interface RiskCoverageAreas {
  readonly status: 'estimated';
  /** Mean over k of the expected risk of the k most confident cases. */
  readonly aurc: number;
  /** The least AURC of any ranking of these outcomes: every right answer first. */
  readonly oracle: number;
  /** aurc - oracle. */
  readonly eAurc: number;
  /** r + (1 - r) ln(1 - r), the oracle of infinitely many cases at this risk r. */
  readonly geifmanOracle: number;
  /** aurc - geifmanOracle: the published closed form, larger than `eAurc`; name which one is shown. */
  readonly geifmanEAurc: number;
  /** Mean over k of the expected errors among the k most confident cases, as a share of all cases. */
  readonly augrc: number;
  /** Share of wrong answers at full coverage. */
  readonly risk: number;
  readonly n: number;
}

/** Risk against coverage, one point per distinct confidence from the highest down. */
export interface RiskCoverageCurve {
  readonly status: 'estimated';
  /** Answers are accepted at this confidence and above. */
  readonly thresholds: Float64Array;
  /** Share of cases accepted, rising to 1. */
  readonly coverage: Float64Array;
  /** Share of wrong answers among the accepted. */
  readonly risk: Float64Array;
  /** Cases accepted. */
  readonly accepted: Float64Array;
  /** Wrong answers among them. */
  readonly errors: Float64Array;
  readonly n: number;
}

/**
 * AURC, E-AURC and AUGRC, with ties averaged over their orders.
 *
 * Among the m cases of one confidence with e errors, the j-th accepted adds e / m expected errors.
 *
 * @param confidences - one per case, finite, any unit; higher is accepted first
 * @param outcomes - 1 right, 0 wrong, as long as `confidences`
 * @returns the areas, lower is better; all 0 where every answer is right; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Geifman, Uziel & El-Yaniv 2019, Proc Int Conf Learn Represent (AURC, E-AURC);
 *   Traub et al. 2024, Adv Neural Inf Process Syst 37 (AUGRC)
 */
export function riskCoverageAreas(
  confidences: Float64Array,
  outcomes: Float64Array,
): RiskCoverageAreas | Insufficient {
  const tally = tallyScores(confidences, outcomes);
  const { n, ones } = tally;
  if (n === 0) return insufficient('no cases');
  const risks = new CompensatedSum();
  const errors = new CompensatedSum();
  let accepted = 0;
  let wrong = 0;
  for (let u = tally.scores.length - 1; u >= 0; u--) {
    const count = floatAt(tally.counts, u);
    const missed = count - floatAt(tally.events, u);
    for (let j = 1; j <= count; j++) risks.add((wrong + (j * missed) / count) / (accepted + j));
    errors.add(count * wrong + (missed * (count + 1)) / 2);
    accepted += count;
    wrong += missed;
  }
  const risk = wrong / n;
  const aurc = risks.total / n;
  const oracle = discreteOracle(n, ones);
  const geifmanOracle = ones === 0 ? 1 : risk + (1 - risk) * Math.log1p(-risk);
  return {
    status: 'estimated',
    aurc,
    oracle,
    eAurc: Math.max(0, aurc - oracle),
    geifmanOracle,
    geifmanEAurc: aurc - geifmanOracle,
    augrc: errors.total / n / n,
    risk,
    n,
  };
}

/**
 * The risk-coverage curve at every threshold that can be set: a tie is accepted whole.
 *
 * @param confidences - one per case, finite, any unit
 * @param outcomes - 1 right, 0 wrong, as long as `confidences`
 * @returns the points from the highest confidence down; the last has coverage 1; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source El-Yaniv & Wiener 2010, J Mach Learn Res 11:1605-1641
 */
export function riskCoverageCurve(
  confidences: Float64Array,
  outcomes: Float64Array,
): RiskCoverageCurve | Insufficient {
  const tally = tallyScores(confidences, outcomes);
  if (tally.n === 0) return insufficient('no cases');
  const { accepted, errors } = acceptedFromTop(tally);
  return {
    status: 'estimated',
    thresholds: tally.scores.slice().reverse(),
    coverage: accepted.map((count) => count / tally.n),
    risk: errors.map((wrong, j) => wrong / floatAt(accepted, j)),
    accepted,
    errors,
    n: tally.n,
  };
}

/** Cases and errors at each distinct confidence and above, from the highest down. */
export function acceptedFromTop(tally: ScoreTally): { accepted: Float64Array; errors: Float64Array } {
  const distinct = tally.scores.length;
  const accepted = new Float64Array(distinct);
  const errors = new Float64Array(distinct);
  let count = 0;
  let wrong = 0;
  for (let j = 0; j < distinct; j++) {
    const u = distinct - 1 - j;
    count += floatAt(tally.counts, u);
    wrong += floatAt(tally.counts, u) - floatAt(tally.events, u);
    accepted[j] = count;
    errors[j] = wrong;
  }
  return { accepted, errors };
}

/** Mean over k of the risk of the first k where all right answers come first. */
function discreteOracle(n: number, right: number): number {
  const total = new CompensatedSum();
  for (let wrong = 1; wrong <= n - right; wrong++) total.add(wrong / (right + wrong));
  return total.total / n;
}
