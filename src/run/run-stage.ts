import type { Result } from '../domain/estimate.js';
import { analyseRun, loadGradingContent, type OpenRun } from './analyse.js';
import { requireComplete } from './open-run.js';
import { readRun } from './read-stage.js';

export interface StageOutput {
  readonly run: { readonly id: string; readonly planHash: string; readonly dossier: null };
  /** The sets that now exist, each with its hashes. */
  readonly sets: readonly Readonly<Record<string, string>>[];
  readonly results?: readonly Result[];
}

/** Carries a stored run up to one stage under the named reading rules. */
export async function runStage(
  run: OpenRun,
  stage: 'read' | 'grade' | 'measure',
  readings: readonly string[],
): Promise<StageOutput> {
  const { store, plan } = run;
  await requireComplete(run);
  const about = { id: store.runId, planHash: plan.hash, dossier: null };
  if (stage === 'read') {
    const sets = [];
    for (const name of readings) sets.push(await readRun(store, plan, name));
    await store.flush();
    return { run: about, sets: sets.map(({ id, rule, ruleHash }) => ({ reading: id, rule, ruleHash })) };
  }
  const analysed = await analyseRun(run, await loadGradingContent(run), readings);
  const sets = analysed.map(({ measured: { reading, grading } }) => ({
    reading: reading.id,
    rule: reading.rule,
    ruleHash: reading.ruleHash,
    grading: grading.id,
    keysHash: grading.keysHash,
  }));
  return stage === 'grade'
    ? { run: about, sets }
    : { run: about, sets, results: analysed.flatMap((one) => one.results) };
}
