import { clusterKey } from '../domain/case.js';
import { Dictionary, GrowingColumn, type UnitColumn } from '../domain/column.js';
import type { Stratum } from '../domain/estimate.js';
import { type Coverage, type Measurement, unitNumbers } from '../domain/measurement.js';
import { StrataColumns } from '../domain/strata-columns.js';

/** One slice of a table: the values that are there, and the coverage of all units, with a value or not. */
export interface UnitSlice {
  readonly column: UnitColumn;
  readonly coverage: Coverage;
  /** Σ y · graded: trials that meet the criterion, where every value is a mean over graded trials. */
  readonly met: number;
}

/** Columns of one metric’s units under one protocol by one model version. */
export class UnitTable {
  readonly #values = new GrowingColumn();
  readonly #seconds = new GrowingColumn();
  readonly #isMissing = new GrowingColumn();
  readonly #clusters = new GrowingColumn();
  readonly #clusterNames = new Dictionary();
  readonly #planned = new GrowingColumn();
  readonly #answered = new GrowingColumn();
  readonly #read = new GrowingColumn();
  readonly #graded = new GrowingColumn();
  readonly #strata: StrataColumns;
  #hasSeconds = false;

  constructor(strataNames: readonly string[]) {
    this.#strata = new StrataColumns(strataNames);
  }

  add(measurement: Measurement, strata: Readonly<Record<string, string>>): void {
    const { value, coverage, unit, cluster } = measurement;
    const numbers = unitNumbers(value);
    // What stands in the row of a missing unit is never read.
    this.#values.push(numbers === null ? 0 : numbers.first);
    this.#seconds.push(numbers === null || numbers.second === null ? 0 : numbers.second);
    this.#isMissing.push(numbers === null ? 1 : 0);
    if (numbers !== null) this.#hasSeconds ||= numbers.second !== null;
    this.#clusters.push(this.#clusterNames.code(clusterKey(unit.set, cluster)));
    this.#planned.push(coverage.planned);
    this.#answered.push(coverage.answered);
    this.#read.push(coverage.read);
    this.#graded.push(coverage.graded);
    this.#strata.add(strata);
  }

  strata(): readonly Stratum[] {
    return this.#strata.strata();
  }

  slice(stratum: Stratum | null): UnitSlice {
    const rows = this.#strata.rows(stratum);
    const valued = rows.filter((row) => this.#isMissing.at(row) === 0);
    const total = (column: GrowingColumn) => rows.reduce((sum, row) => sum + column.at(row), 0);
    return {
      column: {
        values: Float64Array.from(valued, (row) => this.#values.at(row)),
        seconds: this.#hasSeconds ? Float64Array.from(valued, (row) => this.#seconds.at(row)) : null,
        clusters: Int32Array.from(valued, (row) => this.#clusters.at(row)),
      },
      coverage: {
        planned: total(this.#planned),
        answered: total(this.#answered),
        read: total(this.#read),
        graded: total(this.#graded),
      },
      met: Math.round(valued.reduce((sum, row) => sum + this.#values.at(row) * this.#graded.at(row), 0)),
    };
  }
}
