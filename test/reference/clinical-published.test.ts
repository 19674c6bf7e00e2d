import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { passAtK } from '../../src/stats/reliability/pass-at-k.js';
import { passHatK } from '../../src/stats/reliability/pass-hat-k.js';
import { retestAgreement } from '../../src/stats/reliability/retest-agreement.js';
import { worstAtK } from '../../src/stats/reliability/worst-at-k.js';
import {
  isSameDate,
  isSameDuration,
  isWithinTolerance,
  relativeLimits,
  type ToleranceRule,
} from '../../src/stats/scoring/numeric-tolerance.js';

const DATA = process.env.PRECEPTOR_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const CRAFT_MD = join(DATA, 'craft-md', 'gpt4_1106.jsonl.gz');
const MEDCALC = join(DATA, 'medcalc-bench', 'one_shot_data.csv');

/** Calculators whose answer counts after rounding to an integer, by the published code. */
const ROUNDED = new Set([4, 15, 16, 17, 18, 20, 21, 25, 27, 28, 29, 32, 33, 36, 43, 45, 48, 51]);

/** The verdicts of five vignette trials a case, 1 where the grader said yes; -1 (no verdict) is not right. */
function vignetteTrials(): readonly (readonly number[])[] {
  const lines = gunzipSync(readFileSync(CRAFT_MD)).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const row: Readonly<Record<string, { readonly evaluation_vignette_frq?: number } | undefined>> =
      JSON.parse(line);
    return [0, 1, 2, 3, 4].map((trial) => (row[`trial_${trial}`]?.evaluation_vignette_frq === 1 ? 1 : 0));
  });
}

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

describe.skipIf(!existsSync(CRAFT_MD))(
  'CRAFT-MD (skipped where PRECEPTOR_DATA holds no craft-md folder)',
  () => {
    test('GPT-4 on 2,004 vignettes: mean 0.486, pass^5 0.362, and what else five trials give', () => {
      const cases = vignetteTrials();
      const right = cases.map((trials) => trials.filter((verdict) => verdict === 1).length);
      expect(cases).toHaveLength(2004);
      expect(mean(right.map((c) => passHatK(c, 5, 1))).toFixed(4)).toBe('0.4859');
      expect(mean(right.map((c) => passHatK(c, 5, 5))).toFixed(3)).toBe('0.362');
      for (const k of [1, 2, 3, 4, 5]) {
        const worst = mean(cases.map((trials) => worstAtK(Float64Array.from(trials), k)));
        expect(worst).toBeCloseTo(mean(right.map((c) => passHatK(c, 5, k))), 12);
      }
      expect(mean(right.map((c) => passAtK(c, 5, 5)))).toBeCloseTo(
        right.filter((c) => c > 0).length / 2004,
        12,
      );
      const answers = Int32Array.from(cases.flat());
      const ids = Int32Array.from(cases.flatMap((trials, i) => trials.map(() => i)));
      const pairs = mean(right.map((c) => (c * (c - 1) + (5 - c) * (4 - c)) / 20));
      expect(retestAgreement(answers, ids).value).toBeCloseTo(pairs, 12);
    });
  },
);

interface Question {
  readonly 'Calculator ID': string;
  readonly 'Ground Truth Answer': string;
  readonly 'Lower Limit': string;
  readonly 'Upper Limit': string;
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
}

function dateOf(text: string) {
  const [month = 0, day = 0, year = 0] = numbersIn(text);
  return { year, month, day };
}

function durationOf(text: string) {
  const [weeks = -1, days = -1] = numbersIn(text);
  return { weeks, days };
}

describe.skipIf(!existsSync(MEDCALC))(
  'MedCalc-Bench (skipped where PRECEPTOR_DATA holds no such folder)',
  () => {
    test('all 55 ground truths are accepted by their rule, and none that is twice as large or a day off', () => {
      const { data } = Papa.parse<Question>(readFileSync(MEDCALC, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      });
      const kinds = new Map<string, number>();
      for (const question of data) {
        const id = Number(question['Calculator ID']);
        const truth = question['Ground Truth Answer'];
        let kind = ROUNDED.has(id) ? 'integer' : 'limits';
        if (id === 13 || id === 68) {
          kind = 'date';
          const date = dateOf(truth);
          expect(isSameDate(date, dateOf(question['Lower Limit'])), truth).toBe(true);
          expect(isSameDate({ ...date, day: date.day - 1 }, date), truth).toBe(false);
        } else if (id === 69) {
          kind = 'duration';
          const duration = durationOf(truth);
          expect(isSameDuration(duration, { weeks: 34, days: 3 })).toBe(true);
          expect(isSameDuration({ ...duration, days: duration.days + 1 }, duration)).toBe(false);
        } else {
          const value = Number(truth);
          const [lower, upper] = [Number(question['Lower Limit']), Number(question['Upper Limit'])];
          const limits: ToleranceRule = { kind: 'limits', lower, upper };
          const rule: ToleranceRule = kind === 'integer' ? { kind: 'integer', truth: value } : limits;
          expect(isWithinTolerance(value, rule), `${id}: ${truth}`).toBe(true);
          expect(isWithinTolerance(value, limits), `${id}: ${truth}`).toBe(true);
          expect(isWithinTolerance(value, { kind: 'limits', lower: upper, upper: lower })).toBe(true);
          expect(isWithinTolerance(2 * value + Math.sign(value), rule), `${id}: 2 x ${truth}`).toBe(false);
          if (lower !== upper) {
            const own = relativeLimits(value, 0.05);
            expect(Math.abs(own.lower - lower), `${id}: ${lower}`).toBeLessThan(2e-5);
            expect(Math.abs(own.upper - upper), `${id}: ${upper}`).toBeLessThan(2e-5);
          }
        }
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
      expect(data).toHaveLength(55);
      expect(Object.fromEntries(kinds)).toEqual({ limits: 34, integer: 18, date: 2, duration: 1 });
    });
  },
);
