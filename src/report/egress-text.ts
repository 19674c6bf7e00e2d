import type { Asking } from '../domain/asking.js';
import type { BlockedEgress } from '../domain/blocked-egress.js';
import { isEndpoint } from '../domain/endpoint.js';
import type { Plan } from '../domain/plan.js';

/** What was seen of attempts to reach other hosts; of a run that asked no endpoint, only where there were some. */
export function egressLimitations(given: {
  readonly plan: Plan;
  readonly blocked: readonly BlockedEgress[];
  readonly asking: Asking;
}): readonly string[] {
  const { plan, blocked, asking } = given;
  const times = blocked.reduce((sum, one) => sum + one.times, 0);
  if (times === 0 && !plan.models.some(({ version }) => isEndpoint(version.client))) return [];
  const earlier =
    asking.continues === null
      ? ''
      : ` What was blocked in run ${asking.continues.run}, which this run continues, stands in that run’s dossier.`;
  return [`${seen(times)}${earlier}`];
}

function seen(times: number): string {
  if (times === 0)
    return 'No attempt of Preceptor’s own process to reach another host was seen while the models were asked.';
  const attempts = times === 1 ? '1 attempt' : `${times} attempts`;
  return `While the models were asked, and after, ${attempts} of Preceptor’s own process to reach other hosts ${times === 1 ? 'was' : 'were'} blocked; nothing was sent to them.`;
}
