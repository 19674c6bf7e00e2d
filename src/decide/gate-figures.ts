import type { GateMetric } from '../domain/metric.js';
import { METRIC_TITLES } from '../domain/metric-name.js';
import type { Gate } from '../domain/policy.js';
import { senseOf } from './gate-sense.js';

/** What a gate found, before it becomes a decision: the numbers that show the outcome, unrounded. */
export interface GateFinding {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly because: string;
  readonly next: string | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
  readonly clusters: number;
  readonly method: string;
}

/** A gate that could not be tested, and why: never a pass, never a failure. */
export function undecided(reason: string, n: number, clusters: number): GateFinding {
  const nothing = { value: null, lower: null, upper: null, method: 'none' };
  return { outcome: 'inconclusive', because: reason, next: 'add clusters', ...nothing, n, clusters };
}

/** The gate’s requirement in words, with its numbers; without a word on the metric it is accuracy. */
export function requirementOf(gate: Gate, metric: GateMetric): string {
  const of = metric.id === 'accuracy' ? '' : `${METRIC_TITLES[metric.id]}: `;
  const [stratum] = Object.entries(gate.stratum ?? {});
  const inside = stratum === undefined ? '' : ` (${stratum.join(': ')})`;
  return `${of}${testOf(gate, metric)}${inside}`;
}

function testOf(gate: Gate, metric: GateMetric): string {
  const isLoss = metric.better === 'lower';
  switch (gate.test) {
    case 'lower_exact':
      return `exact one-sided ${percent(1 - gate.alpha)} lower limit > ${gate.min}`;
    case 'upper_exact':
      return `exact one-sided ${percent(1 - gate.alpha)} upper limit < ${gate.max}`;
    case 'lower_limit':
      return `one-sided ${percent(1 - gate.alpha)} lower limit > ${gate.min}`;
    case 'upper_limit':
      return `one-sided ${percent(1 - gate.alpha)} upper limit < ${gate.max}`;
    case 'ni_max_tango_cr2':
      return isLoss ? `${upper(gate)} < ${gate.margin}` : `${lower(gate)} > −${gate.margin}`;
    case 'superiority_max_tango_cr2':
      return isLoss ? `${upper(gate)} < 0` : `${lower(gate)} > 0`;
    case 'no_demonstrated_loss':
      return isLoss ? `${lower(gate)} not above 0` : `${upper(gate)} not below 0`;
    case 'tost':
      return `both one-sided ${percent(1 - gate.alpha)} limits of ${difference(gate)} inside ±${gate.margin}`;
    case 'inside':
      return `both one-sided ${percent(1 - gate.alpha)} limits inside ${gate.min} to ${gate.max}`;
  }
}

type Versus = Extract<Gate, { vs: string[] }>;

function difference(gate: Versus): string {
  return `candidate − ${gate.vs.join(' and ')}`;
}

function lower(gate: Versus): string {
  return `one-sided ${percent(1 - gate.alpha)} lower limit of ${difference(gate)}`;
}

function upper(gate: Versus): string {
  return `one-sided ${percent(1 - gate.alpha)} upper limit of ${difference(gate)}`;
}

/** The limit that the requirement compares with, as a number on the figure’s own axis; null where there are two. */
export function limitOf(gate: Gate, metric: GateMetric): number | null {
  switch (gate.test) {
    case 'lower_exact':
    case 'lower_limit':
      return gate.min;
    case 'upper_exact':
    case 'upper_limit':
      return gate.max;
    case 'ni_max_tango_cr2':
      return senseOf(metric).limit(gate.margin);
    case 'no_demonstrated_loss':
    case 'superiority_max_tango_cr2':
      return 0;
    case 'tost':
    case 'inside':
      return null;
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}
