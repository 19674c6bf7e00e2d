import { clusterKey } from '../domain/case.js';
import { Dictionary, GrowingColumn, type PairedColumn } from '../domain/column.js';
import type { Flip, Pairing } from '../domain/comparison.js';
import type { Stratum } from '../domain/estimate.js';
import { type Measurement, unitNumbers } from '../domain/measurement.js';
import { StrataColumns } from '../domain/strata-columns.js';
import { PreceptorError } from '../errors.js';
import type { FigureNumbers } from '../stats/figure/unit-figure.js';
import type { JoinedUnit, PairFate } from './join-units.js';

const FATES: readonly PairFate[] = [
  'paired',
  'candidateOnly',
  'baselineOnly',
  'caseDiffers',
  'protocolDiffers',
  'gradingDiffers',
  'missing',
];

/** One slice of joined units: the pairs, and how many units of either side found none. */
export interface PairSlice {
  readonly column: PairedColumn;
  readonly pairing: Pairing;
}

/** Columns of joined units; text is kept only of the units whose value changed. */
export class PairTable {
  readonly #fates = new GrowingColumn();
  readonly #candidate = new GrowingColumn();
  readonly #baseline = new GrowingColumn();
  readonly #candidateSeconds = new GrowingColumn();
  readonly #baselineSeconds = new GrowingColumn();
  readonly #clusters = new GrowingColumn();
  readonly #clusterNames = new Dictionary();
  readonly #strata: StrataColumns;
  readonly #flips: Flip[] = [];
  #hasSeconds = false;

  constructor(strataNames: readonly string[]) {
    this.#strata = new StrataColumns(strataNames);
  }

  add(joined: JoinedUnit, strata: Readonly<Record<string, string>>): void {
    const { candidate, baseline, fate } = joined;
    // What stands in the row of a unit that found no partner is never read.
    const now = fate === 'paired' ? numbersOf(candidate) : NO_NUMBERS;
    const before = fate === 'paired' ? numbersOf(baseline) : NO_NUMBERS;
    const { unit, cluster } = joined.either;
    this.#fates.push(FATES.indexOf(fate));
    this.#candidate.push(now.first);
    this.#baseline.push(before.first);
    this.#candidateSeconds.push(now.second === null ? 0 : now.second);
    this.#baselineSeconds.push(before.second === null ? 0 : before.second);
    this.#hasSeconds ||= now.second !== null;
    this.#clusters.push(this.#clusterNames.code(clusterKey(unit.set, cluster)));
    this.#strata.add(strata);
    if (now.second === null && now.first !== before.first)
      this.#flips.push({ unit, cluster, baseline: before.first, candidate: now.first });
  }

  strata(): readonly Stratum[] {
    return this.#strata.strata();
  }

  /** Changed units: the largest loss first. */
  flips(): readonly Flip[] {
    const change = (flip: Flip) => flip.candidate - flip.baseline;
    return [...this.#flips].sort((a, b) => change(a) - change(b));
  }

  slice(stratum: Stratum | null): PairSlice {
    const rows = this.#strata.rows(stratum);
    const count = (fate: PairFate) => rows.filter((row) => FATES[this.#fates.at(row)] === fate).length;
    const paired = rows.filter((row) => FATES[this.#fates.at(row)] === 'paired');
    return {
      column: {
        candidate: this.#numbers(paired, this.#candidate, this.#candidateSeconds),
        baseline: this.#numbers(paired, this.#baseline, this.#baselineSeconds),
        clusters: Int32Array.from(paired, (row) => this.#clusters.at(row)),
      },
      pairing: {
        paired: paired.length,
        candidateOnly: count('candidateOnly'),
        baselineOnly: count('baselineOnly'),
        caseDiffers: count('caseDiffers'),
        protocolDiffers: count('protocolDiffers'),
        gradingDiffers: count('gradingDiffers'),
        missing: count('missing'),
      },
    };
  }

  #numbers(rows: readonly number[], firsts: GrowingColumn, seconds: GrowingColumn): FigureNumbers {
    return {
      values: Float64Array.from(rows, (row) => firsts.at(row)),
      seconds: this.#hasSeconds ? Float64Array.from(rows, (row) => seconds.at(row)) : null,
    };
  }
}

const NO_NUMBERS = { first: 0, second: null } as const;

function numbersOf(measurement: Measurement | null) {
  const numbers = measurement === null ? null : unitNumbers(measurement.value);
  if (numbers === null) throw new PreceptorError('INTERNAL', 'a paired unit has no value');
  return numbers;
}
