// Reads a stored run's verdicts: per protocol and model the repeats of every case, in the order of the cases.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const { openStore } = await import('../../dist/store/store.js');
const { isMet } = await import('../../dist/domain/verdict.js');

/** The newest stored run of a workspace. */
export function newestRun(workspace) {
  const folder = join(workspace, 'runs');
  const [newest] = existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
  if (newest === undefined) throw new Error(`${workspace}: no stored run`);
  return join(folder, newest, 'run.sqlite');
}

/**
 * @returns cases `[{id, strata}]` and `repeats(protocol, model)`: for each case its verdicts by repeat: 1, 0, or null where
 *   the grader gave none
 */
export async function readRepeats(file) {
  const store = await openStore(file, { mode: 'read' });
  try {
    const cases = [];
    for await (const { set, case: aCase } of store.cases()) {
      cases.push({ key: `${set}/${aCase.id}`, strata: aCase.strata ?? {} });
    }
    const rowOf = new Map(cases.map(({ key }, row) => [key, row]));
    const tables = new Map();
    const [grading] = await store.gradingSets();
    for await (const { trial, verdicts } of store.graded(grading.id)) {
      const name = `${trial.protocol} ${trial.model}`;
      if (!tables.has(name))
        tables.set(
          name,
          Array.from(cases, () => []),
        );
      const [verdict] = verdicts;
      const met = verdict?.verdict.status === 'graded' ? isMet(verdict.verdict.finding) : null;
      tables.get(name)[rowOf.get(`${trial.set}/${trial.caseId}`)][trial.repeat] =
        met === null ? null : Number(met);
    }
    const plan = await store.loadPlan();
    return {
      cases,
      protocols: plan.protocols.map(({ protocol }) => protocol),
      models: plan.models.map(({ version }) => version.model),
      repeats: (protocol, model) => tables.get(`${protocol} ${model}`),
    };
  } finally {
    await store.close();
  }
}
