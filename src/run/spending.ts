import { setMaxListeners } from 'node:events';
import type { PlannedModel } from '../domain/plan.js';
import type { ModelRequest } from '../domain/ports/model-client.js';
import { costOf } from '../domain/price.js';
import type { ModelResponse, TokenUsage } from '../domain/response.js';
import { estimateRequest } from '../domain/token-estimate.js';
import { MAX_TIMER_MS } from '../models/limit/clock.js';
import type { Budget } from './budget.js';
import {
  type Account,
  book,
  measureOf,
  openAccount,
  release,
  standingOf,
  type Taken,
  takenBy,
  withOneMore,
} from './spending-account.js';

/** Sends a request if the budget has room for it; null: it was not sent, and is asked when the run goes on. */
export type Meter = (
  model: PlannedModel,
  request: ModelRequest,
  send: () => Promise<ModelResponse | null>,
) => Promise<ModelResponse | null>;

export interface Spending {
  readonly meter: Meter;
  /** Aborts with the run’s own stop, and once the budget is reached. */
  readonly stop: AbortSignal;
  /** What was reached, in words; null: nothing. */
  reached(): string | null;
  close(): void;
}

export interface SpendingOptions {
  readonly budget: Budget;
  readonly models: readonly PlannedModel[];
  /** What earlier sittings of the run took, by the model’s hash. */
  readonly earlier: ReadonlyMap<string, Taken>;
  readonly stop: AbortSignal;
  /** Told what each request of a priced model version cost. */
  readonly onSpend: (model: string, amount: number) => void;
  /** Calls back after so many ms unless it is called off. Default: a timer of the machine. */
  readonly after?: (ms: number, call: () => void) => () => void;
}

/**
 * Counts what a run spends and holds it to a budget. A request is sent only where what was spent, and what those under
 * way may take, leave room for it; near the limit requests go one at a time. What one may take is learnt from those that
 * came back. So the limit is passed by less than the last request, and by what those under way take beyond the most that
 * one took before them. A service that counts no tokens is held to the estimate.
 */
export function openSpending(options: SpendingOptions): Spending {
  const { budget } = options;
  const accounts = openAccounts(options);
  const halt = new AbortController();
  const stop = AbortSignal.any([options.stop, halt.signal]);
  setMaxListeners(0, stop);
  let reached: Limit | null = null;
  const reach = (limit: Limit | null): void => {
    if (limit === null) return;
    reached ??= limit;
    halt.abort();
  };
  const { minutes } = budget;
  const after = options.after ?? onTimer;
  const callOff = minutes === null ? null : after(minutes * 60_000, () => reach('minutes'));
  const settled = openSettled();
  const admit = async (account: Account, input: number): Promise<boolean> => {
    for (;;) {
      reach(spent(budget, accounts));
      if (stop.aborted) return false;
      if (hasRoom(budget, accounts, account, input)) {
        // At once: whoever else was woken finds the room taken.
        account.underWay = withOneMore(account, input);
        return true;
      }
      await settled.next();
    }
  };
  const meter: Meter = async (model, request, send) => {
    const account = accounts.get(model.hash);
    if (account === undefined) return send();
    const input = estimateRequest(request.messages);
    if (!(await admit(account, input))) return null;
    try {
      const response = await send();
      const taken = response === null ? null : takenBy(response, input);
      const cost = taken === null || response === null ? null : book(account, taken, input, response);
      if (cost !== null) options.onSpend(account.model, cost);
      return response;
    } finally {
      release(account, input);
      reach(spent(budget, accounts));
      settled.say();
    }
  };
  return {
    meter,
    stop,
    reached: () => (reached === null ? null : describe(reached, budget, accounts)),
    close: () => callOff?.(),
  };
}

type Limit = 'cost' | 'tokens' | 'minutes';
type Accounts = ReadonlyMap<string, Account>;

function openAccounts({ models, earlier }: SpendingOptions): Accounts {
  const accounts = new Map<string, Account>();
  for (const model of models) {
    const account = openAccount(model, earlier.get(model.hash));
    if (account !== null) accounts.set(model.hash, account);
  }
  return accounts;
}

/** Which limit was reached; null: none. */
function spent(budget: Budget, accounts: Accounts): Limit | null {
  if (budget.cost === null && budget.tokens === null) return null;
  const { cost, tokens } = totals([...accounts.values()], ({ taken }) => taken);
  if (budget.cost !== null && cost >= budget.cost) return 'cost';
  return budget.tokens !== null && tokens >= budget.tokens ? 'tokens' : null;
}

function describe(limit: Limit, budget: Budget, accounts: Accounts): string {
  if (limit === 'minutes') return `--max-minutes ${budget.minutes}: the time is over`;
  const all = [...accounts.values()];
  const { cost, tokens } = totals(all, ({ taken }) => taken);
  const part = all.some(({ taken }) => taken.isEstimated) ? ', in part an estimate' : '';
  if (limit === 'tokens') return `--max-tokens ${budget.tokens}: ${tokens} tokens taken${part}`;
  const [currency = ''] = all.flatMap(({ price }) => price?.currency ?? []);
  return `--max-cost ${budget.cost}: ${Number(cost.toPrecision(6))} ${currency} spent${part}`;
}

/**
 * As many requests as the budget holds, one of them always. One goes first and tells what the others may take; beside
 * each further one of a model version there are at most as many as answers have come: the first tell little of the rest.
 */
function hasRoom(budget: Budget, accounts: Accounts, account: Account, input: number): boolean {
  if (!isHeld(budget, account)) return true;
  const all = [...accounts.values()].filter((one) => isHeld(budget, one));
  if (all.every(({ underWay }) => underWay.requests === 0)) return true;
  if (all.every(({ over }) => over === 0)) return false;
  if (account.underWay.requests > account.answers) return false;
  const { cost, tokens } = totals(all, (one) => {
    const sent = one === account ? withOneMore(one, input) : one.underWay;
    return standingOf(one, sent, measureOf(one, all));
  });
  return (budget.cost === null || cost <= budget.cost) && (budget.tokens === null || tokens <= budget.tokens);
}

/** Whether a limit counts what the model version takes; nothing else is worth waiting for. */
function isHeld({ cost, tokens }: Budget, { price }: Account): boolean {
  return tokens !== null || (cost !== null && price !== null);
}

function totals(accounts: readonly Account[], tokensOf: (account: Account) => TokenUsage) {
  let cost = 0;
  let tokens = 0;
  for (const account of accounts) {
    const one = tokensOf(account);
    tokens += one.input + one.output;
    if (account.price !== null) cost += costOf(account.price, one);
  }
  return { cost, tokens };
}

/** Wakes all who wait for a request to come back. */
function openSettled() {
  let wake: () => void = () => undefined;
  let waiting: Promise<void> | null = null;
  return {
    next(): Promise<void> {
      waiting ??= new Promise((resolve) => {
        wake = resolve;
      });
      return waiting;
    },
    say(): void {
      waiting = null;
      wake();
    },
  };
}

function onTimer(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, Math.min(ms, MAX_TIMER_MS));
  return () => clearTimeout(timer);
}
