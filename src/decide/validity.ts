import { pairingProblem } from '../domain/comparison.js';
import type { Evidence } from '../domain/evidence.js';
import type { StratumFlow } from '../domain/flow.js';
import type { Policy } from '../domain/policy.js';
import { servedText } from '../domain/served-models.js';
import { unguardedText } from '../domain/unguarded.js';

/** Rules of the protocol that were broken; any of them makes the decision invalid (METHODS §2.4, §2.9). */
export function brokenRules(policy: Policy, evidence: Evidence): readonly string[] {
  return [
    ...withoutFlow(evidence),
    ...evidence.flows.flatMap((flow) => brokenByFlow(policy, flow)),
    ...brokenByPairing(policy, evidence),
    ...brokenByServedModels(policy, evidence),
    ...brokenByUnguarded(policy, evidence),
  ];
}

/** A model version whose trials nobody counted: its losses are not none, they are unknown. */
function withoutFlow(evidence: Evidence): readonly string[] {
  const counted = new Set(
    evidence.flows.filter((flow) => flow.stratum === null && flow.planned > 0).map((flow) => flow.model),
  );
  const comparators = evidence.gates.flatMap((gate) => (gate.kind === 'paired' ? gate.comparators : []));
  const needed = new Set([evidence.candidate, ...comparators.map((comparator) => comparator.model)]);
  return [...needed]
    .filter((model) => !counted.has(model))
    .map((model) => `${model}: no planned trial is counted`);
}

function brokenByFlow(policy: Policy, flow: StratumFlow): readonly string[] {
  const { invalid_above: cap, ungraded_above: ungradedCap } = policy.failures;
  const where = `${flow.model}, protocol ${flow.protocol}${flow.stratum === null ? '' : `, ${flow.stratum}`}`;
  const broken: string[] = [];
  const limit = flow.stratum === null ? cap.overall : cap.stratum;
  const infrastructure = lossesOf(flow, 'infrastructure');
  if (infrastructure > limit * flow.planned) {
    broken.push(
      `${where}: ${infrastructure} of ${flow.planned} trials lost to infrastructure, above the cap of ${limit}`,
    );
  }
  const ungraded = lossesOf(flow, 'grader');
  const ungradedLimit = flow.stratum === null ? ungradedCap : cap.stratum;
  if (ungraded > ungradedLimit * flow.planned) {
    broken.push(
      `${where}: ${ungraded} of ${flow.planned} trials ungraded, above the cap of ${ungradedLimit}`,
    );
  }
  const ofRun = lossesOf(flow, 'run');
  if (flow.stratum === null && ofRun > 0) {
    broken.push(
      `${where}: ${ofRun} of ${flow.planned} planned trials have no response (n is below the plan)`,
    );
  }
  return broken;
}

function lossesOf(flow: StratumFlow, charged: 'infrastructure' | 'grader' | 'run'): number {
  return flow.losses.filter((loss) => loss.charged === charged).reduce((sum, loss) => sum + loss.trials, 0);
}

function brokenByPairing(policy: Policy, evidence: Evidence): readonly string[] {
  const broken = new Set<string>();
  for (const gate of evidence.gates) {
    if (gate.kind !== 'paired') continue;
    for (const { name, model, ite } of gate.comparators) {
      const reason = pairingProblem(ite.pairing, policy.failures.unpaired_above);
      if (reason !== null) broken.add(`candidate and ${name} (${model}): ${reason}`);
    }
  }
  return [...broken];
}

/** What is approved is one model: a version behind whose name the service changed the model was not tested as one. */
function brokenByServedModels(policy: Policy, { served }: Evidence): readonly string[] {
  if (policy.failures.served_model_change === 'allowed') return [];
  return served
    .filter(({ names }) => names.length > 1)
    .map(
      ({ model, names }) =>
        `${model}: answers came from ${names.length} served models (${servedText(names)})`,
    );
}

function brokenByUnguarded(policy: Policy, { unguarded }: Evidence): readonly string[] {
  if (policy.egress?.unguarded !== 'refused') return [];
  return unguarded.map(
    (part) =>
      `${part.model}: ${unguardedText(part)}, and the policy refuses what reaches hosts that nobody limits`,
  );
}
