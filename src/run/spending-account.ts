import { outputLimit } from '../domain/output-limit.js';
import type { PlannedModel } from '../domain/plan.js';
import { costOf, type Price } from '../domain/price.js';
import type { ModelResponse, TokenUsage } from '../domain/response.js';
import { estimateTokens } from '../domain/token-estimate.js';
import { reachOf, UNSERVED } from '../domain/usage.js';

/** Tokens that were taken; `isEstimated`: no service counted some of them. */
export interface Taken extends TokenUsage {
  readonly isEstimated: boolean;
}

/** Requests, and their tokens by the estimate. */
export interface Sent {
  readonly requests: number;
  readonly input: number;
}

/** What the requests of a model version take at most, by those of this sitting. */
export interface Measure {
  /** Tokens that the service counted for one of the estimate; >= 1, and 1 where it counts none. */
  readonly ratio: number;
  /** Tokens of the longest answer; 0 before the first. */
  readonly longest: number;
}

/** What one model version has taken so far, and what it may take for the requests under way. */
export interface Account {
  readonly model: string;
  readonly price: Price | null;
  taken: Taken;
  underWay: Sent;
  /** Requests of this sitting that are over, whatever came of them. */
  over: number;
  /** Tokens that an answer may have by the settings; 0: they set no limit. */
  readonly limit: number;
  measure: Measure;
  /** Answers of this sitting. */
  answers: number;
}

/** null: it takes no tokens, as it answers in this process or from a recording. */
export function openAccount({ version }: PlannedModel, earlier: Taken | undefined): Account | null {
  if (reachOf(version.client) === 'none') return null;
  return {
    model: version.model,
    price: version.price ?? null,
    taken: earlier ?? { input: 0, output: 0, isEstimated: false },
    underWay: { requests: 0, input: 0 },
    over: 0,
    limit: outputLimit(version.settings) ?? 0,
    measure: { ratio: 1, longest: 0 },
    answers: 0,
  };
}

/** The requests under way, and one more of so many estimated tokens. */
export function withOneMore({ underWay }: Account, input: number): Sent {
  return { requests: underWay.requests + 1, input: underWay.input + input };
}

export function release(account: Account, input: number): void {
  const { underWay } = account;
  account.underWay = { requests: underWay.requests - 1, input: underWay.input - input };
  account.over += 1;
}

/** Until its first answer has come, a model version is taken for the most that any of them takes. */
export function measureOf({ answers, measure }: Account, all: readonly Account[]): Measure {
  if (answers > 0) return measure;
  return {
    ratio: Math.max(...all.map((one) => one.measure.ratio)),
    longest: Math.max(...all.map((one) => one.measure.longest)),
  };
}

/** What an account stands at once so many requests have come back, each taken at the most that it may take. */
export function standingOf({ taken, limit }: Account, sent: Sent, measure: Measure): TokenUsage {
  return {
    input: taken.input + sent.input * measure.ratio,
    output: taken.output + sent.requests * Math.max(limit, measure.longest),
  };
}

/**
 * Books what a request took, and learns what others may take.
 *
 * @param estimated - tokens of the request by the estimate
 * @returns its cost; null: the model version has no price
 */
export function book(
  account: Account,
  taken: Taken,
  estimated: number,
  response: ModelResponse,
): number | null {
  account.taken = {
    input: account.taken.input + taken.input,
    output: account.taken.output + taken.output,
    isEstimated: account.taken.isEstimated || taken.isEstimated,
  };
  let { ratio, longest } = account.measure;
  if (estimated > 0) ratio = Math.max(ratio, taken.input / estimated);
  if (response.status === 'answered' || response.cause === 'truncated') {
    longest = Math.max(longest, taken.output);
    account.answers += 1;
  }
  account.measure = { ratio, longest };
  return account.price === null ? null : costOf(account.price, taken);
}

/**
 * What a request took: as its service counts it; where that says nothing, an estimate from what was sent and came back.
 *
 * @returns null: nothing, as it never reached a model or came from elsewhere
 */
export function takenBy(response: ModelResponse, estimatedInput: number): Taken | null {
  if (response.origin !== 'live') return null;
  const usage = response.service?.usage ?? null;
  if (usage !== null) return { ...usage, isEstimated: false };
  if (response.status === 'failed' && UNSERVED.includes(response.cause)) return null;
  const came = response.status === 'answered' ? response.text : (response.raw ?? '');
  return { input: estimatedInput, output: estimateTokens(came.length), isEstimated: true };
}
