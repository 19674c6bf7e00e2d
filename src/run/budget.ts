import type { PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { reachOf } from '../domain/usage.js';
import { PreceptorError } from '../errors.js';
import { resumeCommand } from './resume-command.js';

/** What a run may take before it stops asking; null: as much as it needs. */
export interface Budget {
  /** Of the whole run, in the one currency of its prices; > 0. */
  readonly cost: number | null;
  /** Of the whole run, sent and received; >= 1. */
  readonly tokens: number | null;
  /** Of this sitting; > 0. */
  readonly minutes: number | null;
}

export const NO_BUDGET: Budget = { cost: null, tokens: null, minutes: null };

/** @throws PreceptorError `USAGE` where a budget in money cannot be kept: a price is missing, or there are two currencies */
export function requirePriced({ cost }: Budget, models: readonly PlannedModel[]): void {
  if (cost === null) return;
  const unpriced = models
    .filter(({ version }) => reachOf(version.client) === 'network' && version.price === undefined)
    .map(({ version }) => version.model);
  if (unpriced.length > 0) {
    throw new PreceptorError(
      'USAGE',
      `expected with --max-cost a price of every model version that is asked over the network; found none of ${unpriced.join(', ')}. ` +
        'Add price: {currency: USD, input_per_million: …, output_per_million: …} to the model’s file, or use --max-tokens.',
    );
  }
  const currencies = [...new Set(models.flatMap(({ version }) => version.price?.currency ?? []))];
  if (currencies.length === 1) return;
  const found = currencies.length === 0 ? 'no model version with a price' : currencies.join(' and ');
  throw new PreceptorError(
    'USAGE',
    `expected with --max-cost prices in one currency; found ${found}. Ask such model versions in runs of their own, or use --max-tokens.`,
  );
}

/** A program without a price, as on the command line: a budget in money does not hold it. */
export function notHeld({ cost }: Budget, models: readonly PlannedModel[]): readonly string[] {
  if (cost === null) return [];
  return models
    .filter(({ version }) => reachOf(version.client) === 'program' && version.price === undefined)
    .map(({ version }) => version.model);
}

/** @throws PreceptorError `BUDGET_REACHED` where trials are left; there is no decision without them all */
export async function requireAsked(store: Store, root: string, reached: string): Promise<void> {
  const { planned, answered, failed } = await store.counts();
  const left = planned - answered - failed;
  if (left === 0) return;
  throw new PreceptorError(
    'BUDGET_REACHED',
    `run ${store.runId}: ${reached}. Nothing more was asked, what was under way is stored; ${left} of ${planned} planned trials have no response yet. ` +
      `Go on, with more or without a limit: ${resumeCommand(store.runId, root)}`,
  );
}
