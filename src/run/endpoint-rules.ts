import type { CaseSet } from '../domain/case-set.js';
import { isEndpoint } from '../domain/endpoint.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import { unguardedOf, unguardedText } from '../domain/unguarded.js';
import { PreceptorError } from '../errors.js';

/**
 * Sets that hold identifiers (`phi`, `limited`) go to no endpoint outside the institution, and neither they nor sealed
 * ones to a program. Sealed sets, and those that are not synthetic, go to no endpoint that has not declared that it
 * neither trains on what it is sent nor keeps it beyond a stated time.
 *
 * @throws PreceptorError `DESTINATION_REFUSED`, with every endpoint, set and missing declaration
 */
export function requireAllowedEndpoints({ models, sets }: Pick<Plan, 'models' | 'sets'>): void {
  requireInside(models, sets);
  requireNoProgram(models, sets);
  const guarded = sets.filter(isGuarded);
  if (guarded.length === 0) return;
  const refused = models.flatMap(({ version }) => {
    const missing = missingDeclarations(version);
    return missing.length === 0 ? [] : [`${version.model} declares no ${missing.join(' and no ')}`];
  });
  if (refused.length === 0) return;
  const which = guarded.map(({ set, exposure, content }) => `${set} (${exposure}, ${content})`).join(', ');
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `expected every endpoint of a run on ${which} to declare deployment.training: none and deployment.retention; found: ${refused.join('; ')}. ` +
      'Declare them in the model’s file if the contract says so, or leave these sets out.',
  );
}

/**
 * Refuses, under a policy that says so, model versions that take part through programs and gateways: which hosts these
 * reach is neither limited nor observed.
 *
 * @throws PreceptorError `DESTINATION_REFUSED`, with every model version, program and gateway
 */
export function requireGuarded(policy: Policy, { models }: Pick<Plan, 'models'>): void {
  if (policy.egress?.unguarded !== 'refused') return;
  const refused = models.flatMap(({ version }) => unguardedOf(version));
  if (refused.length === 0) return;
  const found = refused.map((part) => `${part.model}: ${unguardedText(part)}`).join('; ');
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `policy ${policy.policy}: expected model versions that reach declared hosts only (egress.unguarded: refused); found ${found}. ` +
      'Ask an endpoint with credential: {env: …} and without a gateway, use recorded answers, or let the policy say egress: {unguarded: allowed}.',
  );
}

function requireInside(models: Plan['models'], sets: Plan['sets']): void {
  const identifying = sets.filter(isIdentifying);
  const outside = models.filter(({ version }) => version.deployment.location === 'outside');
  if (identifying.length === 0 || outside.length === 0) return;
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `expected models inside the institution for ${identifying.map(({ set, content }) => `${set} (${content})`).join(', ')}; found ${outside.map(({ version }) => version.model).join(', ')} outside. ` +
      'De-identify the set and declare it so, or ask a model inside.',
  );
}

/** Which hosts a program reaches is neither declared nor observed: what must not leave is not given to one. */
function requireNoProgram(models: Plan['models'], sets: Plan['sets']): void {
  const closed = sets.filter((set) => set.exposure === 'sealed' || isIdentifying(set));
  const programs = models.flatMap(({ version }) =>
    version.client.kind === 'command' ? [version.model] : [],
  );
  if (closed.length === 0 || programs.length === 0) return;
  const which = closed.map(({ set, exposure, content }) => `${set} (${exposure}, ${content})`).join(', ');
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `expected no program to be given ${which}, as nobody knows what it sends where; found ${programs.join(', ')}. ` +
      'Declare the endpoint in models/<name>.model.yaml (one on this machine, too), or give recorded responses (replay:).',
  );
}

function missingDeclarations({ client, deployment }: ModelVersion): readonly string[] {
  if (!isEndpoint(client)) return [];
  const missing = [];
  if (deployment.training !== 'none') missing.push('training: none');
  if (deployment.retention === undefined) missing.push('retention');
  return missing;
}

function isIdentifying({ content }: CaseSet): boolean {
  return content === 'phi' || content === 'limited';
}

function isGuarded({ exposure, content }: CaseSet): boolean {
  return exposure === 'sealed' || content !== 'synthetic';
}
