import type { ModelFlow } from '../domain/flow.js';
import type { OriginCounts } from '../domain/response.js';
import { count } from './format.js';
import { makeVisible } from './visible.js';

/** For a terminal: where the trials of each model version went, who is charged with what was lost, and what was not asked anew. */
export function flowLines(
  flows: readonly ModelFlow[],
  origins: ReadonlyMap<string, OriginCounts>,
): readonly string[] {
  return flows.map((flow) => {
    const { model, planned, asked, answered, read, graded } = flow;
    const stages = Object.entries({ planned, asked, answered, read, graded });
    const cached = origins.get(model)?.cache ?? 0;
    const parts = [
      stages.map(([stage, trials]) => `${stage} ${count(trials)}`).join(', '),
      ...lostText(flow),
      ...(cached === 0 ? [] : [`from the cache: ${count(cached)}`]),
    ];
    return `flow     ${makeVisible(model)}: ${parts.join('; ')}`;
  });
}

function lostText({ losses }: ModelFlow): readonly string[] {
  const lost = losses
    .filter(({ trials }) => trials > 0)
    .map(({ cause, trials, charged }) => `${cause} ${count(trials)} (${charged})`);
  return lost.length === 0 ? [] : [`lost: ${lost.join(', ')}`];
}
