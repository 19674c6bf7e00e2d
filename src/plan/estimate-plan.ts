import type { Case } from '../domain/case.js';
import type { ModelVersion } from '../domain/model-version.js';
import { outputLimit } from '../domain/output-limit.js';
import { caseKey, type Plan, type PlannedCase, type PlannedTrials, selectedUnit } from '../domain/plan.js';
import type { CostRange, ModelEstimate, PlanEstimate } from '../domain/plan-estimate.js';
import { costOf } from '../domain/price.js';
import type { Protocol } from '../domain/protocol.js';
import { estimateRequest } from '../domain/token-estimate.js';
import { reachOf } from '../domain/usage.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { buildMessages } from './build-request.js';

/**
 * Trials, tokens and cost of a plan before anything is asked. Each question is worded once and counted for its repeats;
 * the trials are never generated.
 */
export function estimatePlan({ plan, cases }: Pick<PlannedTrials, 'plan' | 'cases'>): PlanEstimate {
  const prompts = new Map<string | undefined, number>();
  for (const { version } of plan.models) {
    if (reachOf(version.client) !== 'none') prompts.set(version.system_prompt, 0);
  }
  if (prompts.size > 0) {
    for (const question of questionsOf(plan, cases)) {
      for (const [prompt, tokens] of prompts) {
        const asked = estimateRequest(buildMessages(question, question.protocol, prompt));
        prompts.set(prompt, tokens + asked * plan.repeats);
      }
    }
  }
  const trials = plan.trialCount / plan.models.length;
  const models = plan.models.map(({ version }) =>
    estimateModel(version, trials, prompts.get(version.system_prompt) ?? 0),
  );
  return { models, costs: sumByCurrency(models.flatMap(({ cost }) => (cost === null ? [] : [cost]))) };
}

function estimateModel(version: ModelVersion, trials: number, input: number): ModelEstimate {
  const { model, client, price } = version;
  if (reachOf(client) === 'none')
    return { model, trials, inputTokens: null, outputTokensAtMost: null, cost: null };
  const limit = outputLimit(version.settings);
  const output = limit === null ? null : limit * trials;
  const cost =
    price === undefined
      ? null
      : {
          currency: price.currency,
          least: costOf(price, { input, output: 0 }),
          most: output === null ? null : costOf(price, { input, output }),
        };
  return { model, trials, inputTokens: input, outputTokensAtMost: output, cost };
}

function sumByCurrency(costs: readonly CostRange[]): readonly CostRange[] {
  const sums = new Map<string, CostRange>();
  for (const { currency, least, most } of costs) {
    const before = sums.get(currency) ?? { currency, least: 0, most: 0 };
    sums.set(currency, {
      currency,
      least: before.least + least,
      most: before.most === null || most === null ? null : before.most + most,
    });
  }
  return [...sums.values()];
}

interface Question {
  readonly case: Case;
  readonly variant: string;
  readonly step: number;
  readonly protocol: Protocol;
}

/** Every case × variant × step × protocol of the plan, as `buildPlan` crosses them. */
function* questionsOf(plan: Plan, cases: readonly PlannedCase[]): Iterable<Question> {
  const protocols = new Map(plan.protocols.map((protocol) => [protocol.protocol, protocol]));
  const suites = plan.suites.map((suite) => ({
    units: new Set(plan.selection[suite.suite] ?? []),
    protocols: suite.protocols.flatMap((name) => protocols.get(name) ?? []),
  }));
  for (const { set, case: aCase } of cases) {
    const taking = suites.filter(({ units }) => units.has(caseKey(set, aCase.id)));
    const asked = new Set(taking.flatMap((suite) => suite.protocols));
    const variants = (aCase.variants ?? [])
      .map(({ id }) => id)
      .filter((id) => taking.some(({ units }) => units.has(selectedUnit(set, aCase.id, id))));
    for (const variant of [BASE_VARIANT, ...variants]) {
      for (const { step } of aCase.steps ?? [{ step: 0 }]) {
        for (const protocol of asked) yield { case: aCase, variant, step, protocol };
      }
    }
  }
}
