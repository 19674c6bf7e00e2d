// Plans the suite of a workspace made by a program, asks one model, and says how fast.

import { askRun, createRun, preparePlan } from '../../dist/index.js';
import { makeBenchWorkspace } from '../made-workspace.mjs';

const REPEATS = 5;

/**
 * A workspace with one suite: each case is asked five times, read by one rule and graded by one grader.
 *
 * @param {string} root
 * @param {number} trials
 */
export function makeAskedWorkspace(root, trials) {
  makeBenchWorkspace(root, { cases: Math.ceil(trials / REPEATS), repeats: REPEATS });
}

/**
 * From the first request to the last row on disk: every answer is stored, read and graded.
 *
 * @param {string} root
 * @param {{model: string, concurrency: number}} asked
 */
export async function askAll(root, { model, concurrency }) {
  const planned = await preparePlan({
    root,
    suites: ['made'],
    models: [model],
    baseline: null,
    repeats: null,
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
