import type { Estimate, FigureAddress, FigureUnit } from './estimate.js';
import type { UnitIdentity } from './measurement.js';

/** Units by their value on either side; a unit whose repeats differ among themselves is `mixed`. */
export interface Transitions {
  readonly rightRight: number;
  readonly rightWrong: number;
  readonly wrongRight: number;
  readonly wrongWrong: number;
  readonly mixed: number;
}

/** How many units each side had alone, and why pairs were left out. */
export interface Pairing {
  readonly paired: number;
  readonly candidateOnly: number;
  readonly baselineOnly: number;
  readonly caseDiffers: number;
  readonly protocolDiffers: number;
  readonly gradingDiffers: number;
  readonly missing: number;
}

/** A unit whose value changed between baseline and candidate. */
export interface Flip {
  readonly unit: UnitIdentity;
  readonly cluster: string;
  /** 0..1 */
  readonly baseline: number;
  readonly candidate: number;
}

export interface PairedP {
  readonly mcnemarMidP: number | null;
}

export interface ComparedSide {
  readonly run: string;
  readonly model: string;
}

/** Paired candidate − baseline over the units that both have, under one address. */
export interface Comparison extends FigureAddress {
  /** Shares and their differences are printed in per cent and percentage points, scores as they are. */
  readonly unit: FigureUnit;
  readonly candidate: ComparedSide;
  readonly baseline: ComparedSide;
  readonly status: 'valid' | 'invalid';
  /** Why the comparison is invalid; null where it is valid. */
  readonly because: string | null;
  /** Difference of means, candidate − baseline, with the interval that governs a gate. */
  readonly estimate: Estimate;
  /** The intervals it was chosen from, each by its method. */
  readonly components: readonly Estimate[];
  readonly p: PairedP;
  /** null: the metric’s values are not right or wrong. */
  readonly transitions: Transitions | null;
  readonly pairing: Pairing;
  /** Smallest difference that this comparison could have shown (80 % power, two-sided 5 %); null: not computable. */
  readonly detectable: number | null;
}

/** Why these units may not be compared: too many without a partner; null where the share is within the cap. */
export function pairingProblem(pairing: Pairing, cap: number): string | null {
  const { paired, missing, ...unpaired } = pairing;
  const lost = Object.values(unpaired).reduce((sum, count) => sum + count, 0);
  const all = paired + missing + lost;
  if (lost <= cap * all) return null;
  const parts = Object.entries(unpaired)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${what} ${count}`);
  return `${lost} of ${all} units could not be paired (${parts.join(', ')}), above the cap of ${cap}`;
}
