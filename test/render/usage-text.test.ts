import { describe, expect, it } from 'vitest';
import type { OriginCounts } from '../../src/domain/response.js';
import type { ModelUsage } from '../../src/domain/usage.js';
import { documentText } from '../../src/render/html.js';
import { amountText, moneyText } from '../../src/render/money.js';
import { renderEstimate } from '../../src/render/plan-table.js';
import { modelBlocks } from '../../src/render/provenance.js';
import { costText, tokensText, usageLines } from '../../src/render/usage-text.js';
import { aModel } from '../builders/a-plan.js';

const price = { currency: 'USD', input_per_million: 2.5, output_per_million: 10 };

function usage(part: Partial<ModelUsage> = {}): ModelUsage {
  return {
    model: 'ward',
    requests: 120,
    counted: 120,
    input: 12_000,
    output: 2400,
    silent: 0,
    silentCharacters: 0,
    cost: { currency: 'USD', amount: 0.054 },
    ...part,
  };
}

const plain = (text: string | null) => text?.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('an amount', () => {
  it.each([
    [0, '0'],
    [0.000049, '< 0.0001'],
    [0.00005, '0.0001'],
    [0.054, '0.0540'],
    [1, '1.00'],
    [12.345, '12.35'],
    [1_234_567.891, '1 234 567.89'],
  ])('%d', (amount, text) => {
    expect(plain(amountText(amount))).toBe(text);
  });

  it('has its currency on the same line', () => {
    expect(moneyText({ amount: 2, currency: 'EUR' })).toBe('2.00\u00a0EUR');
  });
});

describe('usage', () => {
  it.each([
    [{}, '12 000 in, 2400 out, as the service counted them; 120 of 120 requests counted', '0.0540 USD'],
    [
      { counted: 100, silent: 12 },
      '12 000 in, 2400 out, as the service counted them; 100 of 120 requests counted; 12 without a word on tokens; 8 reached no model',
      '0.0540 USD; without 12 of which no tokens are known',
    ],
    [
      { counted: 0, silent: 120, cost: null },
      '0 of 120 requests counted; 120 without a word on tokens',
      'not known: no tokens were counted',
    ],
    [{ requests: 0, counted: 0, cost: { currency: 'USD', amount: 0 } }, 'no request was sent', '0 USD'],
  ])('%j', (part, tokens, cost) => {
    expect(plain(tokensText(usage(part)))).toBe(tokens);
    expect(plain(costText(usage(part), price))).toBe(cost);
  });

  it('has a line for each model version that took tokens or has a price', () => {
    const silent = usage({ model: 'mine', counted: 0, silent: 120, cost: null });
    const lines = usageLines([
      { version: { price }, usage: usage() },
      { version: {}, usage: usage({ cost: null }) },
      { version: {}, usage: silent },
      { version: {}, usage: null },
    ]);
    expect(lines.map(plain)).toEqual([
      'tokens   ward: 12 000 in, 2400 out, as the service counted them; 120 of 120 requests counted; cost 0.0540 USD',
      'tokens   ward: 12 000 in, 2400 out, as the service counted them; 120 of 120 requests counted',
    ]);
  });

  it('stands beside its model version in the dossier', () => {
    const model = aModel({ price });
    const origins = { live: 120, cache: 0, replay: 0, import: 0 };
    const html = plain(documentText(modelBlocks([{ ...model, usage: usage(), origins, served: [] }])));
    expect(html).toContain('<dt>Tokens</dt><dd>12 000 in, 2400 out');
    expect(html).toContain('<dt>Price</dt><dd>2.5 USD for a million tokens in, 10 USD out, as declared</dd>');
    expect(html).toContain('<dt>Cost</dt><dd>0.0540 USD</dd>');
    expect(documentText(modelBlocks([{ ...model, usage: null, origins, served: [] }]))).not.toContain(
      'Tokens',
    );
  });
});

describe('where responses came from', () => {
  const block = (origins: OriginCounts) =>
    plain(documentText(modelBlocks([{ ...aModel(), usage: null, origins, served: [] }])));

  it('stands in the dossier where the cache gave some', () => {
    expect(block({ live: 1200, cache: 3, replay: 0, import: 0 })).toContain(
      '<dt>Responses</dt><dd>1200 asked for this run, 3 from the cache</dd>',
    );
    expect(block({ live: 0, cache: 3, replay: 2, import: 1 })).toContain(
      '3 from the cache, 2 recorded, 1 imported',
    );
    expect(block({ live: 5, cache: 0, replay: 0, import: 0 })).not.toContain('Responses');
  });
});

describe('what a model was served as', () => {
  const origins = { live: 9, cache: 0, replay: 0, import: 0 };
  const block = (served: readonly string[]) =>
    documentText(modelBlocks([{ ...aModel(), usage: null, origins, served }]));

  it('stands in the dossier where the service says it, as text', () => {
    expect(block(['ward-1 <b>, fingerprint fp_3a'])).toContain(
      '<dt>Served as</dt><dd>ward-1 &lt;b&gt;, fingerprint fp_3a</dd>',
    );
    expect(block(['a', 'b', 'c', 'd', 'e', 'f'])).toContain('<dd>a; b; c; d; and 2 more</dd>');
    expect(block([])).not.toContain('Served as');
  });
});

describe('renderEstimate', () => {
  it('says what is estimated, what is not limited and what has no price', () => {
    const cost = { currency: 'USD', least: 0.1, most: 2 };
    const one = { trials: 10, inputTokens: 4000, outputTokensAtMost: 8000, cost };
    const text = plain(
      renderEstimate(
        {
          models: [
            { ...one, model: 'ward' },
            { ...one, model: 'free', outputTokensAtMost: null, cost: null },
            { ...one, model: 'open', outputTokensAtMost: null, cost: { ...cost, most: null } },
            { model: 'here', trials: 10, inputTokens: null, outputTokensAtMost: null, cost: null },
          ],
          costs: [{ ...cost, most: null }],
        },
        { width: 120, color: false },
      ),
    );
    const rows = text?.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(rows).toContainEqual(['ward', '10', 'about 4000', 'at most 8000', '0.1000 to 2.00 USD']);
    expect(rows).toContainEqual(['free', '10', 'about 4000', 'not limited', 'no price']);
    expect(rows).toContainEqual(['open', '10', 'about 4000', 'not limited', 'from 0.1000, not limited USD']);
    expect(rows).toContainEqual(['here', '10', 'none', 'none', 'no price']);
    expect(rows?.at(-1)).toEqual(['cost in all: from 0.1000, not limited USD']);
  });
});
