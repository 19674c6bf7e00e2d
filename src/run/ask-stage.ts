import { setMaxListeners } from 'node:events';
import { PLANNED_ATTEMPTS } from '../domain/asking.js';
import { FAILURE_CLASS, type FailureCause, isUnspent, spendsAttempt } from '../domain/failure.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import { type ModelClient, ShutOut } from '../domain/ports/model-client.js';
import type { Store } from '../domain/ports/store.js';
import type { PlannedTrial } from '../domain/ports/trial-source.js';
import type { Protocol } from '../domain/protocol.js';
import type { Attempt, ModelResponse } from '../domain/response.js';
import { PreceptorError } from '../errors.js';
import { backoffMs } from '../models/limit/backoff.js';
import { type Clock, SYSTEM_CLOCK } from '../models/limit/clock.js';
import { buildRequest } from '../plan/build-request.js';
import { createBacklog } from './backlog.js';
import { forEachBounded } from './for-each-bounded.js';
import { createPatience, outOfPatience, type Patience } from './patience.js';
import type { Progress } from './progress.js';
import type { Meter } from './spending.js';

/** Responses that may wait to be stored, beside one for each request under way. */
const SPARE_RESPONSES = 64;
/** Their characters: some are of megabytes. */
const SPARE_CHARACTERS = 16 * 1024 * 1024;
/** Of the concurrency: requests that stand ready beside it where the client bounds itself, as answers come in bursts. */
const READY_SHARE = 1 / 2;
/** Causes that pass by themselves if they are given time; a program that crashed is simply started again. */
const PASSING: ReadonlySet<FailureCause> = new Set([
  'name-lookup',
  'connection',
  'reset',
  'server-error',
  'rate-limited',
  'client-timeout',
]);

export interface AskOptions {
  readonly concurrency: number;
  /** Requests for one trial, over all sittings, before an infrastructure failure stands (METHODS §2.9). Default: 3. */
  readonly attempts?: number;
  readonly openModel: (model: PlannedModel) => Promise<ModelClient>;
  readonly progress: Progress;
  /** Told of the first trial of each model version that ends without an answer. */
  readonly warn: (message: string) => void;
  /** Takes nothing new; what is under way is waited for. */
  readonly stop: AbortSignal;
  /** Gives up what is under way, too. */
  readonly abort: AbortSignal;
  /** Told of each trial’s response once it has a place in the store; waited for before the next is asked. */
  readonly onResponse?: (planned: PlannedTrial, response: ModelResponse) => Promise<void>;
  /** Stands between the run and every request; null: the budget has no room for it. */
  readonly meter?: Meter;
  /** Uniform in [0, 1): it spreads the waits before what failed is asked again. Default: `Math.random`. */
  readonly random?: () => number;
  readonly clock?: Clock;
}

/**
 * Asks every trial that has no final response yet; every attempt is stored as it comes.
 * After a stop, what is under way is stored as it answers, and nothing new is asked. A model version that cannot be
 * asked at all stops the others in the same way; its error is thrown once what they had under way is stored.
 */
export async function askTrials(store: Store, plan: Plan, options: AskOptions): Promise<void> {
  const protocols = new Map(plan.protocols.map((protocol) => [protocol.protocol, protocol]));
  const isFresh = (await store.counts()).attempts === 0;
  const broken = new AbortController();
  const stoppable = { ...options, stop: AbortSignal.any([options.stop, broken.signal]) };
  // Every trial that waits listens to it: their number is no leak.
  setMaxListeners(0, stoppable.stop);
  const failures: unknown[] = [];
  await Promise.all(
    plan.models.map((model) =>
      askModel({ store, model, protocols, isFresh, onBroken: () => broken.abort() }, stoppable).catch(
        (error: unknown) => {
          failures.push(error);
          broken.abort();
        },
      ),
    ),
  );
  if (failures.length > 0) throw failures[0];
  await store.flush();
}

interface Asking {
  readonly store: Store;
  readonly model: PlannedModel;
  readonly protocols: ReadonlyMap<string, Protocol>;
  /** Nothing was asked before: no trial has earlier attempts. */
  readonly isFresh: boolean;
  /** Told at once of what ends the run, while other requests are still under way. */
  readonly onBroken: () => void;
}

