import type { FlowLoss, StratumFlow } from '../domain/flow.js';
import type { UnitTrials } from '../domain/metric.js';
import { coverageOf } from './measure-units.js';

interface Tally {
  readonly model: string;
  readonly protocol: string;
  readonly stratum: string | null;
  planned: number;
  asked: number;
  answered: number;
  read: number;
  graded: number;
  readonly losses: Map<
    string,
    { readonly charged: FlowLoss['charged']; readonly cause: FlowLoss['cause']; trials: number }
  >;
}

/** Adds up where trials ended, per model version and protocol, over all and within each stratum. */
export class FlowTally {
  readonly #tallies = new Map<string, Tally>();
  readonly #strataOf: (set: string, caseId: string) => Readonly<Record<string, string>>;

  constructor(strataOf: (set: string, caseId: string) => Readonly<Record<string, string>>) {
    this.#strataOf = strataOf;
  }

  add(unit: UnitTrials): void {
    const first = unit.trials[0]?.trial;
    if (first === undefined) return;
    const strata = Object.entries(this.#strataOf(first.set, first.caseId)).map(([k, v]) => `${k}=${v}`);
    for (const stratum of [null, ...strata])
      this.#addTo(this.#tally(first.model, first.protocol, stratum), unit);
  }

  flows(reading: string, grading: string): readonly StratumFlow[] {
    return [...this.#tallies.values()].map(({ losses, ...counts }) => ({
      ...counts,
      reading,
      grading,
      losses: [...losses.values()].sort((a, b) => b.trials - a.trials || (a.cause < b.cause ? -1 : 1)),
    }));
  }

  #tally(model: string, protocol: string, stratum: string | null): Tally {
    const key = JSON.stringify([model, protocol, stratum]);
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    const counts = { planned: 0, asked: 0, answered: 0, read: 0, graded: 0 };
    const tally: Tally = { model, protocol, stratum, ...counts, losses: new Map() };
    this.#tallies.set(key, tally);
    return tally;
  }

  #addTo(tally: Tally, unit: UnitTrials): void {
    const coverage = coverageOf(unit);
    tally.planned += coverage.planned;
    tally.asked += unit.trials.filter((t) => t.asked).length;
    tally.answered += coverage.answered;
    tally.read += coverage.read;
    tally.graded += coverage.graded;
    for (const { loss } of unit.ends) {
      if (loss === null) continue;
      const key = `${loss.charged} ${loss.cause}`;
      const entry = tally.losses.get(key) ?? { ...loss, trials: 0 };
      entry.trials += 1;
      tally.losses.set(key, entry);
    }
  }
}
