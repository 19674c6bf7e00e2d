import { createHash } from 'node:crypto';
import type { Case } from '../../src/domain/case.js';
import { type Hash, hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { PlannedCase, PlannedTrials } from '../../src/domain/plan.js';
import type { Protocol } from '../../src/domain/protocol.js';
import type { Attempt, ModelResponse } from '../../src/domain/response.js';
import { type Trial, trialId } from '../../src/domain/trial.js';

export interface PlanShape {
  readonly models?: readonly string[];
  readonly protocols?: readonly string[];
  readonly cases?: number;
  readonly repeats?: number;
  /** Gives every case the variant `swapped` beside the base. */
  readonly variants?: boolean;
}

/** A small but whole plan; cases of two sets are listed in another order than they sort. */
export function plannedTrials(shape: PlanShape = {}): PlannedTrials {
  const { models = ['zeta', 'alpha'], protocols = ['direct', 'a-protocol'] } = shape;
  const { cases = 6, repeats = 2, variants = true } = shape;
  const plannedCases = Array.from({ length: cases }, (_, index) =>
    plannedCase(index % 2 === 0 ? 'wards' : 'clinic', `case-${cases - index}`, variants),
  );
  const versions = models.map((model) => ({
    version: modelVersion(model),
    hash: hashOf(modelVersion(model)),
    role: 'other' as const,
  }));
  const trialsPerCase = models.length * protocols.length * repeats * (variants ? 2 : 1);
  return {
    plan: {
      hash: hashOf([shape]),
      origin: 'workspace',
      suites: [],
      sets: [],
      protocols: protocols.map(protocol),
      models: versions,
      repeats,
      limit: null,
      caseCount: cases,
      trialCount: cases * trialsPerCase,
      selection: { all: plannedCases.map((one) => `${one.set}/${one.case.id}`) },
    },
    cases: plannedCases,
    *trials(): Iterable<Trial> {
      let seq = 0;
      for (const { version, hash } of versions)
        for (const name of protocols)
          for (const one of plannedCases)
            for (const variant of variants ? ['swapped', 'base'] : ['base'])
              for (let repeat = 0; repeat < repeats; repeat += 1) {
                const parts = {
                  set: one.set,
                  caseId: one.case.id,
                  caseHash: fastHash(`${one.hash}${variant}`),
                  variant,
                  step: 0,
                  protocol: name,
                  protocolHash: fastHash(name),
                  model: version.model,
                  modelHash: hash,
                  repeat,
                };
                yield { ...parts, seq, id: trialId(parts), cluster: one.case.id };
                seq += 1;
              }
    },
  };
}

function plannedCase(set: string, id: string, variants: boolean): PlannedCase {
  const content: Case = {
    id,
    turns: [{ role: 'user', text: `Vignette ${id}: ${'chest pain, '.repeat(20)}` }],
    criteria: [{ id: 'disposition', points: 1, grader: 'choice' }],
    primary: 'disposition',
    ...(variants ? { variants: [{ id: 'swapped', relation: 'invariant', change: 'sex' }] } : {}),
  };
  return { set, case: content, hash: hashOf(content) };
}

function modelVersion(model: string): ModelVersion {
  return {
    model,
    family: 'test',
    snapshot: '1',
    client: { kind: 'reference', name: 'random', version: 1 },
    settings: {},
    deployment: { location: 'this-machine' },
  };
}

function protocol(name: string): Protocol {
  return {
    protocol: name,
    version: '1',
    prompt: { user: '{{case}}' },
    answer: { format: 'choice' },
    readings: { strict: { answer: [{ name: 'whole', whole: true }] } },
    reading: 'strict',
  };
}

export function fastHash(text: string): Hash {
  return hashOf(createHash('sha256').update(text).digest('hex'));
}

export function anAnswer(text: string): Extract<ModelResponse, { status: 'answered' }> {
  return {
    status: 'answered',
    text,
    origin: 'replay',
    latencyMs: 12.5,
    service: { model: 'served-1', fingerprint: null, stopReason: null, usage: null },
    logProbability: -0.25,
    raw: null,
  };
}

export function aFailure(): ModelResponse {
  return {
    status: 'failed',
    cause: 'content-filter',
    detail: 'blocked by the filter',
    origin: 'live',
    latencyMs: 3,
    service: {
      model: 'served-1',
      fingerprint: 'fp-1',
      stopReason: 'content_filter',
      usage: { input: 7, output: 0 },
    },
    raw: '{"error":"filter"}',
  };
}

export function anAttempt(trialSeq: number, part: Partial<Attempt> = {}): Attempt {
  return {
    trialSeq,
    attempt: 1,
    final: true,
    startedAtMs: 1_760_000_000_000 + trialSeq,
    response: anAnswer(`answer ${trialSeq}`),
    ...part,
  };
}
