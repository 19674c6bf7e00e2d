import { Dictionary, GrowingColumn } from './column.js';
import type { Stratum } from './estimate.js';

const NONE = -1;

/** The strata of units that arrive one by one: four bytes a unit and stratum, text once per distinct value. */
export class StrataColumns {
  readonly #columns: readonly {
    readonly name: string;
    readonly codes: GrowingColumn;
    readonly values: Dictionary;
  }[];
  #length = 0;

  constructor(names: readonly string[]) {
    this.#columns = names.map((name) => ({ name, codes: new GrowingColumn(), values: new Dictionary() }));
  }

  add(strata: Readonly<Record<string, string>>): void {
    for (const { name, codes, values } of this.#columns) {
      const value = Object.hasOwn(strata, name) ? strata[name] : undefined;
      codes.push(value === undefined ? NONE : values.code(value));
    }
    this.#length += 1;
  }

  /** Every value that occurs, by stratum in the given order, then alphabetically. */
  strata(): readonly Stratum[] {
    return this.#columns.flatMap(({ name, values }) =>
      [...values.texts].sort().map((value) => ({ name, value })),
    );
  }

  /** Rows of a stratum, in order of arrival; null: all. */
  rows(stratum: Stratum | null): readonly number[] {
    const all = Array.from({ length: this.#length }, (_, row) => row);
    if (stratum === null) return all;
    const column = this.#columns.find((c) => c.name === stratum.name);
    if (column === undefined) return [];
    return all.filter((row) => column.values.text(column.codes.at(row)) === stratum.value);
  }
}
