import type { Comparison } from '../domain/comparison.js';
import type { ReleaseDecision } from '../domain/decision.js';
import type { Result } from '../domain/estimate.js';
import type { Flow } from '../domain/flow.js';
import type { Plan } from '../domain/plan.js';
import type { PlanEstimate } from '../domain/plan-estimate.js';
import { formatProblem, type Problem } from '../domain/problem.js';
import type { OriginCounts } from '../domain/response.js';
import type { ModelUsage } from '../domain/usage.js';
import type { UsedWaiver } from '../domain/waiver.js';
import type { CachedCount } from '../store/response-cache.js';

/** What a verb found, for machines: one document on standard output (schemas/output.schema.json, docs/json.md). */
export interface Output {
  readonly verb: string;
  readonly run?: { readonly id: string; readonly planHash: string; readonly dossier: string | null };
  readonly plan?: Plan;
  readonly estimate?: PlanEstimate;
  readonly usage?: readonly ModelUsage[];
  readonly flow?: readonly Flow[];
  readonly origins?: readonly (OriginCounts & { readonly model: string })[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly sets?: readonly Readonly<Record<string, string>>[];
  readonly results?: readonly Result[];
  readonly comparisons?: readonly Comparison[];
  readonly decision?: ReleaseDecision | null;
  readonly waivers?: readonly UsedWaiver[];
  readonly cached?: readonly CachedCount[];
  readonly problems?: readonly Problem[];
  readonly files?: readonly { readonly file: string; readonly records: number | null }[];
  readonly skipped?: Readonly<Record<string, number>>;
  readonly trials?: readonly unknown[];
}

export function printJson(output: Output): void {
  const { plan, decision, ...rest } = output;
  const document = { preceptor: 'output@1', ...rest, ...planPart(plan), ...decisionParts(decision) };
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

function planPart(plan: Plan | undefined) {
  if (plan === undefined) return {};
  const { hash, suites, models, caseCount, trialCount, repeats, limit } = plan;
  return {
    plan: {
      planHash: hash,
      suites: suites.map((suite) => suite.suite),
      models: models.map((model) => model.version.model),
      cases: caseCount,
      trials: trialCount,
      repeats,
      ...(limit === null ? {} : { limit }),
    },
  };
}

function decisionParts(decision: ReleaseDecision | null | undefined) {
  if (decision === null || decision === undefined) return {};
  const { gates, ...whole } = decision;
  return { decision: whole, decisions: gates };
}

/** A line for people on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A line beside the result: progress, hints, warnings. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Warnings of what was read, beside the result. */
export function noteProblems(problems: readonly Problem[]): void {
  for (const problem of problems) note(formatProblem(problem));
}
