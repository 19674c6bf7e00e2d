export { betaQuantile, incompleteBeta, type Tails } from './beta.js';
export { binomialCdf, binomialPmf, binomialSurvival } from './binomial.js';
export { type ClusterMean, type ClusterWarning, clusterMean, clusterMeanP } from './cluster-mean.js';
export { defaultMeanInterval, type MeanInterval, type MetricRange } from './default-mean-interval.js';
export { gammaQuantile, incompleteGamma } from './gamma.js';
export { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from './interval.js';
export { logGamma } from './log-gamma.js';
export { mcnemarExactP, mcnemarMidP } from './mcnemar.js';
export {
  BOUND_KINDS,
  type BoundKind,
  mostFavourableBound,
  neededN,
  neededNWithEvents,
} from './most-favourable-bound.js';
export { bonferroni, holm } from './multiplicity.js';
export { newcombe10 } from './newcombe.js';
export {
  type NonInferiority,
  nonInferiority,
  type PairedInterval,
  pairedInterval,
} from './non-inferiority.js';
export { erfc, normalCdf, normalQuantile } from './normal.js';
export type { PairedCounts } from './paired-counts.js';
export type { PairedUnits, ScoreRange } from './paired-evidence.js';
export { passHatK } from './pass-hat-k.js';
export { clopperPearson, exactLower, exactUpper, wilson } from './proportion.js';
export { quantile } from './quantile.js';
export { mersenneTwister, type Rng } from './rng.js';
export {
  detectableDifference,
  type PairedPlan,
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
} from './sample-size.js';
export { studentTCdf, studentTQuantile } from './student-t.js';
export { mean, sum } from './sum.js';
export { tangoInterval, tangoNonInferiorityP, tangoScore } from './tango.js';
export { type VarianceComponents, varianceComponents } from './variance-components.js';
