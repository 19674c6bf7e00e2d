import { hashOf } from '../domain/hash.js';
import type { Plan } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import type { Protocol, ReadingRule } from '../domain/protocol.js';
import { type ReadingSet, readingSet } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { compileRule, type Reader } from '../read/read-response.js';

/** Reading rules that the plan’s protocols have, the deciding ones first. */
export function readingNames(plan: Plan): readonly string[] {
  const deciding = plan.protocols.map((protocol) => protocol.reading);
  const others = plan.protocols.flatMap((protocol) => Object.keys(protocol.readings));
  return [...new Set([...deciding, ...others])];
}

/** Reads every answered response under one rule name; a set that is complete already is not read again. */
export async function readRun(store: Store, plan: Plan, name: string): Promise<ReadingSet> {
  const rules = new Map(plan.protocols.map((protocol) => [protocol.protocol, ruleOf(protocol, name)]));
  const set = readingSet(store.runId, name, hashOf(Object.fromEntries(rules)));
  const { complete } = await store.openReadingSet(set);
  if (complete) return set;
  const readers = new Map<string, Reader>(
    [...rules].map(([protocol, rule]) => [protocol, compileRule(rule)]),
  );
  for await (const { trial, response } of store.answered()) {
    const reader = readers.get(trial.protocol);
    if (reader === undefined)
      throw new PreceptorError('INTERNAL', `no reading rule for protocol ${trial.protocol}`);
    if (response.status === 'answered') await store.putReading(set.id, trial.seq, reader(response));
  }
  await store.closeReadingSet(set.id);
  return set;
}

/** The rule of that name; a protocol that has none of that name is read by its own deciding rule. */
function ruleOf(protocol: Protocol, name: string): ReadingRule {
  const rule = protocol.readings[name] ?? protocol.readings[protocol.reading];
  if (rule === undefined) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `protocol ${protocol.protocol}: \`reading\` names ${protocol.reading}; known rules are ${Object.keys(protocol.readings).join(', ')}.`,
    );
  }
  return rule;
}
