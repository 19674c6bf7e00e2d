import type { PreparedPlan } from '../run/start-run.js';
import { printJson, say } from './output.js';

/** Prints what would be asked, and what it would take. */
export async function printPlan(verb: 'plan' | 'run', planned: PreparedPlan, json: boolean): Promise<void> {
  // Here, not above: the domain loads its schemas with it, and --help waits for nothing.
  const { limitText } = await import('../domain/plan.js');
  const { estimatePlan } = await import('../plan/estimate-plan.js');
  const { plan, policy } = planned;
  const estimate = estimatePlan(planned);
  if (json) {
    printJson({ verb, plan, estimate });
    return;
  }
  const { renderEstimate } = await import('../render/plan-table.js');
  const models = plan.models.map(({ version, role }) => `${version.model} (${role})`).join(', ');
  say(`suites    ${plan.suites.map((suite) => `${suite.suite} ${suite.version}`).join(', ')}`);
  say(`models    ${models}`);
  say(`cases     ${plan.caseCount}${plan.limit === null ? '' : ` (only ${limitText(plan.limit)})`}`);
  say(`protocols ${plan.protocols.map((protocol) => protocol.protocol).join(', ')}`);
  say(`repeats   ${plan.repeats}`);
  say(`trials    ${plan.trialCount}`);
  say(`plan      ${plan.hash}`);
  if (policy !== null)
    say(`policy    ${policy.policy} ${policy.version}: every gate can be passed at this n`);
  const { columns = 120, isTTY = false } = process.stdout;
  say(`\n${renderEstimate(estimate, { width: columns, color: isTTY })}`);
}
