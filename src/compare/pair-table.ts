import { Dictionary, GrowingColumn, type PairedColumn } from '../domain/column.js';
import type { Flip, Pairing } from '../domain/comparison.js';
import type { Stratum } from '../domain/estimate.js';
import type { Measurement } from '../domain/measurement.js';
import { StrataColumns } from '../domain/strata-columns.js';
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
  readonly #clusters = new GrowingColumn();
  readonly #clusterNames = new Dictionary();
  readonly #strata: StrataColumns;
  readonly #flips: Flip[] = [];

  constructor(strataNames: readonly string[]) {
    this.#strata = new StrataColumns(strataNames);
  }

  add(joined: JoinedUnit, strata: Readonly<Record<string, string>>): void {
    const { candidate, baseline, fate } = joined;
    const y1 = fate === 'paired' ? meanOf(candidate) : 0;
    const y0 = fate === 'paired' ? meanOf(baseline) : 0;
    const { unit, cluster } = joined.either;
    this.#fates.push(FATES.indexOf(fate));
    this.#candidate.push(y1);
    this.#baseline.push(y0);
    this.#clusters.push(this.#clusterNames.code(`${unit.set}/${cluster}`));
    this.#strata.add(strata);
    if (y1 !== y0) this.#flips.push({ unit, cluster, baseline: y0, candidate: y1 });
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
        candidate: Float64Array.from(paired, (row) => this.#candidate.at(row)),
        baseline: Float64Array.from(paired, (row) => this.#baseline.at(row)),
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
}

function meanOf(measurement: Measurement | null): number {
  return measurement?.value.kind === 'mean' ? measurement.value.y : 0;
}
