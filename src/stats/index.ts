export { type ClusteredKappa, type ClusteredRatings, clusteredKappa } from './agreement/clustered-kappa.js';
export type { Coefficient, TestOrInsufficient } from './agreement/coefficient.js';
export { type CohenKappa, cohenKappa } from './agreement/cohen-kappa.js';
export type { RatingMetric } from './agreement/disagreement.js';
export {
  ICC_FORMS,
  type IccForm,
  type IntraclassCorrelation,
  intraclassCorrelation,
} from './agreement/intraclass-correlation.js';
export { type KendallTau, kendallTau } from './agreement/kendall-tau.js';
export { type KendallW, kendallW } from './agreement/kendall-w.js';
export {
  type KrippendorffAlpha,
  krippendorffAlpha,
  krippendorffAlphaInterval,
} from './agreement/krippendorff-alpha.js';
export {
  type ConfusionCounts,
  type MatthewsCorrelation,
  matthewsCorrelation,
} from './agreement/matthews-correlation.js';
export type { Ratings } from './agreement/pairable-ratings.js';
export {
  type FleissKappa,
  fleissKappa,
  gwetAgreement,
  type PanelAgreement,
} from './agreement/panel-agreement.js';
export type { PanelRatings } from './agreement/rating-counts.js';
export { type RatingTable, ratingTable } from './agreement/rating-table.js';
export { rawAgreement } from './agreement/raw-agreement.js';
export { type SpearmanRho, spearmanRho } from './agreement/spearman-rho.js';
export type { UnitBootstrap, UnitBootstrapInterval } from './agreement/unit-bootstrap.js';
export type { AgreementWeights } from './agreement/weights.js';
export type { BootstrapInterval, BootstrapOptions, BootstrapStream } from './bootstrap/bootstrap-limits.js';
export { type BootstrapPool, openBootstrapPool } from './bootstrap/bootstrap-pool.js';
export {
  bootstrapMean,
  bootstrapSums,
  clusterBootstrap,
  meanSums,
  ratioSums,
} from './bootstrap/cluster-bootstrap.js';
export {
  type NestedBootstrapOptions,
  type NestedSamples,
  nestedBootstrap,
} from './bootstrap/nested-bootstrap.js';
export {
  type ClusterSums,
  SUM_STATISTICS,
  type SumStatisticName,
  sumByCluster,
} from './bootstrap/sum-statistic.js';
export { type Binning, type Bins, binForecasts } from './calibration/bins.js';
export {
  brierInterval,
  brierScore,
  brierSkill,
  brierSkillInterval,
  brierTerms,
  pairedBrier,
} from './calibration/brier.js';
export {
  expectedCalibrationError,
  maximumCalibrationError,
  type SquaredCalibrationError,
  squaredCalibrationError,
} from './calibration/calibration-error.js';
export {
  type CalibrationNull,
  calibrationErrorNull,
  miscalibrationNull,
} from './calibration/calibration-null.js';
export {
  type ClassProbabilities,
  multiclassBrier,
  multiclassBrierInterval,
  multiclassBrierTerms,
  rankedProbabilityInterval,
  rankedProbabilityScore,
  rankedProbabilityTerms,
} from './calibration/class-probabilities.js';
export {
  type CorpCurve,
  type CorpDecomposition,
  corpCurve,
  corpDecomposition,
  type ProperScore,
} from './calibration/corp.js';
export { type CorpBand, corpConsistencyBand } from './calibration/corp-band.js';
export { type LogLossInterval, logLoss, logLossInterval, logLossTerms } from './calibration/log-loss.js';
export {
  type MiscalibrationInterval,
  miscalibrationInterval,
} from './calibration/miscalibration-interval.js';
export {
  type BrierComponents,
  type BrierDecomposition,
  binnedDecomposition,
  murphyDecomposition,
} from './calibration/murphy.js';
export { observedExpected, observedExpectedInterval } from './calibration/observed-expected.js';
export {
  calibrationInTheLarge,
  logisticRecalibration,
  type Recalibration,
  type RecalibrationLine,
  type RecalibrationOptions,
  recalibrationLine,
} from './calibration/recalibration.js';
export {
  type ReliabilityBin,
  type ReliabilityDiagram,
  reliabilityDiagram,
} from './calibration/reliability-diagram.js';
export { calibrationSlopeDifference, type ForecastOutcomes } from './calibration/slope-difference.js';
export { smoothCalibrationError } from './calibration/smooth-calibration-error.js';
export { spiegelhalterTest } from './calibration/spiegelhalter.js';
export { type ClusterMean, type ClusterWarning, clusterMean, clusterMeanP } from './cluster/cluster-mean.js';
export {
  type ClusterRatio,
  clusterRatio,
  clusterRatioDifference,
  type RatioParts,
} from './cluster/cluster-ratio.js';
export { clusterWeightedMean } from './cluster/cluster-weighted-mean.js';
export { defaultMeanInterval, type MeanInterval, type MetricRange } from './cluster/default-mean-interval.js';
export { linearisedInterval } from './cluster/linearised-interval.js';
export {
  type NestedDesign,
  type NestedVarianceComponents,
  type NestedVariances,
  nestedVarianceComponents,
  predictedSe,
} from './cluster/nested-variance-components.js';
export {
  type ShrunkenSubgroup,
  type ShrunkenSubgroups,
  shrinkSubgroups,
} from './cluster/shrink-subgroups.js';
export {
  type StratifiedProportion,
  type Stratum,
  stratifiedProportion,
} from './cluster/stratified-proportion.js';
export { type VarianceComponents, varianceComponents } from './cluster/variance-components.js';
export { breslowDay } from './contingency/breslow-day.js';
export { type CochranMantelHaenszel, cochranMantelHaenszel } from './contingency/cochran-mantel-haenszel.js';
export { commonOddsRatio } from './contingency/common-odds-ratio.js';
export { type PearsonChiSquare, pearsonChiSquare } from './contingency/pearson-chi-square.js';
export type { Table } from './contingency/table.js';
export { type ConfusionMeasures, confusionCounts, confusionMeasures } from './diagnostic/confusion.js';
export {
  type ClusteredConfusion,
  type ConfusionIntervals,
  clusteredConfusion,
  confusionIntervals,
} from './diagnostic/confusion-intervals.js';
export {
  type LikelihoodRatios,
  likelihoodRatios,
  type OneSidedBound,
  type RatioEstimate,
} from './diagnostic/likelihood-ratio.js';
export {
  type NetBenefit,
  type NetBenefitIntervals,
  netBenefit,
  netBenefitIntervals,
} from './diagnostic/net-benefit.js';
export {
  type PredictiveValues,
  predictiveValueIntervals,
  predictiveValues,
} from './diagnostic/predictive-value.js';
export {
  meanListLength,
  type RankedList,
  type RankedListTerms,
  rankedListTerms,
} from './diagnostic/ranked-list.js';
export { type RankedListMeans, rankedListMeans } from './diagnostic/ranked-list-means.js';
export { type Share, share, shareInterval } from './diagnostic/share.js';
export { auroc, averagePrecision } from './discrimination/auroc.js';
export { aurocDifference, type ScoredOutcomes } from './discrimination/auroc-difference.js';
export { type AurocInterval, aurocInterval, type PairedAuroc, pairedAuroc } from './discrimination/delong.js';
export {
  compareFigures,
  type FigureDifference,
  type FigureTest,
  testFigures,
} from './figure/compare-figures.js';
export { estimateFigure, type FigureOptions } from './figure/estimate-figure.js';
export { FigureMemory } from './figure/figure-memory.js';
export type { FigureNumbers, FigureUnits, PairedFigureUnits, UnitFigure } from './figure/unit-figure.js';
export { type ExcessFlip, excessFlip, type FlipsOfBases } from './flip/excess-flip.js';
export {
  type ClusterFlips,
  decisionDifferences,
  flipRate,
  flipRateInterval,
  flipsByCluster,
  flipTerms,
  pairedDecisions,
} from './flip/flip-rate.js';
export { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from './interval.js';
export { type AuditBound, type AuditedHarms, auditBound } from './judge/audit-bound.js';
export { type ClusteredSlope, clusteredSlope } from './judge/clustered-slope.js';
export {
  clusteredSelfPreference,
  type JudgedCases,
  type SelfPreference,
  selfPreference,
  verbosityBias,
} from './judge/judge-bias.js';
export {
  type CorrectedMargin,
  correctedMargin,
  type JudgeAccuracy,
  type JudgeCalibration,
  judgeAccuracy,
} from './judge/judge-calibration.js';
export {
  type LengthControlledWinRate,
  lengthControlledWinRate,
  type ScoredAnswers,
} from './judge/length-controlled-win-rate.js';
export { type DriftChart, type LeniencyDrift, leniencyDrift } from './judge/leniency-drift.js';
export {
  balancedF1,
  type ClassScores,
  type JudgePercentile,
  judgePercentile,
  type LabelPairs,
  type MetaEvaluation,
  metaEvaluation,
  type PersonScore,
} from './judge/meta-evaluation.js';
export {
  clusteredPredictionPoweredMean,
  type JudgedClusters,
  type JudgedUnits,
  type JudgeWeight,
  type PredictionPoweredMean,
  predictionPoweredDifference,
  predictionPoweredMean,
} from './judge/prediction-powered-mean.js';
export { type CorrectedRate, roganGladen } from './judge/rogan-gladen.js';
export { type SwapConsistency, type SwappedComparisons, swapConsistency } from './judge/swap-consistency.js';
export {
  type AlarmRecords,
  alarmRecords,
  firstAlarm,
  largestValue,
  type Series,
} from './lead-time/alarm-records.js';
export {
  type AlarmThreshold,
  alarmThreshold,
  leastControlsFor,
  type ThresholdOptions,
} from './lead-time/alarm-threshold.js';
export {
  type AlertBurden,
  alarmEpisodes,
  alertBurden,
  clusteredAlarmRate,
} from './lead-time/alert-burden.js';
export { type DetectionIntervals, detectionIntervals } from './lead-time/detection-intervals.js';
export { type DetectionUnits, type EarlyDetection, earlyDetection } from './lead-time/early-detection.js';
export { type LeadTimes, leadTimes } from './lead-time/lead-time.js';
export { numberNeededToEvaluate } from './lead-time/number-needed-to-evaluate.js';
export {
  type IdentifiedBounds,
  imbensManskiInterval,
  manskiMean,
  type PartialInterval,
} from './missing/manski.js';
export {
  countMissing,
  type Entered,
  type EnteredPairs,
  enterPairs,
  enterUnits,
  MISSING_CLASS,
  MISSING_RULES,
  type MissingCounts,
  type MissingRule,
  type MissingScale,
  type PartlyMissing,
} from './missing/missing-rule.js';
export {
  type PairedTest,
  type PartlyPairedCounts,
  pairedFlips,
  pairedTippingPoint,
} from './missing/paired-tipping-point.js';
export {
  type ObservedRate,
  type RateTest,
  rateFlips,
  rateTippingPoint,
  type TippingPoint,
  tippingPoint,
} from './missing/tipping-point.js';
export { benjaminiHochberg, benjaminiYekutieli } from './multiplicity/false-discovery.js';
export { type FixedSequence, fixedSequence } from './multiplicity/fixed-sequence.js';
export { intersectionUnion } from './multiplicity/intersection-union.js';
export { bonferroni, hochberg, holm } from './multiplicity/multiplicity.js';
export { simultaneousLevel } from './multiplicity/simultaneous-level.js';
export { betaQuantile, incompleteBeta, type Tails } from './numeric/beta.js';
export { binomialCdf, binomialPmf, binomialSurvival } from './numeric/binomial.js';
export { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from './numeric/chi-square.js';
export { fCdf, fQuantile, fSurvival } from './numeric/f-distribution.js';
export { gammaQuantile, incompleteGamma } from './numeric/gamma.js';
export { logGamma } from './numeric/log-gamma.js';
export { erfc, normalCdf, normalQuantile } from './numeric/normal.js';
export { quantile } from './numeric/quantile.js';
export { mersenneTwister, type Rng, type SeededRng, substreamSeed } from './numeric/rng.js';
export { studentTCdf, studentTQuantile } from './numeric/student-t.js';
export { mean, sum } from './numeric/sum.js';
export {
  type AssignmentCosts,
  assignmentCostInterval,
  assignmentCosts,
  meanAssignmentCost,
} from './ordinal/assignment-cost.js';
export { type LevelTable, levelTable } from './ordinal/level-table.js';
export {
  type CriticalRule,
  type Misassignment,
  misassignment,
  type OrdinalRate,
} from './ordinal/misassignment.js';
export {
  type AssignedCases,
  type MisassignmentIntervals,
  misassignmentIntervals,
  type OrdinalRateInterval,
} from './ordinal/misassignment-intervals.js';
export { quadraticKappa, quadraticKappaInterval } from './ordinal/quadratic-kappa.js';
export { bonettPrice } from './paired/bonett-price.js';
export { type Bowker, bowker } from './paired/bowker.js';
export { type CochranQ, cochranQ } from './paired/cochran-q.js';
export {
  type Equivalence,
  type EquivalenceRange,
  equivalence,
  tangoEquivalence,
} from './paired/equivalence.js';
export { mcnemarChiSquare, mcnemarExactP, mcnemarMidP } from './paired/mcnemar.js';
export { newcombe10 } from './paired/newcombe.js';
export { newcombe8 } from './paired/newcombe-8.js';
export {
  type NonInferiority,
  nonInferiority,
  type PairedInterval,
  pairedInterval,
} from './paired/non-inferiority.js';
export type { PairedCounts } from './paired/paired-counts.js';
export type { PairedUnits, ScoreRange } from './paired/paired-evidence.js';
export { type SignFlipOptions, type SignFlipTest, signFlipTest } from './paired/sign-flip-test.js';
export { type StuartMaxwell, stuartMaxwell } from './paired/stuart-maxwell.js';
export { tangoInterval, tangoNonInferiorityP, tangoScore } from './paired/tango.js';
export {
  type AcceptancePlan,
  acceptancePlans,
  chooseAcceptancePlan,
  passChance,
  producerRisk,
  type RatedAcceptancePlan,
  rateThatPasses,
} from './planning/acceptance-plan.js';
export {
  type ClusterSizes,
  clusterSizes,
  clustersNeeded,
  designEffect,
  effectiveCases,
} from './planning/design-effect.js';
export {
  type DiscordantDesign,
  type McNemarPower,
  mcnemarPower,
  tangoPower,
} from './planning/discordant-power.js';
export { type LabelBudget, type LabelPlan, labelBudget } from './planning/label-budget.js';
export {
  detectableMeanDifference,
  type PairedMeanPlan,
  type PairedMeanVariance,
  pairedMeanPower,
  pairedMeanSampleSize,
} from './planning/mean-power.js';
export type { Detectable, NormalPlan } from './planning/normal-plan.js';
export {
  detectableMargin,
  lowestNonInferiorDifference,
  type PairedSize,
  pairedNonInferiorityPower,
  pairedSuperiorityPower,
} from './planning/paired-power.js';
export { meanSampleSizeForWidth, rateSampleSizeForWidth } from './planning/precision-plan.js';
export {
  detectableDifference,
  type PairedPlan,
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
} from './planning/sample-size.js';
export {
  type UnpairedPlan,
  type UnpairedRates,
  type UnpairedSize,
  unpairedDetectableDifference,
  unpairedPower,
  unpairedSampleSize,
} from './planning/unpaired-power.js';
export { agrestiCoull } from './proportion/agresti-coull.js';
export type { Alternative } from './proportion/alternative.js';
export { binomialTest } from './proportion/binomial-test.js';
export { jeffreys } from './proportion/jeffreys.js';
export {
  BOUND_KINDS,
  type BoundKind,
  mostFavourableBound,
  neededN,
  neededNWithEvents,
} from './proportion/most-favourable-bound.js';
export { clopperPearson, exactLower, exactUpper, wilson } from './proportion/proportion.js';
export { wilsonContinuity } from './proportion/wilson-continuity.js';
export { type WilcoxonSignedRank, wilcoxonSignedRank } from './rank/wilcoxon-signed-rank.js';
export { exactRateLower, exactRateUpper, garwood, type RateLowerBound } from './rate/garwood.js';
export {
  contentAt,
  type OptionOrder,
  type OptionOrderTerms,
  optionOrder,
  type ShiftedAnswers,
} from './reliability/option-order.js';
export { passAtK } from './reliability/pass-at-k.js';
export { passHatK } from './reliability/pass-hat-k.js';
export { type PerformanceDrop, performanceDrop, worstVariant } from './reliability/performance-drop.js';
export { type RetestAgreement, retestAgreement } from './reliability/retest-agreement.js';
export { meanWorstAtK, worstAtK } from './reliability/worst-at-k.js';
export { chanceCorrected, chanceCorrectedInterval, guessingAccuracy } from './scoring/chance-correction.js';
export { type NumberNeeded, numberNeeded } from './scoring/number-needed.js';
export {
  type CalendarDate,
  isSameDate,
  isSameDuration,
  isWithinTolerance,
  relativeLimits,
  roundHalfEven,
  type ToleranceRule,
  type WeeksAndDays,
} from './scoring/numeric-tolerance.js';
export { type PointScore, type Points, pointScore } from './scoring/point-score.js';
export { type RatingScale, type RatingSummary, ratingSummary } from './scoring/rating-summary.js';
export {
  type ClippedMean,
  clippedMean,
  rubricScore,
  rubricScoreBounds,
  rubricTagScores,
  type WeightedCriterion,
} from './scoring/rubric-score.js';
export {
  type SeveritySensitivity,
  severitySensitivity,
  severityTerms,
  severityWeightedRate,
} from './scoring/severity-weighted-rate.js';
export { type ModalShare, modalShare } from './selective/modal-share.js';
export {
  type RiskCoverageAreas,
  type RiskCoverageCurve,
  riskCoverageAreas,
  riskCoverageCurve,
} from './selective/risk-coverage.js';
export {
  type CoverageAtRisk,
  coverageAtRisk,
  type SelectiveAccuracy,
  selectiveAccuracy,
  selectiveAccuracyInterval,
} from './selective/selective-accuracy.js';
export { anytimeP, type Evidence } from './sequential/alarm.js';
export {
  type AsymptoticSequence,
  asymptoticInterval,
  startAsymptoticSequence,
  updateAsymptoticSequence,
} from './sequential/asymptotic-sequence.js';
export type { Bets, Range } from './sequential/bet.js';
export type { BetaShapes } from './sequential/beta-density.js';
export {
  type BoundedMeanAlarm,
  boundedMeanPath,
  startBoundedMeanAlarm,
  updateBoundedMeanAlarm,
} from './sequential/bounded-mean-alarm.js';
export { type BoundedMeanOptions, boundedMeanInterval } from './sequential/bounded-mean-sequence.js';
export { averageLogE, type EDiscoveries, eBenjaminiHochberg } from './sequential/e-values.js';
export {
  pairedShadowInterval,
  type ShadowOptions,
  startLossAlarm,
  startNonInferiorityProcess,
} from './sequential/paired-shadow.js';
export { type RateAlarm, startRateAlarm, updateRateAlarm } from './sequential/rate-alarm.js';
export {
  type RateBatch,
  type RateSequence,
  rateSequenceInterval,
  startRateSequence,
  updateRateSequence,
} from './sequential/rate-sequence.js';
export { type FairnessGaps, fairnessGaps, type GroupRates } from './subgroup/fairness-gaps.js';
export {
  type GapPermutation,
  type GapPermutationOptions,
  gapPermutation,
} from './subgroup/gap-permutation.js';
export { type GroupGap, type GroupValue, groupGap, LEAST_REPORTABLE } from './subgroup/group-gap.js';
export { type ShrunkenShares, shrunkenShares } from './subgroup/shrunken-shares.js';
export {
  type GroupCounts,
  type HolmGroup,
  holmWilson,
  simultaneousWilson,
} from './subgroup/simultaneous-wilson.js';
export type { SmallCellRule } from './subgroup/small-cell.js';
export { type SuppressedList, suppressList } from './subgroup/suppress-list.js';
export { type SuppressedTable, suppressTable } from './subgroup/suppress-table.js';
export type { TestResult } from './test-result.js';
export { farringtonManning } from './unpaired/farrington-manning.js';
export { fisherExact } from './unpaired/fisher-exact.js';
export { miettinenNurminen } from './unpaired/miettinen-nurminen.js';
export { newcombeDifference } from './unpaired/newcombe-difference.js';
export type { UnpairedCounts } from './unpaired/unpaired-counts.js';
export { type Welch, welch } from './unpaired/welch.js';
