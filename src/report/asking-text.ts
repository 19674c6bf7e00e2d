import { type Asking, PLANNED_ATTEMPTS } from '../domain/asking.js';
import { counted } from '../domain/counted.js';
import type { Plan } from '../domain/plan.js';
import type { OriginCounts } from '../domain/response.js';

/** What of the responses was not asked for this run, or asked otherwise than was planned at first. */
export function askingLimitations(given: {
  readonly plan: Plan;
  readonly asking: Asking;
  readonly origins: ReadonlyMap<string, OriginCounts>;
}): readonly string[] {
  const { plan, asking, origins } = given;
  const cached = plan.models.flatMap(({ version: { model } }) => {
    const counts = origins.get(model);
    return counts === undefined || counts.cache === 0 ? [] : [cachedText(model, counts)];
  });
  const { continues, attempts } = asking;
  if (continues === null && attempts === PLANNED_ATTEMPTS) return cached;
  if (continues === null) {
    return [
      ...cached,
      `A trial was asked ${attempts === 1 ? 'once' : `up to ${attempts} times`} before a failure of the infrastructure stood.`,
    ];
  }
  const before = counted(continues.attempts, 'attempt');
  return [
    ...cached,
    `This run continues run ${continues.run} and asked again what the infrastructure had lost there after ${before} (${counted(continues.reopened, 'trial')}), up to ${counted(attempts, 'attempt')} each; every response given there is kept.`,
  ];
}

function cachedText(model: string, counts: OriginCounts): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${counts.cache} of ${all} responses of model ${model} were taken from the cache of the workspace: the same requests of earlier runs, with the time that they took then.`;
}
