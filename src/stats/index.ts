export { type ClusterMean, type ClusterWarning, clusterMean, clusterMeanP } from './cluster/cluster-mean.js';
export { defaultMeanInterval, type MeanInterval, type MetricRange } from './cluster/default-mean-interval.js';
export { type VarianceComponents, varianceComponents } from './cluster/variance-components.js';
export { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from './interval.js';
export { bonferroni, holm } from './multiplicity/multiplicity.js';
export { betaQuantile, incompleteBeta, type Tails } from './numeric/beta.js';
export { binomialCdf, binomialPmf, binomialSurvival } from './numeric/binomial.js';
export { gammaQuantile, incompleteGamma } from './numeric/gamma.js';
export { logGamma } from './numeric/log-gamma.js';
export { erfc, normalCdf, normalQuantile } from './numeric/normal.js';
export { quantile } from './numeric/quantile.js';
export { mersenneTwister, type Rng } from './numeric/rng.js';
export { studentTCdf, studentTQuantile } from './numeric/student-t.js';
export { mean, sum } from './numeric/sum.js';
export { mcnemarExactP, mcnemarMidP } from './paired/mcnemar.js';
export { newcombe10 } from './paired/newcombe.js';
export {
  type NonInferiority,
  nonInferiority,
  type PairedInterval,
  pairedInterval,
} from './paired/non-inferiority.js';
export type { PairedCounts } from './paired/paired-counts.js';
export type { PairedUnits, ScoreRange } from './paired/paired-evidence.js';
export { tangoInterval, tangoNonInferiorityP, tangoScore } from './paired/tango.js';
export {
  detectableDifference,
  type PairedPlan,
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
} from './planning/sample-size.js';
export {
  BOUND_KINDS,
  type BoundKind,
  mostFavourableBound,
  neededN,
  neededNWithEvents,
} from './proportion/most-favourable-bound.js';
export { clopperPearson, exactLower, exactUpper, wilson } from './proportion/proportion.js';
export { passHatK } from './reliability/pass-hat-k.js';
