import type { PairedColumn, UnitColumn } from '../../src/domain/column.js';
import type { Pairing } from '../../src/domain/comparison.js';
import type { CriticalFailure } from '../../src/domain/dossier.js';
import type { Evidence, GateEvidence, PairedEvidence, Provenance } from '../../src/domain/evidence.js';
import type { StratumFlow } from '../../src/domain/flow.js';
import type { Gate, Policy } from '../../src/domain/policy.js';
import { METRICS } from '../../src/measure/metrics.js';

/** Independent units with these values, each its own cluster unless clusters are given. */
export function aColumn(values: readonly number[], clusters?: readonly number[]): UnitColumn {
  return {
    values: Float64Array.from(values),
    seconds: null,
    clusters: Int32Array.from(clusters ?? values.keys()),
  };
}

/** Pairs of units that are one number each, every pair its own cluster unless clusters are given. */
export function pairsOf(
  candidate: readonly number[],
  baseline: readonly number[],
  clusters?: readonly number[],
): PairedColumn {
  return {
    candidate: { values: Float64Array.from(candidate), seconds: null },
    baseline: { values: Float64Array.from(baseline), seconds: null },
    clusters: Int32Array.from(clusters ?? candidate.keys()),
  };
}

export interface Pairs {
  readonly bothRight?: number;
  readonly onlyNew?: number;
  readonly onlyOld?: number;
  readonly bothWrong?: number;
}

/** Independent pairs by the cells of the paired table. */
export function aPairedColumn({
  bothRight = 0,
  onlyNew = 0,
  onlyOld = 0,
  bothWrong = 0,
}: Pairs): PairedColumn {
  const cells = [
    ...Array(bothRight).fill([1, 1]),
    ...Array(onlyNew).fill([1, 0]),
    ...Array(onlyOld).fill([0, 1]),
    ...Array(bothWrong).fill([0, 0]),
  ];
  return pairsOf(
    cells.map(([now]) => now),
    cells.map(([, before]) => before),
  );
}

export function aPairing(part: Partial<Pairing> = {}): Pairing {
  return {
    paired: 100,
    candidateOnly: 0,
    baselineOnly: 0,
    caseDiffers: 0,
    protocolDiffers: 0,
    gradingDiffers: 0,
    missing: 0,
    ...part,
  };
}

export function aPairedEvidence(pairs: Pairs | PairedColumn, part: Partial<Pairing> = {}): PairedEvidence {
  const column = 'candidate' in pairs ? pairs : aPairedColumn(pairs);
  return { column, pairing: aPairing({ paired: column.clusters.length, ...part }) };
}

/** 1000 pairs without a difference: passes every margin used here. */
const ALIKE: Pairs = { bothRight: 800, bothWrong: 200 };

export interface Versus {
  readonly name?: string;
  readonly model?: string;
  readonly ite?: PairedEvidence;
  readonly complete?: PairedEvidence;
}

export function paired(gate: Gate, ...comparators: readonly Versus[]): GateEvidence {
  const versus = comparators.length === 0 ? [{}] : comparators;
  return {
    kind: 'paired',
    gate,
    metric: METRICS[gate.metric],
    comparators: versus.map(({ name = 'previous', model = 'baseline-1', ite, complete }) => ({
      name,
      model,
      ite: ite ?? aPairedEvidence(ALIKE),
      complete: complete ?? ite ?? aPairedEvidence(ALIKE),
    })),
  };
}

export function single(gate: Gate, column: UnitColumn): GateEvidence {
  return { kind: 'single', gate, metric: METRICS[gate.metric], column };
}

export function aFlow(part: Partial<StratumFlow> = {}): StratumFlow {
  const planned = part.planned ?? 1000;
  return {
    model: 'candidate-2',
    protocol: 'direct',
    reading: 'strict',
    grading: 'g-1',
    stratum: null,
    planned,
    asked: planned,
    answered: planned,
    read: planned,
    graded: planned,
    losses: [],
    ...part,
  };
}

/** Content about which there is nothing to object. */
export function aProvenance(part: Partial<Provenance> = {}): Provenance {
  return {
    keys: { used: 10, reviewed: 10 },
    sets: [{ set: 'triage', exposure: 'sealed', languages: ['en'] }],
    unvalidatedGraders: [],
    recordedModels: [],
    cached: [],
    servedAlike: [],
    part: null,
    ...part,
  };
}

export function aCriticalFailure(part: Partial<CriticalFailure> = {}): CriticalFailure {
  return {
    model: 'candidate-2',
    hazard: 'missed acute coronary syndrome',
    harm: 'severe',
    unit: { set: 'triage', caseId: 'chest-pain-01', variant: 'base', step: 0, protocol: 'direct' },
    repeat: 0,
    text: 'Take a rest.',
    caseText: 'I am 58.',
    adjudicated: true,
    inBaseline: false,
    ...part,
  };
}

/** Evidence under which the policy passes: every gate is given what satisfies it, unless `gates` says otherwise. */
export function anEvidence(policy: Policy, part: Partial<Evidence> = {}): Evidence {
  return {
    candidate: 'candidate-2',
    gates: policy.gates.map((gate) =>
      'vs' in gate
        ? paired(gate, ...gate.vs.map((name) => ({ name })))
        : single(gate, aColumn(Array(1000).fill('min' in gate ? 1 : 0))),
    ),
    critical: [],
    criticalUnits: { units: 60, clusters: 60, unjudged: 0 },
    flows: [aFlow(), aFlow({ model: 'baseline-1' })],
    served: [],
    unguarded: [],
    provenance: aProvenance(),
    ...part,
  };
}
