import type { Price } from '../domain/price.js';
import type { ModelUsage } from '../domain/usage.js';
import { count } from './format.js';
import { moneyText } from './money.js';

/** Tokens as the service counted them, and how many of the requests it said nothing of. */
export function tokensText(usage: ModelUsage): string {
  const { requests, counted, silent, input, output } = usage;
  if (requests === 0) return 'no request was sent';
  const unserved = requests - counted - silent;
  const parts = [
    ...(counted === 0 ? [] : [`${count(input)} in, ${count(output)} out, as the service counted them`]),
    `${count(counted)} of ${count(requests)} requests counted`,
    ...(silent === 0 ? [] : [`${count(silent)} without a word on tokens`]),
    ...(unserved === 0 ? [] : [`${count(unserved)} reached no model`]),
  ];
  return parts.join('; ');
}

/** The cost of what was counted; null: the model version has no price. */
export function costText({ cost, silent }: ModelUsage, price: Price | undefined): string | null {
  if (cost === null) return price === undefined ? null : 'not known: no tokens were counted';
  const rest = silent === 0 ? '' : `; without ${count(silent)} of which no tokens are known`;
  return `${moneyText(cost)}${rest}`;
}

export function priceText({ currency, input_per_million, output_per_million }: Price): string {
  return `${input_per_million} ${currency} for a million tokens in, ${output_per_million} ${currency} out, as declared`;
}

/** A line for each model version that took tokens. */
export function usageLines(
  models: readonly { readonly version: { readonly price?: Price }; readonly usage: ModelUsage | null }[],
): readonly string[] {
  return models.flatMap(({ version, usage }) => {
    if (usage === null) return [];
    const cost = costText(usage, version.price);
    if (usage.counted === 0 && cost === null) return [];
    return [`tokens   ${usage.model}: ${tokensText(usage)}${cost === null ? '' : `; cost ${cost}`}`];
  });
}
