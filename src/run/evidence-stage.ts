import type { Stratum } from '../domain/estimate.js';
import type { Evidence, GateEvidence, Provenance } from '../domain/evidence.js';
import type { Gate, Policy } from '../domain/policy.js';
import type { MissingPolicy } from '../domain/result-set.js';
import type { ServedModels } from '../domain/served-models.js';
import { type Unguarded, unguardedOf } from '../domain/unguarded.js';
import { PreceptorError } from '../errors.js';
import { METRICS } from '../measure/metrics.js';
import { UnitTable } from '../measure/unit-table.js';
import type { Compared, JoinedSlice, Side } from './compare-stage.js';
import type { CriticalFindings } from './critical-stage.js';
import { suiteSlices } from './suite-slices.js';
import { servedOf } from './usage-stage.js';

export interface EvidenceInput {
  readonly policy: Policy;
  readonly candidate: Side;
  /** Comparator name → the comparison with it. */
  readonly compared: ReadonlyMap<string, Compared>;
  readonly critical: CriticalFindings;
  readonly provenance: Provenance;
}

/** Gathers what every gate of a policy looks at. */
export async function gatherEvidence(input: EvidenceInput): Promise<Evidence> {
  const { policy, candidate, compared, critical, provenance } = input;
  const gates: GateEvidence[] = [];
  for (const gate of policy.gates) gates.push(await evidenceOf(gate, candidate, compared));
  const model = candidate.model.version.model;
  const sides = [candidate, ...[...compared.values()].map((c) => c.baseline)];
  const flows = sides.flatMap((side) =>
    side.measured.flows.filter((flow) => flow.model === side.model.version.model),
  );
  return {
    candidate: model,
    gates,
    critical: critical.failures.filter((failure) => failure.model === model),
    criticalUnits: critical.tested.get(model) ?? { units: 0, clusters: 0, unjudged: 0 },
    flows: [...new Set(flows)],
    served: await servedBy(sides),
    unguarded: unguardedIn(sides),
    provenance,
  };
}

/** Every model version of a run was sent its cases, whether a gate looks at it or not. */
function unguardedIn(sides: readonly Side[]): readonly Unguarded[] {
  const asked = sides.flatMap(({ plan }) => plan.models);
  return [...new Map(asked.map(({ hash, version }) => [hash, version])).values()].flatMap(unguardedOf);
}

async function servedBy(sides: readonly Side[]): Promise<readonly ServedModels[]> {
  const served: ServedModels[] = [];
  for (const { store, model } of sides) served.push(...(await servedOf(store, [model])));
  return served;
}

async function evidenceOf(
  gate: Gate,
  candidate: Side,
  compared: ReadonlyMap<string, Compared>,
): Promise<GateEvidence> {
  const metric = METRICS[gate.metric];
  if (!('vs' in gate)) return { kind: 'single', gate, metric, column: await columnOf(gate, candidate) };
  const comparators = gate.vs.map((name) => {
    const comparison = compared.get(name);
    if (comparison === undefined) {
      throw new PreceptorError(
        'USAGE',
        `gate ${gate.id}: expected a model version for comparator ${name}. Give one with --baseline, or name it in the policy’s comparators.`,
      );
    }
    return {
      name,
      model: comparison.baseline.model.version.model,
      ite: pairsOf(gate, comparison, 'ite'),
      complete: pairsOf(gate, comparison, 'complete'),
    };
  });
  return { kind: 'paired', gate, metric, comparators };
}

function pairsOf(gate: Gate, compared: Compared, missing: MissingPolicy) {
  const found = compared.joined.find((joined) => isOf(joined, gate) && joined.analysis.missing === missing);
  if (found === undefined) throw missingFigure(gate);
  return found.table.slice(stratumOf(gate));
}

async function columnOf(gate: Gate, candidate: Side) {
  const { store, plan, facts, measured, model } = candidate;
  const analysis = measured.analyses.find((a) => a.metric === gate.metric && a.missing === 'ite');
  const slice = suiteSlices(plan).find((s) => s.suite.suite === gate.suite && isProtocol(s.protocol, gate));
  if (analysis === undefined || slice === undefined) throw missingFigure(gate);
  const table = new UnitTable(slice.suite.strata);
  for await (const measurement of store.measurements(analysis.id, model.hash)) {
    const { set, caseId } = measurement.unit;
    if (slice.has(measurement.unit)) table.add(measurement, facts.of(set, caseId).strata);
  }
  return table.slice(stratumOf(gate)).column;
}

function isOf({ slice, analysis }: JoinedSlice, gate: Gate): boolean {
  return (
    analysis.metric === gate.metric && slice.suite.suite === gate.suite && isProtocol(slice.protocol, gate)
  );
}

/** A gate that names no protocol is on a suite that has one: `requirePassableOn` refuses any other. */
function isProtocol(protocol: string, gate: Gate): boolean {
  return gate.protocol === undefined || gate.protocol === protocol;
}

/** The one stratum that a gate names; null: the whole suite. */
export function stratumOf(gate: Gate): Stratum | null {
  const [name, value] = Object.entries(gate.stratum ?? {})[0] ?? [];
  return name === undefined || value === undefined ? null : { name, value };
}

function missingFigure(gate: Gate): PreceptorError {
  return new PreceptorError(
    'REFERENCE_UNKNOWN',
    `gate ${gate.id}: this run has no figure for suite ${gate.suite}, metric ${gate.metric}${gate.protocol === undefined ? '' : `, protocol ${gate.protocol}`}. Run that suite, or take the gate out.`,
  );
}
