import type { Message } from '../domain/ports/model-client.js';
import type { CriterionVerdict } from '../domain/ports/store.js';
import type { Reading } from '../domain/reading.js';
import type { Attempt } from '../domain/response.js';
import type { Trial } from '../domain/trial.js';
import { PreceptorError } from '../errors.js';
import { buildRequest } from '../plan/build-request.js';
import type { OpenRun } from './analyse.js';

/** One trial from the question to the verdict: what `preceptor why` prints. */
export interface ExplainedTrial {
  readonly trial: Trial;
  readonly messages: readonly Message[];
  readonly attempts: readonly Attempt[];
  readonly readings: readonly {
    readonly rule: string;
    readonly set: string;
    readonly reading: Reading | null;
  }[];
  readonly verdicts: readonly {
    readonly rule: string;
    readonly set: string;
    readonly keysHash: string;
    readonly verdicts: readonly CriterionVerdict[];
  }[];
}

/**
 * Everything that is stored of one case: prompt, every attempt with its raw reply, readings, verdicts and hashes, for
 * all model versions.
 *
 * @param caseId - as in its file; `set/case` where two sets have it
 * @throws PreceptorError `REFERENCE_UNKNOWN` where the run did not ask it
 */
export async function explainCase(run: OpenRun, caseId: string): Promise<readonly ExplainedTrial[]> {
  const { store, plan } = run;
  const slash = caseId.indexOf('/');
  const id = caseId.slice(slash + 1);
  const protocols = new Map(plan.protocols.map((protocol) => [protocol.protocol, protocol]));
  const explained = new Map<number, ExplainedTrial>();
  for await (const planned of store.find({ caseId: id })) {
    const { trial } = planned;
    const protocol = protocols.get(trial.protocol);
    if (protocol === undefined || (slash >= 0 && trial.set !== caseId.slice(0, slash))) continue;
    const model = plan.models.find((m) => m.hash === trial.modelHash);
    const { messages } = buildRequest(planned, protocol, model?.version.system_prompt);
    const attempts = await store.attempts(trial.seq);
    explained.set(trial.seq, { trial, messages, attempts, readings: [], verdicts: [] });
  }
  if (explained.size === 0) {
    throw new PreceptorError(
      'REFERENCE_UNKNOWN',
      `run ${store.runId} asked no case ${caseId}. Case ids stand in the dossier and in cases/.`,
    );
  }
  await addReadings(run, explained);
  await addVerdicts(run, explained);
  return [...explained.values()];
}

async function addReadings({ store }: OpenRun, explained: Map<number, ExplainedTrial>): Promise<void> {
  const seqs = [...explained.keys()];
  for (const set of await store.readingSets()) {
    for await (const { trial, reading } of store.read(set.id, { seqs })) {
      const entry = explained.get(trial.seq);
      if (entry === undefined) continue;
      const readings = [...entry.readings, { rule: set.rule, set: set.id, reading }];
      explained.set(trial.seq, { ...entry, readings });
    }
  }
}

async function addVerdicts({ store }: OpenRun, explained: Map<number, ExplainedTrial>): Promise<void> {
  const rules = new Map((await store.readingSets()).map((set) => [set.id, set.rule]));
  const seqs = [...explained.keys()];
  for (const set of await store.gradingSets()) {
    for await (const graded of store.graded(set.id, { seqs })) {
      const entry = explained.get(graded.trial.seq);
      if (entry === undefined) continue;
      const rule = rules.get(set.readingSet) ?? set.readingSet;
      const added = { rule, set: set.id, keysHash: set.keysHash, verdicts: graded.verdicts };
      explained.set(graded.trial.seq, { ...entry, verdicts: [...entry.verdicts, added] });
    }
  }
}
