import type { ModelVersion } from '../../src/domain/model-version.js';
import type { PlannedModel } from '../../src/domain/plan.js';
import type { Suite } from '../../src/domain/suite.js';
import { versionHash } from '../../src/domain/version-hash.js';
import { buildPlan, type PlanInput } from '../../src/plan/build-plan.js';
import type { SuiteContent } from '../../src/plan/select-cases.js';
import { aCase, aCaseSet } from './a-case.js';
import { aProtocol } from './a-protocol.js';

export function aVersion(part: Partial<ModelVersion> = {}): ModelVersion {
  return {
    model: 'candidate-2',
    family: 'triage-llm',
    snapshot: '2025-12-01',
    client: { kind: 'reference', name: 'random', version: 1 },
    settings: {},
    deployment: { location: 'this-machine' },
    ...part,
  };
}

export function aModel(part: Partial<ModelVersion> = {}, role: PlannedModel['role'] = 'candidate') {
  const version = aVersion(part);
  return { version, hash: versionHash(version), role } satisfies PlannedModel;
}

export function aSuite(part: Partial<Suite> = {}): Suite {
  return {
    suite: 'triage',
    version: '1',
    title: 'Triage',
    cases: [{ set: 'triage' }],
    protocols: ['direct'],
    graders: ['choice'],
    metrics: ['accuracy'],
    strata: ['population'],
    repeats: 1,
    ...part,
  };
}

export function aContent(part: Partial<SuiteContent> = {}): SuiteContent {
  return {
    suite: aSuite(),
    protocols: [aProtocol()],
    sets: [{ set: aCaseSet(), cases: [aCase()] }],
    ...part,
  };
}

export function aPlanInput(part: Partial<PlanInput> = {}): PlanInput {
  return {
    suites: [aContent()],
    models: [aModel()],
    repeats: null,
    limit: null,
    origin: 'workspace',
    ...part,
  };
}

/** A plan as `buildPlan` makes it. */
export function aPlan(part: Partial<PlanInput> = {}) {
  return buildPlan(aPlanInput(part));
}
