import type { ClusterWarning } from '../stats/cluster/cluster-mean.js';

/** A warning of a clustered interval in words, with its numbers. */
export function describeWarning(warning: ClusterWarning): string {
  switch (warning.kind) {
    case 'few-degrees-of-freedom':
      return `${warning.df.toFixed(1)} degrees of freedom, fewer than ${warning.atLeast}`;
    case 'few-clusters':
      return `${warning.clusters} clusters, fewer than ${warning.atLeast}`;
    case 'dominant-cluster':
      return `one cluster holds a share of ${warning.share.toFixed(3)}, more than ${warning.atMost}`;
  }
}
