import { type Static, Type } from 'typebox';
import { CLOSED } from './name.js';
import type { TokenUsage } from './response.js';

/** What the service asks for its tokens, as whoever wrote the model’s file declares it. */
export const Price = Type.Object(
  {
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217: three letters, such as USD.' }),
    input_per_million: Type.Number({ minimum: 0, description: 'For a million tokens that are sent.' }),
    output_per_million: Type.Number({
      minimum: 0,
      description: 'For a million tokens that come back, those of reasoning included.',
    }),
  },
  CLOSED,
);
export type Price = Static<typeof Price>;

/** An amount of one currency, >= 0. */
export interface Money {
  readonly currency: string;
  readonly amount: number;
}

/** What so many tokens cost, in the currency of the price. */
export function costOf(price: Price, tokens: TokenUsage): number {
  return (tokens.input * price.input_per_million + tokens.output * price.output_per_million) / 1e6;
}
