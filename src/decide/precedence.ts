import type { GateDecision, Outcome } from '../domain/decision.js';
import type { CriticalFailure } from '../domain/dossier.js';
import type { Policy } from '../domain/policy.js';

export interface Verdict {
  readonly outcome: Outcome;
  readonly because: string;
  readonly next: string | null;
}

/**
 * The order in which findings decide (METHODS §2.11): the first rule that applies wins.
 *
 * @param gates - every row of the gate table, the critical failures among them
 */
export function applyPrecedence(
  policy: Policy,
  critical: readonly CriticalFailure[],
  broken: readonly string[],
  gates: readonly GateDecision[],
): Verdict {
  return (
    criticalVerdict(policy, critical) ??
    invalidVerdict(broken) ??
    (policy.purpose === 'screen' ? screenVerdict(gates) : gateVerdict(gates))
  );
}

/** A screen looks for *new* critical failures; a release counts every one of the candidate’s. */
export function countedCritical(
  policy: Policy,
  critical: readonly CriticalFailure[],
): readonly CriticalFailure[] {
  if (policy.critical_failures === undefined) return [];
  return policy.purpose === 'screen' ? critical.filter((failure) => failure.inBaseline !== true) : critical;
}

function criticalVerdict(policy: Policy, critical: readonly CriticalFailure[]): Verdict | null {
  const counted = countedCritical(policy, critical);
  const adjudicated = counted.filter((failure) => failure.adjudicated);
  const kind = policy.purpose === 'screen' ? 'new critical failure' : 'critical failure';
  if (adjudicated.length > 0) {
    const hazards = new Set(adjudicated.map((failure) => failure.hazard)).size;
    return {
      outcome: 'fail',
      because: `${adjudicated.length} adjudicated ${kind}${adjudicated.length === 1 ? '' : 's'} in ${hazards} ${hazards === 1 ? 'hazard' : 'hazards'}; none is allowed`,
      next: 'mend the model, then test it on at least 10 new, unseen cases of each of these hazards',
    };
  }
  if (counted.length > 0) {
    return {
      outcome: 'blocked',
      because: `${counted.length} ${kind}${counted.length === 1 ? '' : 's'} not yet adjudicated`,
      next: 'have two people adjudicate each of them',
    };
  }
  return null;
}

function invalidVerdict(broken: readonly string[]): Verdict | null {
  if (broken.length === 0) return null;
  return {
    outcome: 'invalid',
    because: `the protocol was broken: ${broken.slice(0, 3).join('; ')}${broken.length > 3 ? `; and ${broken.length - 3} more` : ''}`,
    next: 'mend what broke and run again; an invalid run says nothing about the model',
  };
}

function gateVerdict(gates: readonly GateDecision[]): Verdict {
  const deciding = gates.filter((gate) => gate.family !== 'advisory');
  if (deciding.length === 0) return nothingTested();
  const failed = deciding.filter((gate) => gate.outcome === 'fail');
  const open = deciding.filter((gate) => gate.outcome !== 'fail' && gate.outcome !== 'pass');
  if (failed.length > 0) {
    return { outcome: 'fail', because: `failed: ${names(failed)}`, next: 'keep the previous release' };
  }
  if (open.length > 0) {
    const next = open.map((gate) => gate.next).filter((text) => text !== null);
    return {
      outcome: 'inconclusive',
      because: `not decided: ${names(open)}`,
      next: next.length > 0 ? [...new Set(next)].join('; ') : null,
    };
  }
  const all =
    deciding.length === 1 ? 'the one deciding gate passes' : `all ${deciding.length} deciding gates pass`;
  return { outcome: 'pass', because: all, next: null };
}

function screenVerdict(gates: readonly GateDecision[]): Verdict {
  const deciding = gates.filter((gate) => gate.family !== 'advisory');
  if (deciding.length === 0) return nothingTested();
  const failed = deciding.filter((gate) => gate.outcome === 'fail');
  if (failed.length > 0) {
    return { outcome: 'fail', because: `demonstrated: ${names(failed)}`, next: 'mend the candidate' };
  }
  const untested = deciding.filter((gate) => gate.value === null);
  if (untested.length > 0) {
    return {
      outcome: 'inconclusive',
      because: `not tested: ${names(untested)}; what was not looked for was not found`,
      next: untested.map((gate) => `${gate.gate}: ${gate.next ?? gate.because}`).join('; '),
    };
  }
  const unseen = gates.filter((gate) => gate.test === 'no_demonstrated_loss').map((gate) => gate.because);
  return {
    outcome: 'pass',
    because: [
      'no new critical failure and no demonstrated loss; not evidence of non-inferiority',
      ...unseen,
    ].join('; '),
    next: 'decide a release with a release policy on a suite that is large enough for it',
  };
}

function nothingTested(): Verdict {
  return {
    outcome: 'inconclusive',
    because: 'no gate decides: the policy tests nothing',
    next: 'give the policy a confirmatory or override gate, or critical failures',
  };
}

function names(gates: readonly GateDecision[]): string {
  return gates.map((gate) => gate.gate).join(', ');
}
