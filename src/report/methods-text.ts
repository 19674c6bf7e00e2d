import type { Comparison } from '../domain/comparison.js';
import { counted } from '../domain/counted.js';
import type { Audience } from '../domain/dossier.js';
import { hostUrl } from '../domain/endpoint.js';
import type { Result } from '../domain/estimate.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import { isUndeclared, mayLeave, type Unguarded, unguardedOf } from '../domain/unguarded.js';
import type { UsedWaiver } from '../domain/waiver.js';

/** What the tests of a text-only suite cannot show, whatever the policy adds. */
export function notTestedOf(policy: Policy | null): readonly string[] {
  return [
    'The model alone was tested on written vignettes; clinicians using it were not tested.',
    'Vignettes written like these, not patients: nothing here says how often something happens in care.',
    'This is bench evidence, not clinical validation.',
    ...(policy?.intended_use?.not_tested ?? []),
  ];
}

interface Described {
  readonly plan: Plan;
  readonly policy: Policy | null;
  readonly results: readonly Result[];
  readonly comparisons: readonly Comparison[];
}

/** What each metric is, in the words of its definition. */
const METRIC_METHODS: readonly { readonly metrics: readonly string[]; readonly text: string }[] = [
  {
    metrics: ['accuracy'],
    text: 'Accuracy is the share of repeats that meet the case’s primary criterion, averaged over cases.',
  },
  {
    metrics: ['answered_accuracy'],
    text: 'Accuracy of graded answers is right answers over graded answers, both summed over cases: it leaves out what was not answered and never stands alone.',
  },
  {
    metrics: ['rubric_score'],
    text: 'The rubric score of an answer is the points of all criteria that it meets, harmful ones included, over the points that can be won; it is not clipped, and averaged over repeats and cases.',
  },
  {
    metrics: ['severe_harm'],
    text: 'Severe harm is the share of cases with a severe or deadly harmful criterion met in any repeat, among the cases that have such a criterion.',
  },
  {
    metrics: ['under_triage', 'over_triage', 'critical_under_triage'],
    text: 'Under-triage is the share of answers less urgent than every accepted level, over-triage more urgent; critical under-triage is an answer below the critical levels where only those are accepted. A missing answer of the model counts as an error in each.',
  },
  {
    metrics: ['triage_kappa'],
    text: 'Agreement with the key is quadratic weighted kappa between the first repeat’s level and the nearest accepted one; a missing answer of the model counts as the level farthest from the key.',
  },
  {
    metrics: ['brier'],
    text: 'The Brier score is the squared gap between stated confidence and rightness (0 or 1), averaged over repeats and cases; an answer without a confidence counts 1.',
  },
  {
    metrics: ['confidence_auroc', 'calibration_slope', 'calibration_error'],
    text: 'AUROC, slope and calibration error are of the confidence that the first repeat stated, over the cases that have one: an answer that is missing has no forecast.',
  },
];

/** How the figures were made, from what was really used. */
export function methodsOf({ plan, policy, results, comparisons }: Described): readonly string[] {
  const intervals = methodsUsed(results.map((result) => result.estimate));
  const paired = methodsUsed(comparisons.map((comparison) => comparison.estimate));
  const used = new Set(results.map(({ metric }) => metric));
  return [
    `Every case was asked under ${plan.protocols.length} ${plan.protocols.length === 1 ? 'protocol' : 'protocols'} with ${plan.repeats} ${plan.repeats === 1 ? 'repeat' : 'repeats'}. The cluster is the sampling unit; repeats of a case never count as cases.`,
    ...METRIC_METHODS.filter(({ metrics }) => metrics.some((metric) => used.has(metric))).map(
      ({ text }) => text,
    ),
    'Intention-to-evaluate: an answer lost to the model or its deployment (empty, truncated, filtered, refused, unreadable) is wrong; one lost to infrastructure or to a grader is left out, counted, and above the policy’s cap makes the decision invalid. Complete case leaves out both.',
    `Intervals are two-sided 95 % unless a gate says otherwise: ${intervals.join('; ')}.`,
    ...(paired.length === 0
      ? []
      : [
          `Paired differences, candidate − baseline on the same cases: ${paired.join('; ')}. P-values are McNemar mid-p where every value is 0 or 1.`,
        ]),
    ...(policy === null ? [] : [policyMethod(policy)]),
  ];
}

