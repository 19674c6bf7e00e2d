import type { Comparison } from '../domain/comparison.js';
import type { ReleaseDecision } from '../domain/decision.js';
import type { Figure, ForestRow } from '../domain/dossier.js';
import type { Estimate, Result } from '../domain/estimate.js';
import { METRIC_TITLES } from '../domain/metric-name.js';
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

/**
 * Per suite and protocol, under the deciding reading: a forest plot of the paired differences in accuracy, and of every other
 * metric that a gate compares; and accuracy by stratum.
 */
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
      const here = input.comparisons.filter(isHere);
      const isAccuracy = ({ metric }: Result | Comparison) => metric === 'accuracy';
      const others = suite.metrics.filter(
        (metric) => metric !== 'accuracy' && here.some((c) => c.metric === metric && gateOn(input.policy, c)),
      );
      return [
        ...forest(input, here.filter(isAccuracy), `forest-${id}`, name),
        ...others.flatMap((metric) =>
          forest(
            input,
            here.filter((c) => c.metric === metric),
            `forest-${metric}-${id}`,
            name,
          ),
        ),
        ...accuracy(
          input.results.filter((r) => isHere(r) && isAccuracy(r) && !floors.has(r.model)),
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
  const [first] = comparisons;
  if (first === undefined) return [];
  const several = new Set(comparisons.map((c) => `${c.baseline.run} ${c.baseline.model}`)).size > 1;
  const rows = comparisons.map((comparison): ForestRow => {
    const gate = gateOn(input.policy, comparison);
    const label = labelOf(comparison);
    const decided = input.decision?.gates.find((one) => one.gate === gate?.id);
    return {
      label: several ? `${label} (vs ${comparison.baseline.model})` : label,
      estimate: comparison.estimate,
      margin: gate === undefined ? null : gate.margin * (isLimitAbove(decided) ? 1 : -1),
      outcome: decided?.outcome ?? null,
    };
  });
  const of = titleOf(first.metric);
  const models = several ? 'candidate − baseline' : `${first.candidate.model} − ${first.baseline.model}`;
  const title =
    first.metric === 'accuracy' ? `Paired difference: ${name}` : `Paired difference, ${of}: ${name}`;
  const sense = rows.some(({ margin }) => margin !== null && margin > 0) ? ' (less is better)' : '';
  const axis = `Difference in ${of}${sense}, ${models}`;
  return [{ id, kind: 'forest', unit: first.unit, title, axis, rows }];
}

/** Of an error rate the margin lies above 0. */
function isLimitAbove(decided: { readonly limit: number | null } | undefined): boolean {
  return decided !== undefined && decided.limit !== null && decided.limit > 0;
}

function titleOf(metric: string): string {
  const known = Object.entries(METRIC_TITLES).find(([name]) => name === metric);
  const title = known?.[1] ?? metric;
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
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
