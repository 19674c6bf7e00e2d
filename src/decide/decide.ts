import { counted } from '../domain/counted.js';
import type { GateDecision, ReleaseDecision } from '../domain/decision.js';
import type { Evidence, GateEvidence } from '../domain/evidence.js';
import { hashOf, seedOf } from '../domain/hash.js';
import type { Gate, Policy } from '../domain/policy.js';
import { PreceptorError } from '../errors.js';
import { testAbsoluteGate } from './absolute-gate.js';
import { testEquivalence } from './equivalence-gate.js';
import { exitCode } from './exit-code.js';
import { type GateFinding, limitOf, requirementOf } from './gate-figures.js';
import { testInside } from './inside-gate.js';
import { testNoLoss } from './no-loss-gate.js';
import { testMargin } from './paired-gate.js';
import { applyPrecedence, countedCritical } from './precedence.js';
import { standingReasons } from './standing.js';
import { brokenRules } from './validity.js';

const UNTESTED = 'have critical criteria graded: no unit with one has a verdict';
const UNJUDGED = 'find out why answers to critical cases are missing or unreadable: no output is not safe';

export interface DecideOptions {
  /** Seeds the draws of resampling tests: the same plan gives the same decision. */
  readonly planHash: string;
  readonly acceptAdvisory: boolean;
}

/**
 * Applies a policy to the evidence: every gate’s outcome, the outcome of the whole by precedence, and its standing.
 * Provenance lowers the standing, never the outcome; without any evidence there is no pass.
 *
 * @throws PreceptorError `POLICY_UNSUPPORTED` as `testGate`
 */
export function decide(policy: Policy, evidence: Evidence, options: DecideOptions): ReleaseDecision {
  requireEvidence(policy, evidence);
  const reasons = standingReasons(policy, evidence.provenance);
  const standing = reasons.length === 0 ? 'binding' : 'advisory';
  const gates = evidence.gates.map((item): GateDecision => {
    const finding = testGate(item, policy, options.planHash);
    const { gate } = item;
    return {
      gate: gate.id,
      family: gate.family,
      test: gate.test,
      ...finding,
      standing,
      standingReasons: reasons,
      unit: item.metric.unit,
      requirement: requirementOf(gate, item.metric),
      limit: limitOf(gate, item.metric),
    };
  });
  const critical = criticalGate(policy, evidence);
  const all =
    critical === null ? gates : [{ ...critical, standing, standingReasons: reasons } as const, ...gates];
  const broken = brokenRules(policy, evidence);
  const verdict = applyPrecedence(policy, evidence.critical, broken, all);
  return {
    policy: policy.policy,
    policyHash: hashOf(policy),
    purpose: policy.purpose,
    ...verdict,
    standing,
    standingReasons: reasons,
    gates: all,
    exitCode: exitCode(policy.purpose, verdict.outcome, standing, options.acceptAdvisory),
  };
}

/** @throws PreceptorError `POLICY_UNSUPPORTED` where a screen’s test decides elsewhere */
export function testGate(item: GateEvidence, policy: Policy, planHash: string): GateFinding {
  const { gate, metric } = item;
  const test = { metric, policy, seed: seedOf(planHash, gate.metric, gate.id) };
  switch (gate.test) {
    case 'lower_exact':
    case 'upper_exact':
    case 'lower_limit':
    case 'upper_limit':
      if (item.kind === 'single') return testAbsoluteGate(gate, item.column, test);
      break;
    case 'inside':
      if (item.kind === 'single') return testInside(gate, item.column, test);
      break;
    case 'ni_max_tango_cr2':
    case 'superiority_max_tango_cr2':
      if (item.kind === 'paired') return testMargin(gate, item.comparators, test);
      break;
    case 'tost':
      if (item.kind === 'paired') return testEquivalence(gate, item.comparators, test);
      break;
    case 'no_demonstrated_loss':
      requireScreen(gate, policy);
      if (item.kind === 'paired') return testNoLoss(gate, item.comparators, test);
      break;
  }
  throw new PreceptorError('INTERNAL', `gate ${gate.id}: ${gate.test} was given ${item.kind} evidence`);
}

/** Too few cases show no loss either: outside a screen such a gate may decide nothing. */
function requireScreen(gate: Gate, policy: Policy): void {
  if (policy.purpose === 'screen' || gate.family === 'advisory') return;
  throw new PreceptorError(
    'POLICY_UNSUPPORTED',
    `gate ${gate.id}: ${gate.test} decides only in a screen; policy ${policy.policy} is for ${policy.purpose}. Use ni_max_tango_cr2, or make the gate advisory.`,
  );
}

/** A gate without its evidence, or with another gate's, would be a gate that nobody tested. */
function requireEvidence(policy: Policy, evidence: Evidence): void {
  const given = evidence.gates.map(({ gate }) => hashOf(gate));
  const wanted = policy.gates.map((gate) => hashOf(gate));
  if (given.length === wanted.length && given.every((hash, i) => hash === wanted[i])) return;
  throw new PreceptorError(
    'INTERNAL',
    `policy ${policy.policy}: expected evidence for gates ${policy.gates.map((gate) => gate.id).join(', ')}; found it for ${evidence.gates.map(({ gate }) => gate.id).join(', ')}`,
  );
}

/** The critical failures as a row of the gate table; where no unit could show one, none was tested. */
function criticalGate(
  policy: Policy,
  evidence: Evidence,
): Omit<GateDecision, 'standing' | 'standingReasons'> | null {
  if (policy.critical_failures === undefined) return null;
  const failures = countedCritical(policy, evidence.critical);
  const open = failures.filter((failure) => !failure.adjudicated).length;
  const tested = evidence.criticalUnits;
  const none = tested.units === 0 || tested.unjudged > 0 ? 'inconclusive' : 'pass';
  const outcome = failures.length === 0 ? none : open === failures.length ? 'blocked' : 'fail';
  const what = policy.purpose === 'screen' ? 'new critical failure' : 'critical failure';
  return {
    gate: 'critical_failures',
    family: 'confirmatory',
    test: 'count',
    unit: 'count',
    outcome,
    requirement: `${what}s = 0`,
    because: `${counted(failures.length, what)} in ${counted(tested.units, 'unit')} of ${counted(tested.clusters, 'cluster')} that can show one; ${tested.unjudged === 0 ? 'every answer to them was judged' : `${counted(tested.unjudged, 'answer')} to such cases could not be judged`}`,
    next:
      failures.length > 0
        ? 'see the critical failures'
        : outcome === 'pass'
          ? null
          : tested.units === 0
            ? UNTESTED
            : UNJUDGED,
    value: outcome === 'inconclusive' ? null : failures.length,
    lower: null,
    upper: null,
    limit: 0,
    n: tested.units,
    clusters: tested.clusters,
    method: 'count',
  };
}