async function askModel(asking: Asking, options: AskOptions): Promise<void> {
  const { store, model } = asking;
  const { planned, answered, failed } = await store.counts(model.hash);
  // A model version that is not needed any more need not be there any more.
  if (answered + failed === planned) return;
  const client = await options.openModel(model);
  const backlog = createBacklog(options.concurrency + SPARE_RESPONSES, SPARE_CHARACTERS);
  try {
    let hasWarned = false;
    const keep = async (planned: PlannedTrial, { response, ...attempt }: Attempt): Promise<void> => {
      await store.putAttempt({ ...attempt, response });
      options.progress.advance(model.version.model, response.status === 'answered');
      await options.onResponse?.(planned, response);
      if (response.status === 'answered' || hasWarned) return;
      hasWarned = true;
      options.warn(describe(model, planned, response));
    };
    const trials = store.trials({ unanswered: true, modelHash: model.hash });
    const ready = client.isBounded === true ? Math.floor(options.concurrency * READY_SHARE) : 0;
    await forEachBounded(trials, options.concurrency + ready, options.stop, async (planned) => {
      try {
        const last = await askTrial(asking, client, planned, options);
        // The next request goes out first.
        if (last !== null) await backlog.add(() => keep(planned, last), charactersIn(last.response));
      } catch (error) {
        asking.onBroken();
        throw error;
      }
    });
  } finally {
    try {
      await backlog.drain();
    } finally {
      await client.close();
    }
  }
}

function charactersIn(response: ModelResponse): number {
  const text = response.status === 'answered' ? response.text : '';
  return text.length + (response.raw?.length ?? 0);
}

function describe(
  { version }: PlannedModel,
  { trial }: PlannedTrial,
  { cause, detail }: Extract<ModelResponse, { status: 'failed' }>,
): string {
  return `${version.model}: no answer to ${trial.set}/${trial.caseId} (${cause}): ${detail}; see preceptor why`;
}

/** @returns the trial’s last attempt, to be stored; null: interrupted, to be asked again */
async function askTrial(
  { store, model, protocols, isFresh }: Asking,
  client: ModelClient,
  planned: PlannedTrial,
  options: AskOptions,
): Promise<Attempt | null> {
  const { stop, abort, meter, random = Math.random, clock = SYSTEM_CLOCK } = options;
  const { seq: trialSeq, protocol: name } = planned.trial;
  const protocol = protocols.get(name);
  if (protocol === undefined) throw new PreceptorError('INTERNAL', `the plan has no protocol ${name}`);
  const request = buildRequest(planned, protocol, model.version.system_prompt);
  const earlier = isFresh ? [] : await store.attempts(trialSeq);
  const left = (options.attempts ?? PLANNED_ATTEMPTS) - earlier.filter(hasSpent).length;
  const patience = createPatience(clock, random);
  let spent = 0;
  for (let asked = 1; ; asked += 1) {
    const startedAtMs = Date.now();
    const number = earlier.length + asked;
    const send = () => client.ask(request, abort, stop);
    let response: ModelResponse | null;
    try {
      response = await (meter === undefined ? send() : meter(model, request, send));
    } catch (error) {
      if (!(error instanceof ShutOut)) throw error;
      const shut = { trialSeq, attempt: number, final: false, startedAtMs, response: error.response };
      await store.putAttempt(shut);
      throw error;
    }
    if (response === null) return null;
    const end = endOf(response, patience);
    if (end.status !== 'comes-back') spent += 1;
    const final = end.status === 'stands' || (end.status === 'lost' && spent >= left && !stop.aborted);
    const attempt = {
      trialSeq,
      attempt: number,
      final,
      startedAtMs,
      response: end.response,
    };
    if (final) return attempt;
    await store.putAttempt(attempt);
    if (stop.aborted || end.status === 'open') return null;
    if (end.status === 'comes-back') await patience.wait(stop);
    else if (end.isPassing) await clock.wait(backoffMs(spent - 1, random), stop);
    if (stop.aborted) return null;
  }
}

/** What one response means to its trial. */
type End =
  /** Its response, whatever comes. */
  | { readonly status: 'stands'; readonly response: ModelResponse }
  /** To be asked again at once, which spends none of its attempts. */
  | { readonly status: 'comes-back'; readonly response: ModelResponse }
  /** To be asked again while it has attempts left; `isPassing`: after a while. */
  | { readonly status: 'lost'; readonly response: ModelResponse; readonly isPassing: boolean }
  /** The run’s own fault: to be asked in another sitting. */
  | { readonly status: 'open'; readonly response: ModelResponse };

function endOf(response: ModelResponse, patience: Patience): End {
  if (response.status === 'answered' || response.cause === 'not-recorded') {
    return { status: 'stands', response };
  }
  const { cause } = response;
  if (isUnspent(cause)) {
    if (patience.lasts()) return { status: 'comes-back', response };
    return { status: 'stands', response: outOfPatience(response) };
  }
  if (FAILURE_CLASS[cause] === 'run') return { status: 'open', response };
  // Asked again in the same words, it would be refused again.
  if (!spendsAttempt(cause)) return { status: 'stands', response };
  return { status: 'lost', response, isPassing: PASSING.has(cause) };
}

function hasSpent({ response }: Attempt): boolean {
  return response.status === 'failed' && spendsAttempt(response.cause);
}
