// Plans the triage suite that ships with the package, asks one model, and says how fast.
import { askRun, createRun, preparePlan } from '../../dist/index.js';

/**
 * From the first request to the last row on disk: every answer is stored, read and graded.
 *
 * @param {string} root
 * @param {{model: string, repeats: number, concurrency: number}} asked
 */
export async function askAll(root, { model, repeats, concurrency }) {
  const planned = await preparePlan({
    root,
    suites: ['builtin:triage'],
    models: [model],
    baseline: null,
    repeats,
    limit: null,
    policy: null,
    floors: false,
  });
  const store = await createRun(root, planned, new Date());
  const never = new AbortController().signal;
  const startedMs = performance.now();
  await askRun(store, root, {
    concurrency,
    workspace: planned.workspace,
    progress: { begin: () => undefined, advance: () => undefined, end: () => undefined },
    warn: (message) => process.stderr.write(`${message}\n`),
    stop: never,
    abort: never,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const verdicts = await countVerdicts(store);
  const { answered } = await store.counts();
  await store.close();
  if (verdicts !== planned.plan.trialCount) throw new Error(`only ${verdicts} trials were graded`);
  return { trials: answered, perSecond: answered / seconds };
}

/** Trials with a verdict in the one grading set. */
async function countVerdicts(store) {
  const [set] = await store.gradingSets();
  let trials = 0;
  for await (const { verdicts } of store.graded(set.id)) if (verdicts.length > 0) trials += 1;
  return trials;
}
