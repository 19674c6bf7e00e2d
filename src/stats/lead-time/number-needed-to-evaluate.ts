import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { predictiveValueIntervals } from '../diagnostic/predictive-value.js';
import type { Insufficient } from '../interval.js';
import { type NumberNeeded, numberNeeded } from '../scoring/number-needed.js';

/**
 * Alarms to look at for one true one at a prevalence that the site gives: 1 / PPV.
 *
 * `alertBurden` gives the same at the prevalence of the data, which a suite of matched controls chooses by itself.
 *
 * @param counts - units by alarm and event; integers >= 0, independent
 * @param prevalence - of the event where the alarm is to be used, strictly between 0 and 1; taken as known
 * @param level - two-sided coverage; one-sided where a cell is empty, and one limit then stands open
 * @returns the reciprocal of `predictiveValueIntervals`: without a false alarm value and lower limit are 1; without a
 *   true one the value and the upper limit are null; `insufficient` as there
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Mercaldo, Lau & Zhou 2007, Stat Med 26:2170-2183
 */
export function numberNeededToEvaluate(
  counts: ConfusionCounts,
  prevalence: number,
  level: number,
): NumberNeeded | Insufficient {
  const { positive } = predictiveValueIntervals(counts, prevalence, level);
  switch (positive.status) {
    case 'insufficient':
      return positive;
    case 'estimated':
      return numberNeeded(positive);
    case 'bounded': {
      const isLower = positive.side === 'lower';
      return {
        status: 'estimated',
        value: isLower ? 1 : null,
        lower: isLower ? 1 : 1 / positive.bound,
        upper: isLower ? 1 / positive.bound : null,
        level,
        method: `reciprocal of: ${positive.method}`,
      };
    }
  }
}
