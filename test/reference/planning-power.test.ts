import { describe, expect, test } from 'vitest';
import {
  chooseAcceptancePlan,
  passChance,
  producerRisk,
  rateThatPasses,
} from '../../src/stats/planning/acceptance-plan.js';
import { clusterSizes, designEffect } from '../../src/stats/planning/design-effect.js';
import { mcnemarPower, tangoPower } from '../../src/stats/planning/discordant-power.js';
import { labelBudget } from '../../src/stats/planning/label-budget.js';
import {
  detectableMeanDifference,
  pairedMeanPower,
  pairedMeanSampleSize,
} from '../../src/stats/planning/mean-power.js';
import type { Detectable } from '../../src/stats/planning/normal-plan.js';
import {
  detectableMargin,
  lowestNonInferiorDifference,
  pairedNonInferiorityPower,
  pairedSuperiorityPower,
} from '../../src/stats/planning/paired-power.js';
import { meanSampleSizeForWidth, rateSampleSizeForWidth } from '../../src/stats/planning/precision-plan.js';
import {
  unpairedDetectableDifference,
  unpairedPower,
  unpairedSampleSize,
} from '../../src/stats/planning/unpaired-power.js';
import { expectClose, printDifferences, type ReferenceRow, readReference } from './reference.js';

const TOLERANCE = 1e-9;

printDifferences();

function detected(found: Detectable): number {
  return found.status === 'estimated' ? found.value : Number.MAX_VALUE;
}

