import { type Hash, hashOf } from './hash.js';

export type TrialId = string & { readonly __trial: never };

/** One planned question: case × variant × step × protocol × model version × repeat. */
export interface Trial {
  /** Position in the plan, 0-based; the store's key. */
  readonly seq: number;
  readonly id: TrialId;
  readonly set: string;
  readonly caseId: string;
  /** Hash of what is asked of the case: turns, options, steps, attachments of this variant. */
  readonly caseHash: Hash;
  readonly cluster: string;
  readonly variant: string;
  /** Decision point of a longitudinal case; 0 for all others. */
  readonly step: number;
  readonly protocol: string;
  /** Hash of how it is asked (`askHash`), not of how it is read. */
  readonly protocolHash: Hash;
  readonly model: string;
  readonly modelHash: Hash;
  /** 0-based. */
  readonly repeat: number;
}

/** The identity of a trial: the same question to the same model version is one trial, whatever suite wants it. */
export function trialId(trial: Omit<Trial, 'seq' | 'id' | 'cluster'>): TrialId {
  const { set, caseId, caseHash, variant, step, protocolHash, modelHash, repeat } = trial;
  return hashOf([set, caseId, caseHash, variant, step, protocolHash, modelHash, repeat]) as string as TrialId;
}
