import type { CaseSet } from '../domain/case-set.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import { isUndeclared, unguardedOf, unguardedText } from '../domain/unguarded.js';
import { reachOf } from '../domain/usage.js';
import { PreceptorError } from '../errors.js';

/**
 * Sets that hold identifiers (`phi`, `limited`) go to no endpoint or program outside the institution. Sealed sets, and those
 * that are not synthetic, go to no program that no file declares, and to none whose file does not declare that it neither
 * trains on what it is sent nor keeps it beyond a stated time.
 *
 * @throws PreceptorError `DESTINATION_REFUSED`, with every model version, set and missing declaration
 */
export function requireAllowedEndpoints({ models, sets }: Pick<Plan, 'models' | 'sets'>): void {
  requireInside(models, sets);
  requireDeclared(models, sets);
  const guarded = sets.filter(isGuarded);
  if (guarded.length === 0) return;
  const refused = models.flatMap(({ version }) => {
    const missing = missingDeclarations(version);
    return missing.length === 0 ? [] : [`${fileOf(version)} declares no ${missing.join(' and no ')}`];
  });
  if (refused.length === 0) return;
  const which = guarded.map(({ set, exposure, content }) => `${set} (${exposure}, ${content})`).join(', ');
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `expected every endpoint and program of a run on ${which} to declare deployment.training: none and deployment.retention; found: ${refused.join('; ')}. ` +
      'Declare them there if the contract says so, or leave these sets out.',
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
    `expected models inside the institution for ${identifying.map(({ set, content }) => `${set} (${content})`).join(', ')}; found ${outside.map(({ version }) => fileOf(version)).join(', ')} with deployment.location: outside. ` +
      'De-identify the set and declare it so, or ask a model inside.',
  );
}

/** Of a program on the command line nobody has said what it sends where: what must not leave is not given to one. */
function requireDeclared(models: Plan['models'], sets: Plan['sets']): void {
  const closed = sets.filter(isGuarded);
  const programs = models.filter(({ version }) => isUndeclared(version)).map(({ version }) => version.model);
  if (closed.length === 0 || programs.length === 0) return;
  const which = closed.map(({ set, exposure, content }) => `${set} (${exposure}, ${content})`).join(', ');
  throw new PreceptorError(
    'DESTINATION_REFUSED',
    `expected no program from the command line alone to be given ${which}, as nobody has declared what it sends where; found ${programs.join(', ')}. ` +
      'Declare it in models/<name>.model.yaml (client: {kind: command, argv: […]}, with its deployment) and name it by that, or give recorded responses (replay:).',
  );
}

function missingDeclarations(version: ModelVersion): readonly string[] {
  const { client, deployment } = version;
  if (reachOf(client) === 'none' || isUndeclared(version)) return [];
  const missing = [];
  if (deployment.training !== 'none') missing.push('deployment.training: none');
  if (deployment.retention === undefined) missing.push('deployment.retention');
  return missing;
}

/** Endpoints, declared programs and whatever stands outside have one. */
function fileOf({ model }: ModelVersion): string {
  return `models/${model}.model.yaml`;
}

function isIdentifying({ content }: CaseSet): boolean {
  return content === 'phi' || content === 'limited';
}

function isGuarded({ exposure, content }: CaseSet): boolean {
  return exposure === 'sealed' || content !== 'synthetic';
}
