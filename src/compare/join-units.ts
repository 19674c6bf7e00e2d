import { type Measurement, unitKey, unitNumbers } from '../domain/measurement.js';

export type PairFate =
  | 'paired'
  | 'candidateOnly'
  | 'baselineOnly'
  | 'caseDiffers'
  | 'protocolDiffers'
  | 'gradingDiffers'
  | 'missing';

/** One unit of either side with what became of it. */
export interface JoinedUnit {
  readonly fate: PairFate;
  /** The side that is there; the candidate where both are. */
  readonly either: Measurement;
  readonly candidate: Measurement | null;
  readonly baseline: Measurement | null;
}

/** Joins two streams that are ordered by {@link unitKey} (binary); holds one measurement of each side. */
export async function* joinUnits(
  candidates: AsyncIterable<Measurement>,
  baselines: AsyncIterable<Measurement>,
): AsyncIterable<JoinedUnit> {
  const left = candidates[Symbol.asyncIterator]();
  const right = baselines[Symbol.asyncIterator]();
  let candidate = await next(left);
  let baseline = await next(right);
  while (candidate !== null || baseline !== null) {
    if (baseline === null || (candidate !== null && order(candidate, baseline) < 0)) {
      if (candidate === null) return;
      yield { fate: 'candidateOnly', either: candidate, candidate, baseline: null };
      candidate = await next(left);
    } else if (candidate === null || order(candidate, baseline) > 0) {
      yield { fate: 'baselineOnly', either: baseline, candidate: null, baseline };
      baseline = await next(right);
    } else {
      yield { fate: fateOf(candidate, baseline), either: candidate, candidate, baseline };
      candidate = await next(left);
      baseline = await next(right);
    }
  }
}

function fateOf(candidate: Measurement, baseline: Measurement): PairFate {
  if (candidate.caseHash !== baseline.caseHash) return 'caseDiffers';
  if (candidate.protocolHash !== baseline.protocolHash) return 'protocolDiffers';
  if (candidate.gradingHash !== baseline.gradingHash) return 'gradingDiffers';
  const isMissing = unitNumbers(candidate.value) === null || unitNumbers(baseline.value) === null;
  return isMissing ? 'missing' : 'paired';
}

function order(a: Measurement, b: Measurement): number {
  return Buffer.compare(Buffer.from(unitKey(a.unit)), Buffer.from(unitKey(b.unit)));
}

async function next(iterator: AsyncIterator<Measurement>): Promise<Measurement | null> {
  const step = await iterator.next();
  return step.done === true ? null : step.value;
}
