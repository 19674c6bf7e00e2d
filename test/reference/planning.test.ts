import { describe, expect, test } from 'vitest';
import { varianceComponents } from '../../src/stats/cluster/variance-components.js';
import { bonferroni, holm } from '../../src/stats/multiplicity/multiplicity.js';
import { quantile } from '../../src/stats/numeric/quantile.js';
import {
  detectableDifference,
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
} from '../../src/stats/planning/sample-size.js';
import {
  type BoundKind,
  mostFavourableBound,
  neededN,
  neededNWithEvents,
} from '../../src/stats/proportion/most-favourable-bound.js';
import { passHatK } from '../../src/stats/reliability/pass-hat-k.js';
import { expectClose, printDifferences, type ReferenceRow, readReference } from './reference.js';

const TOLERANCE = 1e-9;

printDifferences();

describe('planning against R', () => {
  const reference = readReference<{
    readonly nonInferiority: readonly ReferenceRow[];
    readonly superiority: readonly ReferenceRow[];
    readonly detectable: readonly ReferenceRow[];
    readonly needed: readonly {
      readonly kind: BoundKind;
      readonly limit: number;
      readonly alpha: number;
      readonly n: number;
      readonly bound: number;
    }[];
    readonly neededWithEvents: readonly {
      readonly events: number;
      readonly limit: number;
      readonly alpha: number;
      readonly n: number;
    }[];
  }>('planning.json');

  test.each(reference.nonInferiority)('non-inferiority $args', ({ args, expected }) => {
    const [discordance = 0, difference = 0, margin = 0, alpha = 0, power = 0] = args;
    expect(pairedNonInferioritySampleSize({ discordance, difference, margin, alpha, power })).toBe(expected);
  });

  test.each(reference.superiority)('superiority $args', ({ args, expected }) => {
    const [discordance = 0, difference = 0, alpha = 0, power = 0] = args;
    expect(pairedSuperioritySampleSize({ discordance, difference, alpha, power })).toBe(expected);
  });

  test.each(reference.detectable)('detectable difference $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, alpha = 0, power = 0] = args;
    const found = detectableDifference({ n, discordance, alpha, power });
    expectClose(found.status === 'estimated' ? found.value : -1, expected, TOLERANCE, 'detectableDifference');
  });

  test.each(reference.needed)('$kind needs $n for $limit', ({ kind, limit, alpha, n, bound }) => {
    expect(neededN(kind, limit, alpha)).toBe(n);
    expectClose(mostFavourableBound(kind, n, alpha), bound, TOLERANCE, 'mostFavourableBound');
  });

  test.each(reference.neededWithEvents)('$events events need $n', ({ events, limit, alpha, n }) => {
    expect(neededNWithEvents(events, limit, alpha)).toBe(n);
  });
});

describe('summaries against R', () => {
  const reference = readReference<{
    readonly pValues: readonly {
      readonly p: readonly number[];
      readonly holm: readonly number[];
      readonly bonferroni: readonly number[];
    }[];
    readonly quantiles: readonly {
      readonly values: readonly number[];
      readonly p: readonly number[];
      readonly expected: readonly number[];
    }[];
    readonly passHatK: readonly ReferenceRow[];
    readonly components: readonly {
      readonly values: readonly number[];
      readonly groups: readonly number[];
      readonly within: number;
      readonly between: number;
      readonly icc: number;
      readonly repeats: number;
    }[];
  }>('summaries.json');

  test.each(reference.pValues)('p.adjust of $p', (row) => {
    holm(row.p).forEach((p, i) => {
      expectClose(p, row.holm[i] ?? -1, TOLERANCE, 'holm');
    });
    bonferroni(row.p).forEach((p, i) => {
      expectClose(p, row.bonferroni[i] ?? -1, TOLERANCE, 'bonferroni');
    });
  });

  test.each(reference.quantiles)('quantile of $values', ({ values, p, expected }) => {
    p.forEach((probability, i) => {
      const found = quantile(Float64Array.from(values), probability);
      expectClose(found, expected[i] ?? Number.MAX_VALUE, TOLERANCE, 'quantile');
    });
  });

  test.each(reference.passHatK)('passHatK $args', ({ args, expected }) => {
    const [c = 0, n = 0, k = 0] = args;
    expectClose(passHatK(c, n, k), expected, TOLERANCE, 'passHatK');
  });

  test.each(reference.components)('varianceComponents of $groups.length values', (row) => {
    const found = varianceComponents(Float64Array.from(row.values), Int32Array.from(row.groups));
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.within, row.within, TOLERANCE, 'varianceComponents.within');
    expectClose(found.between, row.between, TOLERANCE, 'varianceComponents.between');
    expectClose(found.icc, row.icc, TOLERANCE, 'varianceComponents.icc');
    expectClose(found.repeats, row.repeats, TOLERANCE, 'varianceComponents.repeats');
  });
});
