import { hashOf } from '../domain/hash.js';
import type { Plan } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import type { Protocol, ReadingRule } from '../domain/protocol.js';
import type { Reading } from '../domain/reading.js';
import type { ModelResponse } from '../domain/response.js';
import { type ReadingSet, readingSet } from '../domain/result-set.js';
import type { Trial } from '../domain/trial.js';
import { PreceptorError } from '../errors.js';
import { compileRule, type Reader } from '../read/read-response.js';

/** Reading rules that the plan’s protocols have, the deciding ones first. */
export function readingNames(plan: Plan): readonly string[] {
  const deciding = plan.protocols.map((protocol) => protocol.reading);
  const others = plan.protocols.flatMap((protocol) => Object.keys(protocol.readings));
  return [...new Set([...deciding, ...others])];
}

/** A reading set that is open in the store, with the rules that fill it. */
export interface OpenReading {
  readonly set: ReadingSet;
  readonly isComplete: boolean;
  /** null: there is no answer to read. */
  read(trial: Trial, response: ModelResponse): Reading | null;
}

/** Opens the set of the rules of that name. */
export async function openReading(store: Store, plan: Plan, name: string): Promise<OpenReading> {
  const rules = new Map(plan.protocols.map((protocol) => [protocol.protocol, ruleOf(protocol, name)]));
  const set = readingSet(store.runId, name, hashOf(Object.fromEntries(rules)));
  const { complete: isComplete } = await store.openReadingSet(set);
  const readers = new Map<string, Reader>(
    isComplete ? [] : [...rules].map(([protocol, rule]) => [protocol, compileRule(rule)]),
  );
  return {
    set,
    isComplete,
    read(trial, response) {
      const reader = readers.get(trial.protocol);
      if (reader === undefined)
        throw new PreceptorError('INTERNAL', `no reading rule for protocol ${trial.protocol}`);
      return response.status === 'answered' ? reader(response) : null;
    },
  };
}

/** Reads every answered response under one rule name; a set that is complete already is not read again. */
export async function readRun(store: Store, plan: Plan, name: string): Promise<ReadingSet> {
  const { set, isComplete, read } = await openReading(store, plan, name);
  if (isComplete) return set;
  for await (const { trial, response } of store.answered()) {
    const reading = read(trial, response);
    if (reading !== null) await store.putReading(set.id, trial.seq, reading);
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
