import type { Criterion } from '../domain/criterion.js';
import type { Grader } from '../domain/grader.js';
import { type Hash, hashOf } from '../domain/hash.js';
import type { Key } from '../domain/key.js';
import { type KeyIndex, keyHash } from '../domain/key-index.js';
import type { Plan } from '../domain/plan.js';
import type { CriterionVerdict, ReadTrial, Store } from '../domain/ports/store.js';
import { questionOf } from '../domain/question.js';
import { isOfTheModel } from '../domain/response.js';
import { type GradingSet, gradingSet, type ReadingSet } from '../domain/result-set.js';
import type { Verdict } from '../domain/verdict.js';
import { PreceptorError } from '../errors.js';
import type { GraderClient } from '../grade/grader.js';

const KEPT_HASHES = 1000;

export interface GradeInput {
  /** Graders by name, with the hash of everything that decides their verdicts. */
  readonly graders: ReadonlyMap<string, { readonly definition: Grader; readonly hash: Hash }>;
  readonly openGrader: (grader: Grader) => Promise<GraderClient>;
  readonly keys: KeyIndex;
}

/** A grading set that is open in the store, with the graders that fill it; whoever opens it closes it. */
export interface OpenGrading {
  readonly set: GradingSet;
  readonly isComplete: boolean;
  /** One verdict for each criterion; none where nothing was asked. */
  grade(trial: ReadTrial): Promise<readonly CriterionVerdict[]>;
  close(): Promise<void>;
}

/** Opens the set of these graders and keys over a reading set. */
export async function openGrading(
  store: Store,
  plan: Plan,
  reading: ReadingSet,
  input: GradeInput,
): Promise<OpenGrading> {
  const used = [...new Set(plan.suites.flatMap((suite) => suite.graders))].sort();
  const graderHashes = Object.fromEntries(used.map((name) => [name, graderOf(input, name).hash]));
  const set = gradingSet(reading, graderHashes, input.keys.hash);
  const { complete: isComplete } = await store.openGradingSet(set);
  const hashed = { ...input, hashes: gradingHashes() };
  const clients = new Map<string, GraderClient>();
  const close = async () => {
    for (const client of clients.values()) await client.close();
  };
  try {
    if (!isComplete) {
      for (const name of used) clients.set(name, await input.openGrader(graderOf(input, name).definition));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    set,
    isComplete,
    close,
    async grade(trial) {
      if (trial.response === null) return [];
      const verdicts: CriterionVerdict[] = [];
      for (const criterion of trial.case.case.criteria) {
        verdicts.push(await gradeCriterion(trial, criterion, hashed, clients));
      }
      return verdicts;
    },
  };
}

/** Grades every criterion of every trial of a reading set; a complete set is not graded again. */
export async function gradeRun(
  store: Store,
  plan: Plan,
  reading: ReadingSet,
  input: GradeInput,
): Promise<GradingSet> {
  const grading = await openGrading(store, plan, reading, input);
  const { set } = grading;
  try {
    if (grading.isComplete) return set;
    for await (const trial of store.read(reading.id)) {
      for (const verdict of await grading.grade(trial)) {
        await store.putVerdict(set.id, trial.trial.seq, verdict);
      }
    }
  } finally {
    await grading.close();
  }
  await store.closeGradingSet(set.id);
  return set;
}

async function gradeCriterion(
  read: ReadTrial,
  criterion: Criterion,
  input: GradeInput & { readonly hashes: GradingHashes },
  clients: ReadonlyMap<string, GraderClient>,
): Promise<CriterionVerdict> {
  const { trial } = read;
  const aCase = read.case.case;
  const key = input.keys.find(trial.set, aCase, criterion.id, trial.variant, trial.step);
  const client = clients.get(criterion.grader);
  const { hash } = graderOf(input, criterion.grader);
  if (client === undefined) throw new PreceptorError('INTERNAL', `grader ${criterion.grader} is not open`);
  const gradingHash = input.hashes.of(criterion, hash, key);
  const verdict = await verdictOf(read, criterion, client, {
    trial,
    case: aCase,
    options: questionOf(aCase, trial.variant, trial.step).options,
    criterion,
    key,
    reading: read.reading,
  });
  return { criterion: criterion.id, gradingHash, verdict };
}

function verdictOf(
  read: ReadTrial,
  criterion: Criterion,
  client: GraderClient,
  judged: Parameters<GraderClient['grade']>[0],
): Promise<Verdict> {
  const { reading, response } = read;
  // A recorded grader may have judged an empty answer.
  const isJudgeable = response !== null && isOfTheModel(response);
  const isGradable = client.needsReading ? reading?.status === 'read' : isJudgeable;
  if (isGradable) return client.grade(judged);
  const detail = `nothing to grade for criterion ${criterion.id}`;
  return Promise.resolve({ status: 'ungraded', cause: 'no-answer', detail });
}

function graderOf(input: GradeInput, name: string) {
  const grader = input.graders.get(name);
  if (grader !== undefined) return grader;
  throw new PreceptorError(
    'REFERENCE_UNKNOWN',
    `grader ${name} is not there; known graders are ${[...input.graders.keys()].join(', ')}.`,
  );
}

interface GradingHashes {
  of(criterion: Criterion, grader: Hash, key: Key | null): Hash;
}

/** Hashes of what grades a unit: its repeats are neighbours and share them, so the last few are kept. */
function gradingHashes(): GradingHashes {
  const kept = new Map<Criterion, { readonly grader: Hash; readonly key: Key | null; readonly hash: Hash }>();
  return {
    of(criterion, grader, key) {
      const known = kept.get(criterion);
      if (known !== undefined && known.grader === grader && known.key === key) return known.hash;
      const hash = hashOf([criterion.id, criterion.points, grader, key === null ? null : keyHash(key)]);
      if (kept.size >= KEPT_HASHES) kept.clear();
      kept.set(criterion, { grader, key, hash });
      return hash;
    },
  };
}
