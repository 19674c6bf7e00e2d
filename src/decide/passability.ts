import { counted } from '../domain/counted.js';
import type { GateMetric } from '../domain/metric.js';
import type { Gate, Policy } from '../domain/policy.js';
import { PreceptorError } from '../errors.js';
import { type BoundKind, mostFavourableBound, neededN } from '../stats/proportion/most-favourable-bound.js';

/** The clusters that a gate will have if every planned trial is answered and graded (and none is left out by its key). */
export interface PlannedGate {
  readonly gate: Gate;
  readonly metric: GateMetric;
  readonly clusters: number;
}

/**
 * Refuses a policy that no model could pass at the planned n: without an event, a miss or a discordant pair. Advisory
 * gates need not be passed, and a screen looks for a loss, which few cases can show too.
 *
 * @throws PreceptorError `ENDPOINT_UNPASSABLE`, naming every such gate with n planned and n needed
 */
export function requirePassable(policy: Policy, planned: readonly PlannedGate[]): void {
  const hopeless = planned
    .filter(({ gate }) => gate.family !== 'advisory')
    .map((gate) => unpassable(gate, policy))
    .filter((reason) => reason !== null);
  if (hopeless.length === 0) return;
  throw new PreceptorError(
    'ENDPOINT_UNPASSABLE',
    `endpoint-unpassable: policy ${policy.policy} cannot be passed on this plan.\n${hopeless.map((line) => `  ${line}`).join('\n')}\nPlan more clusters, or set a limit that this many can decide.`,
  );
}

interface Bound {
  readonly kind: BoundKind;
  readonly limit: number;
}

function unpassable({ gate, metric, clusters }: PlannedGate, policy: Policy): string | null {
  const { min_clusters: fewest } = policy.unit;
  if (clusters < fewest)
    return `${gate.id}: n planned ${counted(clusters, 'cluster')}, n needed ${fewest} (unit.min_clusters)`;
  const bound = boundOf(gate, metric);
  if (bound === null || (policy.purpose === 'screen' && bound.kind === 'tango-lower')) return null;
  const { kind, limit } = bound;
  if (limit === 0 || limit === 1) return `${gate.id}: no n can pass a limit of ${limit}`;
  const needed = neededN(kind, limit, gate.alpha);
  if (clusters >= needed) return null;
  const best = mostFavourableBound(kind, clusters, gate.alpha);
  return `${gate.id}: n planned ${counted(clusters, 'cluster')}, n needed ${needed} (the best possible limit at n = ${clusters} is ${best})`;
}

/**
 * The bound that decides the gate in its best case: of verdicts, for scores may be equal without being at their best.
 * Clusters do not vary then, so that each counts as one case.
 */
function boundOf(gate: Gate, metric: GateMetric): Bound | null {
  if (!metric.isBinary) return null;
  switch (gate.test) {
    case 'lower_exact':
      return gate.min === 0 ? null : { kind: 'exact-lower', limit: gate.min };
    case 'upper_exact':
      return gate.max === 1 ? null : { kind: 'exact-upper', limit: gate.max };
    case 'lower_limit':
      return gate.min === 0 ? null : { kind: 'wilson-lower', limit: gate.min };
    case 'upper_limit':
      return gate.max === 1 ? null : { kind: 'wilson-upper', limit: gate.max };
    case 'ni_max_tango_cr2':
      return { kind: 'tango-lower', limit: -gate.margin };
    case 'tost':
      return { kind: 'tango-lower', limit: -gate.margin };
    case 'no_demonstrated_loss':
    case 'superiority_max_tango_cr2':
    case 'inside':
      return null;
  }
}
