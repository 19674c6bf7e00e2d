import type { MetricRange } from '../stats/cluster/default-mean-interval.js';
import type { UnitFigure } from '../stats/figure/unit-figure.js';
import type { FigureUnit } from './estimate.js';
import type { FlowLoss } from './flow.js';
import type { Hash } from './hash.js';
import type { Missing, UnitValue } from './measurement.js';
import type { MetricName } from './metric-name.js';
import type { GradedTrial } from './ports/store.js';
import type { ConfidenceSource } from './protocol.js';
import type { MissingPolicy } from './result-set.js';
import type { Scale } from './scale.js';

/** Where a trial ended, for one criterion: its value, or who is charged with the loss. */
export type TrialOutcome =
  | { readonly status: 'valued'; readonly met: boolean }
  | { readonly status: 'lost'; readonly charged: FlowLoss['charged'] };

/** The end of a trial and, where it was lost, why. */
export interface TrialEnd {
  readonly outcome: TrialOutcome;
  readonly loss: Pick<FlowLoss, 'charged' | 'cause'> | null;
}

/** A unit with the ends of all its trials on the primary criterion: what measurements and flows are made of. */
export interface UnitTrials {
  readonly trials: readonly GradedTrial[];
  readonly ends: readonly TrialEnd[];
}

/** The primary criterion’s scale, and what the key accepts on it. */
export interface UnitScale {
  readonly scale: Scale;
  /** Positions of the accepted levels, ascending; at least one. */
  readonly accepted: readonly number[];
}

/** What a metric may look at beside the trials. */
export interface UnitContext {
  readonly primary: string;
  readonly criteria: readonly {
    readonly id: string;
    /** Signed: < 0 is harmful. */
    readonly points: number;
    readonly harm: string | null;
  }[];
  /** null: the primary criterion is not graded on a scale, or has no key. */
  readonly onScale: UnitScale | null;
  /** The first source that the protocol elicits; null: none. */
  readonly confidence: ConfidenceSource | null;
}

export type Better = 'higher' | 'lower' | 'target';

/** A named quantity over units; its hash changes with its definition, so that no two definitions share figures. */
export interface Metric {
  readonly id: MetricName;
  readonly unit: FigureUnit;
  readonly better: Better;
  readonly kind: UnitValue['kind'];
  /** The criteria whose graders and keys must be equal for two units to be of the same thing. */
  readonly criteria: 'primary' | 'all';
  /** The value of one trial is 0 or 1. */
  readonly isBinary: boolean;
  /** Lowest and highest possible value of the figure, where it has one. */
  readonly range: MetricRange;
  /** How units become a figure. */
  readonly figure: UnitFigure;
  readonly hash: Hash;
  /** Whether a case with these criteria can have a value; where its key decides that, true. */
  isAbout(criteria: UnitContext['criteria']): boolean;
  /** One unit’s value from its trials (the repeats), under a missing policy. */
  value(unit: UnitTrials, context: UnitContext, missing: MissingPolicy): UnitValue | Missing;
}

/** What a gate has to know of its metric. */
export type GateMetric = Pick<Metric, 'id' | 'unit' | 'better' | 'figure' | 'range' | 'isBinary'>;
