import type { Flow, FlowLoss, ModelFlow, StratumFlow } from '../domain/flow.js';
import type { Plan } from '../domain/plan.js';

/** The whole of each model version under each protocol, in the plan’s order: candidate first. */
export function wholeFlows(flows: readonly StratumFlow[], { models }: Pick<Plan, 'models'>): readonly Flow[] {
  const order = models.map(({ version }) => version.model);
  return flows
    .filter((flow) => flow.stratum === null)
    .map(({ stratum: _, ...flow }) => flow)
    .toSorted((a, b) => order.indexOf(a.model) - order.indexOf(b.model));
}

/** One flow for each model version: its protocols added up, its largest loss first. All are of one reading. */
export function modelFlows(flows: readonly Flow[]): readonly ModelFlow[] {
  const models = [...new Set(flows.map(({ model }) => model))];
  return models.map((model) => {
    const own = flows.filter((flow) => flow.model === model);
    const sum = (stage: 'planned' | 'asked' | 'answered' | 'read' | 'graded') =>
      own.reduce((all, flow) => all + flow[stage], 0);
    return {
      model,
      reading: own[0]?.reading ?? '',
      planned: sum('planned'),
      asked: sum('asked'),
      answered: sum('answered'),
      read: sum('read'),
      graded: sum('graded'),
      losses: addedUp(own.flatMap((flow) => flow.losses)),
    };
  });
}

function addedUp(losses: readonly FlowLoss[]): readonly FlowLoss[] {
  const all = new Map<string, FlowLoss>();
  for (const loss of losses) {
    const key = `${loss.charged} ${loss.cause}`;
    all.set(key, { ...loss, trials: loss.trials + (all.get(key)?.trials ?? 0) });
  }
  return [...all.values()].toSorted((a, b) => b.trials - a.trials);
}
