import { PreceptorError } from '../errors.js';
import type { FigureNumbers, FigureUnits } from '../stats/figure/unit-figure.js';

/** Numbers that arrive one by one and are read as one array. */
export class GrowingColumn {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws PreceptorError `INTERNAL` outside 0..length-1 */
  at(index: number): number {
    const value = index < this.#length ? this.#values[index] : undefined;
    if (value === undefined) throw new PreceptorError('INTERNAL', `column has no row ${index}`);
    return value;
  }
}

/** Texts as small integers: a column of clusters or strata costs four bytes a unit. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];

  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#texts.length;
    this.#codes.set(text, code);
    this.#texts.push(text);
    return code;
  }

  text(code: number): string | undefined {
    return this.#texts[code];
  }

  get texts(): readonly string[] {
    return this.#texts;
  }
}

/** One metric’s unit values with the cluster of each; `seconds` where a unit is two numbers. */
export type UnitColumn = FigureUnits;

/** The same units under both versions. */
export interface PairedColumn {
  readonly candidate: FigureNumbers;
  readonly baseline: FigureNumbers;
  readonly clusters: Int32Array;
}
