import type { Comparison } from '../domain/comparison.js';
import type { ReleaseDecision } from '../domain/decision.js';
import type { Figure, ForestRow } from '../domain/dossier.js';
import type { Estimate, Result } from '../domain/estimate.js';
import type { Plan } from '../domain/plan.js';
import type { Gate, Policy } from '../domain/policy.js';

type NonInferiorityGate = Extract<Gate, { test: 'ni_max_tango_cr2' }>;

/** Keeps the groups of a model that lacks one in step with those of the others. */
const NO_FIGURE: Estimate = { status: 'insufficient', reason: 'no unit was measured', n: 0, clusters: 0 };

interface Figured {
  readonly plan: Plan;
  readonly policy: Policy | null;
  readonly decision: ReleaseDecision | null;
  readonly results: readonly Result[];
  readonly comparisons: readonly Comparison[];
}

/** Forest plot of the paired differences and accuracy by stratum, per suite and protocol, under the deciding reading. */
export function buildFigures(input: Figured): readonly Figure[] {
  const deciding = input.results[0]?.reading;
  const floors = new Set(
    input.plan.models.filter((model) => model.role === 'floor').map(({ version }) => version.model),
  );
  return input.plan.suites.flatMap((suite) =>
    suite.protocols.flatMap((protocol) => {
      const isHere = (figure: Result | Comparison) =>
        figure.suite === suite.suite &&
        figure.protocol === protocol &&
        figure.missing === 'ite' &&
        figure.reading === deciding;
      const name =
        suite.protocols.length > 1 || input.plan.suites.length > 1
          ? `${suite.title}, ${protocol}`
          : suite.title;
      const id = `${suite.suite}-${protocol}`;
      return [
        ...forest(input, input.comparisons.filter(isHere), `forest-${id}`, name),
        ...accuracy(
          input.results.filter((result) => isHere(result) && !floors.has(result.model)),
          `accuracy-${id}`,
          name,
        ),
      ];
    }),
  );
}

function forest(
  input: Figured,
  comparisons: readonly Comparison[],
  id: string,
  name: string,
): readonly Figure[] {
  if (comparisons.length === 0) return [];
  const several = new Set(comparisons.map((c) => `${c.baseline.run} ${c.baseline.model}`)).size > 1;
  const rows = comparisons.map((comparison): ForestRow => {
    const gate = gateOn(input.policy, comparison);
    const label = labelOf(comparison);
    return {
      label: several ? `${label} (vs ${comparison.baseline.model})` : label,
      estimate: comparison.estimate,
      margin: gate === undefined ? null : -gate.margin,
      outcome: input.decision?.gates.find((decided) => decided.gate === gate?.id)?.outcome ?? null,
    };
  });
  const first = comparisons[0];
  const axis = several
    ? 'Difference in accuracy, candidate − baseline'
    : `Difference in accuracy, ${first?.candidate.model} − ${first?.baseline.model}`;
  return [{ id, kind: 'forest', title: `Paired difference: ${name}`, axis, rows }];
}

/** The non-inferiority gate of the policy that tests this very figure. */
function gateOn(policy: Policy | null, comparison: Comparison) {
  return policy?.gates.find(
    (gate): gate is NonInferiorityGate =>
      gate.test === 'ni_max_tango_cr2' &&
      gate.suite === comparison.suite &&
      gate.metric === comparison.metric &&
      (gate.protocol === undefined || gate.protocol === comparison.protocol) &&
      (comparison.stratum === null
        ? gate.stratum === undefined
        : gate.stratum?.[comparison.stratum.name] === comparison.stratum.value),
  );
}

function accuracy(results: readonly Result[], id: string, name: string): readonly Figure[] {
  if (results.length === 0) return [];
  const groups = [...new Set(results.map(labelOf))];
  const models = [...new Set(results.map((result) => result.model))];
  const series = models.map((model) => ({
    model,
    estimates: groups.map(
      (group) => results.find((r) => r.model === model && labelOf(r) === group)?.estimate ?? NO_FIGURE,
    ),
  }));
  return [
    {
      id,
      kind: 'accuracy',
      title: `Accuracy: ${name}`,
      axis: 'Accuracy (intention-to-evaluate)',
      groups,
      series,
    },
  ];
}

function labelOf({ stratum }: Pick<Result, 'stratum'>): string {
  return stratum === null ? 'All cases' : `${stratum.name}: ${stratum.value}`;
}
