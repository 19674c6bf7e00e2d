import type { PairedColumn } from '../domain/column.js';
import type { Transitions } from '../domain/comparison.js';
import type { Metric } from '../domain/metric.js';
import type { PairedCounts } from '../stats/paired/paired-counts.js';

/** Units by their value on either side; null where the metric’s values are not right or wrong. */
export function transitionsOf(
  { candidate, baseline }: PairedColumn,
  metric: Pick<Metric, 'isBinary' | 'better'>,
): Transitions | null {
  if (!metric.isBinary || candidate.seconds !== null) return null;
  const right = metric.better === 'lower' ? 0 : 1;
  const wrong = 1 - right;
  const counts = { rightRight: 0, rightWrong: 0, wrongRight: 0, wrongWrong: 0, mixed: 0 };
  candidate.values.forEach((now, i) => {
    const before = baseline.values[i];
    if (before === right && now === right) counts.rightRight += 1;
    else if (before === right && now === wrong) counts.rightWrong += 1;
    else if (before === wrong && now === right) counts.wrongRight += 1;
    else if (before === wrong && now === wrong) counts.wrongWrong += 1;
    else counts.mixed += 1;
  });
  return counts;
}

/** The paired table of right and wrong, where every value is 0 or 1; null elsewhere. */
export function countsOf(transitions: Transitions | null): PairedCounts | null {
  if (transitions === null) return null;
  const { rightRight, rightWrong, wrongRight, wrongWrong, mixed } = transitions;
  if (mixed > 0 || rightRight + rightWrong + wrongRight + wrongWrong === 0) return null;
  return { bothRight: rightRight, onlyOld: rightWrong, onlyNew: wrongRight, bothWrong: wrongWrong };
}
