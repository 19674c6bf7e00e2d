import type { Policy } from '../../domain/policy.js';
import type { Suite } from '../../domain/suite.js';
import { type FieldPath, showValue } from '../../schema/fault.js';
import { didYouMean } from '../../schema/nearest-name.js';
import type { EntryKind } from '../entry-files.js';
import { type Located, problemAt, type Report } from '../place.js';
import type { Workspace } from '../workspace.js';

/** A name in a file that must be one of the known ones. */
export function checkName(
  located: Omit<Located<unknown>, 'value'>,
  path: FieldPath,
  name: string,
  known: Iterable<string>,
  what: string,
  report: Report,
): boolean {
  const names = [...known];
  if (names.includes(name)) return true;
  const there = names.length === 0 ? 'there are none' : names.slice(0, 12).join(', ');
  const rest = names.length > 12 ? ` and ${names.length - 12} more` : '';
  report(
    problemAt(located, path, {
      expected: `one of ${what}: ${there}${rest}`,
      found: showValue(name),
      remedy: didYouMean(name, names, names.length === 0 ? 'Add it.' : 'Name one of them, or add it.'),
    }),
  );
  return false;
}

/** The names of a suite: its sets, protocols and graders. */
export function checkSuite(suite: Located<Suite>, workspace: Workspace, report: Report): void {
  const { cases, protocols, graders } = suite.value;
  for (const [index, { set }] of cases.entries()) {
    checkEntry(suite, ['cases', index, 'set'], set, 'sets', workspace, report);
  }
  for (const [index, name] of protocols.entries()) {
    checkEntry(suite, ['protocols', index], name, 'protocols', workspace, report);
  }
  for (const [index, name] of graders.entries()) {
    checkEntry(suite, ['graders', index], name, 'graders', workspace, report);
  }
}

/** The names of a policy: its suites, and what its gates name in them. */
export function checkPolicyNames(policy: Located<Policy>, workspace: Workspace, report: Report): void {
  const { suites, gates, readings, critical_failures } = policy.value;
  for (const [index, name] of suites.entries()) {
    checkEntry(policy, ['suites', index], name, 'suites', workspace, report);
  }
  const own = 'the suites of this policy';
  for (const [index, name] of (critical_failures?.suites ?? []).entries()) {
    checkName(policy, ['critical_failures', 'suites', index], name, suites, own, report);
  }
  for (const index of gates.keys()) checkGate(policy, index, workspace, report);
  const rules = new Set(
    suites.flatMap((name) =>
      protocolsOf(workspace, name).flatMap((protocol) => Object.keys(protocol.readings)),
    ),
  );
  if (rules.size === 0) return;
  for (const [index, name] of (readings ?? []).entries()) {
    checkName(policy, ['readings', index], name, rules, 'the readings of its suites’ protocols', report);
  }
}

function checkGate(policy: Located<Policy>, index: number, workspace: Workspace, report: Report): void {
  const gate = policy.value.gates[index];
  if (gate === undefined) return;
  const path: FieldPath = ['gates', index];
  if ('vs' in gate) {
    const comparators = Object.keys(policy.value.comparators);
    for (const [at, name] of gate.vs.entries()) {
      checkName(policy, [...path, 'vs', at], name, comparators, 'the comparators', report);
    }
  }
  const own = 'the suites of this policy';
  if (!checkName(policy, [...path, 'suite'], gate.suite, policy.value.suites, own, report)) return;
  const suite = workspace.suites.get(gate.suite)?.value;
  if (suite === undefined) return;
  checkName(
    policy,
    [...path, 'metric'],
    gate.metric,
    suite.metrics,
    `the metrics of suite ${gate.suite}`,
    report,
  );
  if (gate.protocol !== undefined) {
    const what = `the protocols of suite ${gate.suite}`;
    checkName(policy, [...path, 'protocol'], gate.protocol, suite.protocols, what, report);
  }
  for (const name of Object.keys(gate.stratum ?? {})) {
    const what = `the strata of suite ${gate.suite}`;
    checkName(policy, [...path, 'stratum', name], name, suite.strata, what, report);
  }
}

function protocolsOf(workspace: Workspace, suite: string) {
  const names = workspace.suites.get(suite)?.value.protocols ?? [];
  return names.flatMap((name) => workspace.protocols.get(name)?.value ?? []);
}

function checkEntry(
  located: Located<unknown>,
  path: FieldPath,
  name: string,
  kind: EntryKind,
  workspace: Workspace,
  report: Report,
): void {
  if (workspace.unusable.has(`${kind}/${name}`)) return;
  checkName(located, path, name, workspace[kind].keys(), `the workspace’s ${kind}`, report);
}
