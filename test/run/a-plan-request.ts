import type { PlanRequest } from '../../src/run/start-run.js';

/** One suite asked of one model, and nothing else that a plan can be told. */
export function aPlanRequest(root: string, part: Partial<PlanRequest> = {}): PlanRequest {
  return {
    root,
    suites: ['triage'],
    models: ['ward'],
    baseline: null,
    repeats: null,
    limit: null,
    policy: null,
    floors: false,
    ...part,
  };
}
