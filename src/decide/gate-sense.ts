import type { PairedColumn } from '../domain/column.js';
import type { GateMetric } from '../domain/metric.js';
import type { PairedFigureUnits } from '../stats/figure/unit-figure.js';

/** A difference candidate − comparator with its limits. */
export interface Difference {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Which way a difference is a loss. Tests are written for “higher is better”; an error rate is tested with its sides exchanged. */
export interface GateSense {
  readonly units: (column: PairedColumn) => PairedFigureUnits;
  /** A tested difference as candidate − comparator; and back. */
  readonly shown: (difference: Difference) => Difference;
  /** The limit that the gate compares with, as it is shown: −margin, or +margin of an error rate. */
  readonly limit: (margin: number) => number;
  /** The limit that decides a pass: its name, its value and the sign with which it must lie from the bound. */
  readonly decisive: (shown: Difference) => string;
  readonly other: (shown: Difference) => string;
  readonly isPassing: '>' | '<';
}

const HIGHER: GateSense = {
  units: ({ candidate, baseline, clusters }) => ({ newNumbers: candidate, oldNumbers: baseline, clusters }),
  shown: ({ value, lower, upper }) => ({ value, lower, upper }),
  limit: (margin) => 0 - margin,
  decisive: ({ lower }) => `lower limit ${lower}`,
  other: ({ upper }) => `upper limit ${upper}`,
  isPassing: '>',
};

const LOWER: GateSense = {
  units: ({ candidate, baseline, clusters }) => ({ newNumbers: baseline, oldNumbers: candidate, clusters }),
  shown: ({ value, lower, upper }) => ({ value: 0 - value, lower: 0 - upper, upper: 0 - lower }),
  limit: (margin) => margin,
  decisive: ({ upper }) => `upper limit ${upper}`,
  other: ({ lower }) => `lower limit ${lower}`,
  isPassing: '<',
};

export function senseOf({ better }: Pick<GateMetric, 'better'>): GateSense {
  return better === 'lower' ? LOWER : HIGHER;
}
