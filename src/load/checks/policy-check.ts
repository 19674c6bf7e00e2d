import type { GateTest, Policy } from '../../domain/policy.js';
import { METRICS } from '../../measure/metrics.js';
import { type FieldPath, showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';

const SIDED_TESTS: readonly GateTest[] = [
  'ni_max_tango_cr2',
  'superiority_max_tango_cr2',
  'no_demonstrated_loss',
];

/** What a policy's schema cannot say of the policy alone: parts that are not supported yet, and what a purpose requires. */
export function checkPolicy(located: Located<Policy>, report: Report): void {
  const policy = located.value;
  checkUnsupported(located, report);
  checkMetrics(located, report);
  if (policy.purpose === 'release' && policy.intended_use === undefined) {
    report(
      problemAt(located, ['intended_use'], {
        expected: 'the intended use (user, setting, population, decision, autonomy, exclusions, languages)',
        found: 'no such field in a release policy',
        remedy: 'Add intended_use, or set purpose: screen.',
      }),
    );
  }
  for (const [index, { test, family }] of policy.gates.entries()) {
    if (test !== 'no_demonstrated_loss' || policy.purpose === 'screen' || family === 'advisory') continue;
    report(
      problemAt(located, ['gates', index, 'test'], {
        expected: 'a test that a model must pass',
        found: 'no_demonstrated_loss in a policy that is no screen: too few cases would always pass it',
        remedy: 'Use ni_max_tango_cr2 with a margin, or set family: advisory.',
      }),
    );
  }
  const first = new Map<string, number>();
  for (const [index, gate] of policy.gates.entries()) {
    const earlier = first.get(gate.id);
    if (earlier === undefined) {
      first.set(gate.id, index);
      continue;
    }
    const { line, field } = located.locate(['gates', earlier, 'id'], 'value');
    report(
      problemAt(located, ['gates', index, 'id'], {
        expected: 'each gate id once',
        found: `a second ${showValue(gate.id)}; the first is ${field} in line ${line}`,
        remedy: 'Rename one of them.',
      }),
    );
  }
}

/** Tests that a metric's values cannot be put to: counts of events need verdicts, a loss needs a better side. */
function checkMetrics(located: Located<Policy>, report: Report): void {
  for (const [index, { test, metric }] of located.value.gates.entries()) {
    const { isBinary, better } = METRICS[metric];
    const needsVerdicts = test === 'lower_exact' || test === 'upper_exact';
    const needsSide = SIDED_TESTS.includes(test);
    if (needsVerdicts && !isBinary) {
      report(
        problemAt(located, ['gates', index, 'test'], {
          expected: 'a test for a score',
          found: `${test}, which counts events; ${metric} is no share of verdicts`,
          remedy: `Use ${test === 'lower_exact' ? 'lower_limit' : 'upper_limit'}.`,
        }),
      );
    }
    if (needsSide && better === 'target') {
      report(
        problemAt(located, ['gates', index, 'test'], {
          expected: 'a test with two limits',
          found: `${test}; ${metric} has a target, and no side of it is better`,
          remedy: 'Use inside with min and max, or tost.',
        }),
      );
    }
  }
}

function checkUnsupported(located: Located<Policy>, report: Report): void {
  const { comparators, multiplicity, judge, suite_budget } = located.value;
  const refuse = (path: FieldPath, found: string, remedy: string) =>
    report(problemAt(located, path, { expected: 'a part that this version supports', found, remedy }));
  for (const [name, comparator] of Object.entries(comparators)) {
    if (!('release' in comparator)) continue;
    const remedy = 'Name the stored run: {run: <run id>, model: <name>}.';
    refuse(['comparators', name, 'release'], 'a release of the ledger, not supported yet', remedy);
  }
  if (multiplicity === 'holm') {
    refuse(['multiplicity'], 'holm, not supported yet', 'Use iut: every confirmatory gate must pass.');
  }
  if (judge !== undefined) {
    const remedy = 'Remove it; grade by rules, or bring in recorded verdicts with a grader of kind recorded.';
    refuse(['judge'], 'a judge, not supported yet', remedy);
  }
  if (suite_budget !== undefined) {
    refuse(
      ['suite_budget'],
      'a budget of decisions, not supported yet',
      'Remove it and count decisions by hand.',
    );
  }
}
