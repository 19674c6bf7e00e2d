import type { UnitIdentity } from '../domain/measurement.js';
import { type Plan, selectedUnit } from '../domain/plan.js';
import type { Suite } from '../domain/suite.js';

/** One suite under one of its protocols: the slice that every figure is of. */
export interface SuiteSlice {
  readonly suite: Suite;
  readonly protocol: string;
  has(unit: UnitIdentity): boolean;
}

export function suiteSlices(plan: Plan): readonly SuiteSlice[] {
  return plan.suites.flatMap((suite) => {
    const selected = new Set(plan.selection[suite.suite]);
    return suite.protocols.map((protocol) => ({
      suite,
      protocol,
      has: (unit: UnitIdentity) =>
        unit.protocol === protocol && selected.has(selectedUnit(unit.set, unit.caseId, unit.variant)),
    }));
  });
}
