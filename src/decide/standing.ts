import type { Provenance } from '../domain/evidence.js';
import type { Policy } from '../domain/policy.js';
import { servedText } from '../domain/served-models.js';

/** Why a decision of this policy on this content is only advisory; empty: it is binding. */
export function standingReasons(policy: Policy, provenance: Provenance): readonly string[] {
  const reasons: string[] = [];
  if (policy.ratified === null) reasons.push('the policy is not ratified');
  const { used, reviewed } = provenance.keys;
  if (reviewed < used) reasons.push(`${used - reviewed} of ${used} keys are not reviewed by physicians`);
  if (used === 0) reasons.push('no key was used');
  for (const { set, exposure } of provenance.sets) {
    if (exposure !== 'sealed') reasons.push(`set ${set} is ${exposure}: a model may have been trained on it`);
  }
  for (const grader of provenance.unvalidatedGraders) reasons.push(`grader ${grader} has no validity record`);
  for (const model of provenance.recordedModels) {
    reasons.push(
      `the responses of ${model} were recorded elsewhere: nothing shows which model version gave them`,
    );
  }
  for (const { candidate, comparator, names } of provenance.servedAlike) {
    reasons.push(
      `${candidate} and ${comparator} are of different snapshots and were served as the same (${servedText(names)}): one model may have been compared with itself`,
    );
  }
  if (provenance.part !== null) {
    reasons.push(`only a part of the suites was asked: ${provenance.part}`);
  }
  return [...reasons, ...cacheReasons(policy, provenance), ...intendedUseReasons(policy, provenance)];
}

/** A release is decided on answers that were asked for it: a screen may stand on those of an earlier run. */
function cacheReasons(policy: Policy, { cached: all }: Provenance): readonly string[] {
  if (policy.purpose !== 'release') return [];
  return all.map(
    ({ model, cached, responses }) =>
      `${cached} of ${responses} responses of ${model} came from the cache, not asked for this run`,
  );
}

function intendedUseReasons(policy: Policy, provenance: Provenance): readonly string[] {
  if (policy.intended_use === undefined) {
    return policy.purpose === 'release' ? ['the policy states no intended use'] : [];
  }
  const covered = new Set(provenance.sets.flatMap((set) => set.languages));
  const missing = policy.intended_use.languages.filter((language) => !covered.has(language));
  return missing.length === 0 ? [] : [`the intended use covers ${missing.join(', ')}; no case does`];
}
