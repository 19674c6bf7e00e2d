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

/** What a request may take; `output` null: nobody knows how long the model’s answers are. */
export interface Reservation {
  readonly input: number;
  readonly output: number | null;
}

/** What one model version has taken so far, and what it may take for the requests under way. */
export interface Account {
  readonly model: string;
  readonly price: Price | null;
  taken: Taken;
  reserved: TokenUsage;
  underWay: number;
  /** Tokens that an answer may have by the settings; null: they set no limit. */
  readonly limit: number | null;
  /** Tokens of the longest answer of this sitting; 0 before the first. */
  longest: number;
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
    reserved: { input: 0, output: 0 },
    underWay: 0,
    limit: outputLimit(version.settings),
    longest: 0,
    answers: 0,
  };
}

export function reserve(account: Account, reservation: Reservation): void {
  account.underWay += 1;
  account.reserved = sum(account.reserved, known(reservation), 1);
}

export function release(account: Account, reservation: Reservation): void {
  account.underWay -= 1;
  account.reserved = sum(account.reserved, known(reservation), -1);
}

/** What an answer may take: the limit of the settings, without one the longest so far; null: nobody knows yet. */
export function mostOutput({ limit, longest, answers }: Account): number | null {
  return limit ?? (answers === 0 ? null : longest);
}

/** Books what a request took, and learns from an answer how long they are. @returns its cost; null: the model version has no price */
export function book(account: Account, taken: Taken, response: ModelResponse): number | null {
  account.taken = {
    ...sum(account.taken, taken, 1),
    isEstimated: account.taken.isEstimated || taken.isEstimated,
  };
  if (response.status === 'answered' || response.cause === 'truncated') {
    account.longest = Math.max(account.longest, taken.output);
    account.answers += 1;
  }
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

/** What an account stands at; with a reservation, also what is under way and what this one may add. */
export function standingOf(
  { taken, reserved }: Account,
  isReserving: boolean,
  added: Reservation | null,
): TokenUsage {
  const whole = isReserving ? sum(taken, reserved, 1) : taken;
  return added === null ? whole : sum(whole, known(added), 1);
}

function known({ input, output }: Reservation): TokenUsage {
  return { input, output: output ?? 0 };
}

function sum(a: TokenUsage, b: TokenUsage, sign: 1 | -1): TokenUsage {
  return { input: a.input + sign * b.input, output: a.output + sign * b.output };
}