function policyMethod(policy: Policy): string {
  const rules =
    policy.multiplicity === 'iut'
      ? 'every confirmatory gate must pass, each at its full alpha (intersection–union)'
      : policy.multiplicity;
  return `Policy ${policy.policy} version ${policy.version}, purpose ${policy.purpose}: ${rules}. A limit that equals its bound does not pass; unrounded numbers are compared.`;
}

function methodsUsed(estimates: readonly Result['estimate'][]): readonly string[] {
  return [...new Set(estimates.flatMap((e) => (e.status === 'estimated' ? [e.method] : [])))];
}

/** Written from provenance: who wrote the cases and keys, what nobody has looked at, and what was not guarded. */
export function limitationsOf(plan: Plan): readonly string[] {
  return [...plan.sets.map(limitationOfSet), ...plan.models.flatMap(limitationsOfModel)];
}

/** `2 texts in which the screen found an identifier were let go`: a text with several waivers is one. */
export function waivedTexts(waivers: readonly UsedWaiver[], what: string): string {
  const count = new Set(waivers.map(({ set, case: id, field }) => JSON.stringify([set, id, field]))).size;
  return `${counted(count, 'text')} in which the screen found ${what} ${count === 1 ? 'was' : 'were'} let go`;
}

/** Who let what the screen had found leave the institution: case by case for the board, counted for everyone else. */
export function waiverLimitations(given: {
  readonly waivers: readonly UsedWaiver[];
  readonly plan: Plan;
  readonly audience: Audience;
}): readonly string[] {
  const { waivers, plan, audience } = given;
  if (waivers.length === 0) return [];
  const outside = plan.models.filter(({ version }) => mayLeave(version));
  const to = `to ${outside.map(({ version }) => version.model).join(', ')}, from where it may leave the institution`;
  if (audience !== 'board') {
    return [`${waivedTexts(waivers, 'what may be an identifier')} under waivers of named persons, ${to}.`];
  }
  return waivers.map(
    ({ set, case: id, field, kind, by, at, reason, hits = 1 }) =>
      `Waived by ${by} on ${at}: ${hits === 1 ? kind : `${hits} hits of ${kind}`} in ${field} of case ${set}/${id}, let go ${to} (${reason}).`,
  );
}

function limitationOfSet(set: Plan['sets'][number]): string {
  const reviewed =
    set.reviewed_by.length === 0
      ? 'no clinician has reviewed them'
      : `reviewed by ${set.reviewed_by.join(', ')}`;
  const exposed =
    set.exposure === 'sealed' ? 'sealed' : `${set.exposure}, so a model may have seen them in training`;
  return `Set ${set.set} (${set.title}): cases by ${set.authored_by}; keys by ${set.key_by}; ${reviewed}; ${set.content} content, ${exposed}; written for ${set.jurisdiction}.`;
}

function limitationsOfModel({ version }: PlannedModel): readonly string[] {
  const { model, client, deployment } = version;
  const unguarded = unguardedOf(version).map(notGuarded);
  const asked = askedThrough(version);
  if (asked === null) return unguarded;
  const { training = 'not declared', retention = 'not declared', answer_time_ms: answerTimeMs } = deployment;
  const late =
    answerTimeMs === undefined
      ? []
      : [
          `Model ${model} had ${answerTimeMs} ms for each answer, from when the request was sent: a later one, or none by the deadline, is the deployment’s failure, whatever slowed it.`,
        ];
  return [
    ...unguarded,
    `Model ${model} was asked ${asked} (${deployment.location}); training on what was sent: ${training}; retention of it: ${retention}. ${client.kind === 'command' ? 'All three' : 'Both'} are declared by whoever wrote the model’s file, not verified.`,
    ...late,
  ];
}

/** null: nothing is declared of where it was asked. */
function askedThrough(version: ModelVersion): string | null {
  const { client } = version;
  if (client.kind === 'command') return isUndeclared(version) ? null : 'through this program';
  if (client.kind === 'http') return `at ${new URL(client.url).host}`;
  if (client.kind !== 'promptfoo') return null;
  const hosts = client.hosts.map((host) => new URL(hostUrl(host)).host);
  return `at ${hosts.join(', ')} through promptfoo ${client.promptfoo} (${client.provider})`;
}

function notGuarded({ model, part, name }: Unguarded): string {
  switch (part) {
    case 'program':
      return `Model ${model} is a program of its own (${name}): which hosts it reached was neither limited nor observed.`;
    case 'token':
      return `The token of model ${model} came from a program (${name}): which hosts it reached was neither limited nor observed.`;
    case 'gateway':
      return `Model ${model} was asked through a gateway (${name}): where that passed on what was sent was neither limited nor observed.`;
  }
}
