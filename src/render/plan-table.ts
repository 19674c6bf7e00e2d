import type { CostRange, ModelEstimate, PlanEstimate } from '../domain/plan-estimate.js';
import { count } from './format.js';
import { amountText } from './money.js';
import { drawTable, type Terminal } from './text-table.js';

/** What a plan would take, for a terminal: tokens of the questions, the limit of the answers, and what both cost. */
export function renderEstimate({ models, costs }: PlanEstimate, terminal: Terminal): string {
  const table = drawTable(
    {
      title: 'Before anything is asked (tokens: an estimate, 4 characters each; retries left out)',
      columns: [
        { head: 'model', wraps: true },
        { head: 'trials' },
        { head: 'tokens in' },
        { head: 'tokens out' },
        { head: 'cost' },
      ],
      rows: models.map((one) => [
        one.model,
        count(one.trials),
        one.inputTokens === null ? 'none' : `about ${count(one.inputTokens)}`,
        outputText(one),
        one.cost === null ? 'no price' : rangeText(one.cost),
      ]),
    },
    terminal,
  );
  return [table, ...costs.map((cost) => `cost in all: ${rangeText(cost)}`)].join('\n');
}

function outputText({ inputTokens, outputTokensAtMost }: ModelEstimate): string {
  if (inputTokens === null) return 'none';
  return outputTokensAtMost === null ? 'not limited' : `at most ${count(outputTokensAtMost)}`;
}

function rangeText({ currency, least, most }: CostRange): string {
  const range =
    most === null ? `from ${amountText(least)}, not limited` : `${amountText(least)} to ${amountText(most)}`;
  return `${range} ${currency}`;
}
