import { counted } from '../domain/counted.js';
import type { Policy } from '../domain/policy.js';

/**
 * Whether a mean over these clusters may gate: enough of them, none too large (METHODS §2.1).
 *
 * @returns the reason why not, or null
 */
export function clusterProblem(clusters: Int32Array, policy: Policy): string | null {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const { min_clusters: fewest, max_cluster_share: share } = policy.unit;
  if (sizes.size < fewest)
    return `${counted(sizes.size, 'cluster')}, fewer than the ${fewest} that the policy demands`;
  const largest = [...sizes.values()].reduce((a, b) => Math.max(a, b), 0);
  if (largest <= share * clusters.length) return null;
  return `one cluster holds ${largest} of ${clusters.length} units, more than the share of ${share} that the policy allows`;
}
