import { blockedInAll } from '../domain/blocked-egress.js';
import type { Flip } from '../domain/comparison.js';
import type { Audience, CriticalFailure, Dossier } from '../domain/dossier.js';
import { hashOf } from '../domain/hash.js';
import { unitKey } from '../domain/measurement.js';
import type { Policy } from '../domain/policy.js';
import { askHash } from '../domain/protocol.js';
import type { WrittenDossier } from '../render/write-dossier.js';
import { buildDossier } from '../report/build-dossier.js';
import type { Analysed, GradingContent, OpenRun } from './analyse.js';
import { storedAsking } from './asking.js';
import { storedBlocked } from './blocked-egress.js';
import type { Decided } from './decide-stage.js';
import { keepBlocked } from './egress.js';
import { showFlips } from './flipped-cases.js';
import { reportFolder, runBeganAt } from './run-files.js';
import { storedWaivers } from './stored-documents.js';
import { originsOf, servedOf, usageOf } from './usage-stage.js';

export interface ReportInput {
  readonly run: OpenRun;
  readonly content: GradingContent;
  readonly analysed: readonly Analysed[];
  readonly decided: Decided;
  readonly policy: Policy | null;
  readonly preceptor: string;
  readonly audience: Audience;
}

/** Writes the dossier of a decided run under reports/<run id>/. */
export async function reportRun(input: ReportInput): Promise<WrittenDossier & { readonly dossier: Dossier }> {
  const { run, content, analysed, decided, policy } = input;
  const deciding = analysed[0];
  const first = decided.compared[0];
  const changed =
    first?.joined
      .find(({ analysis }) => analysis.metric === 'accuracy' && analysis.missing === 'ite')
      ?.table.flips() ?? [];
  const flips = worstFirst(changed, decided);
  await keepBlocked(run.store);
  const dossier = buildDossier({
    preceptor: input.preceptor,
    audience: input.audience,
    runId: run.store.runId,
    createdAt: runBeganAt(run.store.runId),
    plan: run.plan,
    candidate: decided.candidate.model,
    baseline: decided.baseline?.model ?? null,
    policy,
    decision: decided.decision,
    reversal: decided.reversal,
    critical: newFirst(decided),
    hazards: decided.critical.hazards,
    flows: analysed.flatMap((one) => one.measured.flows),
    results: analysed.flatMap((one) => one.results),
    comparisons: decided.compared.flatMap((compared) => compared.comparisons),
    flips: first === undefined ? [] : await showFlips(flips, first.candidate, first.baseline, content.index),
    flipCount: flips.length,
    usage: await usageOf(run.store, run.plan),
    origins: await originsOf(run.store, run.plan),
    served: await servedOf(run.store, run.plan.models),
    asking: await storedAsking(run.store),
    waivers: await storedWaivers(run.store),
    blocked: blockedInAll(await storedBlocked(run.store)),
    hashes: hashesOf(input, deciding),
  });
  // Loaded here: the canvas and Chart.js cost every other verb a fifth of a second.
  const { writeDossier } = await import('../render/write-dossier.js');
  const written = await writeDossier(dossier, reportFolder(run.root, run.store.runId));
  return { ...written, dossier };
}

/** The largest losses first, and among equals those on which the candidate failed critically. */
function worstFirst(flips: readonly Flip[], { critical, candidate }: Decided): readonly Flip[] {
  const model = candidate.model.version.model;
  const failed = new Set(critical.failures.filter((f) => f.model === model).map((f) => unitKey(f.unit)));
  const change = (flip: Flip) => flip.candidate - flip.baseline;
  const isCritical = (flip: Flip) => (failed.has(unitKey(flip.unit)) ? 0 : 1);
  return [...flips].sort((a, b) => change(a) - change(b) || isCritical(a) - isCritical(b));
}

/** The candidate’s critical failures; those that the baseline does not have stand first. */
function newFirst({ critical, candidate }: Decided): readonly CriticalFailure[] {
  const rank = (failure: CriticalFailure) => (failure.inBaseline === true ? 1 : 0);
  return critical.failures
    .filter((failure) => failure.model === candidate.model.version.model)
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Everything that decides a number, by its hash. */
function hashesOf(
  { run, policy }: ReportInput,
  deciding: Analysed | undefined,
): Readonly<Record<string, string>> {
  const { plan } = run;
  const hashes: Record<string, string> = { plan: plan.hash };
  for (const suite of plan.suites) hashes[`suite ${suite.suite}`] = hashOf(suite);
  for (const protocol of plan.protocols) hashes[`protocol ${protocol.protocol}`] = askHash(protocol);
  for (const { version, hash } of plan.models) hashes[`model ${version.model}`] = hash;
  if (deciding !== undefined) {
    const { reading, grading, analyses } = deciding.measured;
    hashes[`reading ${reading.rule}`] = reading.ruleHash;
    for (const [grader, hash] of Object.entries(grading.graders)) hashes[`grader ${grader}`] = hash;
    hashes.keys = grading.keysHash;
    for (const analysis of analyses) hashes[`metric ${analysis.metric}`] = analysis.metricHash;
  }
  if (policy !== null) hashes[`policy ${policy.policy}`] = hashOf(policy);
  return hashes;
}
