import { PreceptorError } from '../../errors.js';
import { at, requireCount, requireLength, requireNumber } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/** One severity-weighted rate under a declared weight set and what other weight sets would make of the same counts. */
export interface SeveritySensitivity {
  readonly value: number;
  /** One per alternative, in the order received. */
  readonly alternatives: readonly number[];
  /** The smallest and the largest of all, the declared one included. */
  readonly range: { readonly lowest: number; readonly highest: number };
}

/**
 * Severity-weighted events per 100 cases: 100 * sum over severities of n_s w_s / N.
 *
 * @param counts - events by severity, mildest first; integers >= 0; a case may have several events
 * @param weights - by severity, finite, >= 0, never falling with severity; as long as `counts`
 * @param cases - N, integer >= 1
 * @returns per 100 cases, >= 0; 0 where no event has weight
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function severityWeightedRate(
  counts: readonly number[],
  weights: readonly number[],
  cases: number,
): number {
  requireCount(cases, 'cases', 1);
  requireWeights(weights, counts.length, 'weights');
  const total = new CompensatedSum();
  counts.forEach((count, s) => {
    requireCount(count, `counts[${s}]`);
    total.add(count * at(weights, s));
  });
  const rate = (100 * total.total) / cases;
  requireNumber(rate, 'weighted rate');
  return rate;
}

/**
 * The same rate under other weight sets: weights are policy, and a conclusion that needs one set should say so.
 *
 * @param counts - as `severityWeightedRate`
 * @param weights - the declared set
 * @param alternatives - at least one other set of the same length
 * @param cases - N, integer >= 1
 * @returns the declared value, the alternatives and their range
 * @throws PreceptorError as `severityWeightedRate`; `STATS_BAD_LENGTH` without an alternative
 */
export function severitySensitivity(
  counts: readonly number[],
  weights: readonly number[],
  alternatives: readonly (readonly number[])[],
  cases: number,
): SeveritySensitivity {
  if (alternatives.length === 0) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'alternatives: expected at least one weight set, got 0');
  }
  const value = severityWeightedRate(counts, weights, cases);
  const others = alternatives.map((set) => severityWeightedRate(counts, set, cases));
  return {
    value,
    alternatives: others,
    range: { lowest: Math.min(value, ...others), highest: Math.max(value, ...others) },
  };
}

/**
 * What each case contributes: 100 * sum of w_s over its events. The mean of these terms is `severityWeightedRate`.
 *
 * @param events - per case, the severities of its events (indices into `weights`, 0 = mildest); empty where there is none
 * @param weights - by severity, as `severityWeightedRate`
 * @returns one term a case, per 100 cases: for a clustered mean or a bootstrap
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 */
export function severityTerms(
  events: readonly (readonly number[])[],
  weights: readonly number[],
): Float64Array {
  requireWeights(weights, weights.length, 'weights');
  return Float64Array.from(events, (severities, i) => {
    const total = new CompensatedSum();
    for (const severity of severities) {
      requireCount(severity, `events[${i}]`, 0, weights.length - 1);
      total.add(at(weights, severity));
    }
    requireNumber(100 * total.total, `term ${i}`);
    return 100 * total.total;
  });
}

function requireWeights(weights: readonly number[], length: number, name: string): void {
  requireLength(weights.length, length, name);
  let previous = 0;
  weights.forEach((weight, s) => {
    requireNumber(weight, `${name}[${s}]`, previous);
    previous = weight;
  });
}