describe('power and plans against R', () => {
  type Args = readonly number[];
  const reference = readReference<{
    readonly pairedPower: readonly ReferenceRow[];
    readonly connorPower: readonly ReferenceRow[];
    readonly margin: readonly ReferenceRow[];
    readonly lowest: readonly ReferenceRow[];
    readonly rateWidths: readonly ReferenceRow[];
    readonly meanWidths: readonly ReferenceRow[];
    readonly passChance: readonly ReferenceRow[];
    readonly producerRisk: readonly ReferenceRow[];
    readonly rateThatPasses: readonly ReferenceRow[];
    readonly means: readonly {
      readonly args: Args;
      readonly n: number;
      readonly power: number;
      readonly detectable: number;
    }[];
    readonly unpaired: readonly {
      readonly args: Args;
      readonly score: number;
      readonly unpooled: number;
      readonly powerScore: number;
      readonly powerUnpooled: number;
    }[];
    readonly pooled: readonly {
      readonly args: Args;
      readonly power: number;
      readonly n: number;
      readonly gain: number;
    }[];
    readonly effects: readonly {
      readonly sizes: Args;
      readonly icc: number;
      readonly mean: number;
      readonly cv: number;
      readonly effect: number;
    }[];
    readonly choice: readonly {
      readonly args: Args;
      readonly n: number;
      readonly allowed: number;
      readonly consumer: number;
      readonly producer: number;
    }[];
    readonly labels: readonly {
      readonly args: Args;
      readonly n: number;
      readonly halfWidth: number;
      readonly lambda: number;
    }[];
  }>('planning-normal.json');

  test.each(reference.pairedPower)('pairedNonInferiorityPower $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, difference = 0, margin = 0, alpha = 0] = args;
    const found = pairedNonInferiorityPower({ n, discordance, difference, margin, alpha });
    expectClose(found, expected, TOLERANCE, 'pairedNonInferiorityPower');
  });

  test.each(reference.connorPower)('pairedSuperiorityPower $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, difference = 0, alpha = 0] = args;
    const found = pairedSuperiorityPower({ n, discordance, difference, alpha });
    expectClose(found, expected, TOLERANCE, 'pairedSuperiorityPower');
  });

  test.each(reference.margin)('detectableMargin $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, difference = 0, alpha = 0, power = 0] = args;
    const found = detectableMargin({ n, discordance, difference, alpha, power });
    expectClose(detected(found), expected, TOLERANCE, 'detectableMargin');
  });

  test.each(reference.lowest)('lowestNonInferiorDifference $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, margin = 0, alpha = 0, power = 0] = args;
    const found = lowestNonInferiorDifference({ n, discordance, margin, alpha, power });
    expectClose(detected(found), expected, TOLERANCE, 'lowestNonInferiorDifference');
  });

  test.each(reference.means)('paired means $args', (row) => {
    const [caseVariance = 0, newVariance = 0, newRepeats = 0, oldVariance = 0, oldRepeats = 0] = row.args;
    const [distance = 0, alpha = 0, power = 0, n = 0] = row.args.slice(5);
    const plan = { caseVariance, newVariance, newRepeats, oldVariance, oldRepeats, alpha };
    expect(pairedMeanSampleSize({ ...plan, distance, power })).toBe(row.n);
    expectClose(pairedMeanPower({ ...plan, distance, n }), row.power, TOLERANCE, 'pairedMeanPower');
    const found = detectableMeanDifference({ ...plan, power, n });
    expectClose(found, row.detectable, TOLERANCE, 'detectableMeanDifference');
  });

  test.each(reference.unpaired)('unpaired proportions $args', (row) => {
    const [newRate = 0, oldRate = 0, margin = 0, alpha = 0, power = 0, ratio = 0] = row.args;
    const rates = { newRate, oldRate, margin, alpha };
    const sizes = { newCases: 400 * ratio, oldCases: 400 };
    for (const [variance, n, expected] of [
      ['score', row.score, row.powerScore],
      ['unpooled', row.unpooled, row.powerUnpooled],
    ] as const) {
      expect(unpairedSampleSize({ ...rates, variance, power, ratio }).oldCases).toBe(n);
      expectClose(unpairedPower({ ...rates, variance, ...sizes }), expected, TOLERANCE, 'unpairedPower');
    }
  });

  test.each(reference.pooled)('power.prop.test $args', (row) => {
    const [n = 0, newRate = 0, oldRate = 0, level = 0] = row.args;
    const sizes = { newCases: n, oldCases: n, alpha: level / 2 };
    const rates = { newRate, oldRate, margin: 0, variance: 'score' } as const;
    expectClose(unpairedPower({ ...rates, ...sizes }), row.power, TOLERANCE, 'unpairedPower');
    const needed = unpairedSampleSize({ ...rates, alpha: level / 2, power: 0.8, ratio: 1 });
    expect(needed).toEqual({ newCases: row.n, oldCases: row.n });
    const gain = unpairedDetectableDifference({
      ...sizes,
      oldRate: newRate,
      variance: 'score',
      power: 0.8,
      direction: 'gain',
    });
    expectClose(detected(gain), row.gain, TOLERANCE, 'unpairedDetectableDifference');
  });

  test.each(reference.rateWidths)('rateSampleSizeForWidth $args', ({ args, expected }) => {
    const [rate = 0, halfWidth = 0, level = 0] = args;
    expect(rateSampleSizeForWidth({ rate, halfWidth, level })).toBe(expected);
  });

  test.each(reference.meanWidths)('meanSampleSizeForWidth $args', ({ args, expected }) => {
    const [sd = 0, halfWidth = 0, level = 0] = args;
    expect(meanSampleSizeForWidth({ sd, halfWidth, level })).toBe(expected);
  });

  test.each(reference.effects)('design effect of $sizes', ({ sizes, icc, mean, cv, effect }) => {
    const found = clusterSizes(Int32Array.from(sizes));
    expectClose(found.meanSize, mean, TOLERANCE, 'clusterSizes.meanSize');
    expectClose(found.cv, cv, TOLERANCE, 'clusterSizes.cv');
    expectClose(designEffect(found, icc), effect, TOLERANCE, 'designEffect');
  });

  test.each(reference.passChance)('passChance $args', ({ args, expected }) => {
    const [n = 0, allowed = 0, rate = 0] = args;
    expectClose(passChance({ n, allowed }, rate), expected, TOLERANCE, 'passChance');
  });

  test.each(reference.producerRisk)('producerRisk $args', ({ args, expected }) => {
    const [n = 0, allowed = 0, rate = 0] = args;
    expectClose(producerRisk({ n, allowed }, rate), expected, TOLERANCE, 'producerRisk');
  });

  test.each(reference.rateThatPasses)('rateThatPasses $args', ({ args, expected }) => {
    const [n = 0, allowed = 0, chance = 0] = args;
    expectClose(rateThatPasses({ n, allowed }, chance), expected, TOLERANCE, 'rateThatPasses');
  });

  test.each(reference.choice)('chooseAcceptancePlan $args', ({ args, n, allowed, consumer, producer }) => {
    const [limit = 0, alpha = 0, goodRate = 0, beta = 0] = args;
    const found = chooseAcceptancePlan({ limit, alpha, goodRate, beta });
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect([found.n, found.allowed]).toEqual([n, allowed]);
    expectClose(found.consumerRisk, consumer, TOLERANCE, 'chooseAcceptancePlan.consumerRisk');
    expectClose(found.producerRisk, producer, TOLERANCE, 'chooseAcceptancePlan.producerRisk');
  });

  test.each(reference.labels)('labelBudget $args', ({ args, n, halfWidth, lambda }) => {
    const [cases = 0, humanVariance = 0, judgeVariance = 0, correlation = 0, wanted = 0, level = 0] = args;
    const plan = {
      cases,
      humanVariance,
      judgeVariance,
      correlation,
      halfWidth: wanted,
      level,
      rarerShare: null,
    };
    const found = labelBudget(plan);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.labels).toBe(n);
    expectClose(found.halfWidth, halfWidth, TOLERANCE, 'labelBudget.halfWidth');
    // R finds the lowest point of a parabola, which a double fixes to half its digits only.
    expect(found.lambda).toBeCloseTo(lambda, 6);
  });
});

describe('exact power against every table', () => {
  const reference = readReference<{
    readonly mcnemar: readonly {
      readonly args: readonly number[];
      readonly exact: number;
      readonly midP: number;
    }[];
    readonly tango: readonly ReferenceRow[];
  }>('planning-enumeration.json');

  test.each(reference.mcnemar)('mcnemarPower $args', ({ args, exact, midP }) => {
    const [n = 0, discordance = 0, difference = 0, alpha = 0] = args;
    const found = mcnemarPower({ n, discordance, difference }, alpha);
    expectClose(found.exact, exact, TOLERANCE, 'mcnemarPower.exact');
    expectClose(found.midP, midP, TOLERANCE, 'mcnemarPower.midP');
  });

  test.each(reference.tango)('tangoPower $args', ({ args, expected }) => {
    const [n = 0, discordance = 0, difference = 0, margin = 0, alpha = 0] = args;
    expectClose(
      tangoPower({ n, discordance, difference }, { margin, alpha }),
      expected,
      TOLERANCE,
      'tangoPower',
    );
  });
});
