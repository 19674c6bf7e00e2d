import type { Store } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';
import type { PlannedTrialReader } from './planned-trials.js';
import { readTrials } from './read-trials.js';
import { toReadingRow } from './reading-row.js';
import { complete, isComplete, type RunContext } from './run-context.js';
import { isReadingSetId } from './set-id.js';
import { createSetNumbers } from './set-number.js';

type ReadingMethods = Pick<
  Store,
  'openReadingSet' | 'putReading' | 'closeReadingSet' | 'readingSets' | 'read'
>;

export function readingMethods(context: RunContext, reader: PlannedTrialReader): ReadingMethods {
  const { db, values } = context;
  const numbers = createSetNumbers('reading set', () =>
    db.selectFrom('reading_set').select(['set_no as number', 'id']).execute(),
  );
  return {
    async openReadingSet({ id, runId, rule, ruleHash }) {
      if (runId !== context.runId) throw otherRun(runId, context.runId);
      const { number, isNew } = await numbers.assign(id);
      if (isNew) await context.put('reading_set', { set_no: number, id, rule, rule_hash: ruleHash });
      return { complete: await isComplete(context, 'reading_set', id) };
    },
    putReading: (set, trialSeq, reading) =>
      numbers.with(set, (number) => context.put('reading', toReadingRow(number, trialSeq, reading))),
    async closeReadingSet(set) {
      await numbers.require(set);
      await complete(context, 'reading_set', set);
    },
    async readingSets() {
      await context.flush();
      const rows = await db
        .selectFrom('reading_set')
        .select(['id', 'rule', 'rule_hash'])
        .orderBy('set_no')
        .execute();
      return rows.map((row) => ({
        id: values.id(row.id, isReadingSetId, 'reading_set.id'),
        runId: context.runId,
        rule: row.rule,
        ruleHash: values.hash(row.rule_hash, 'reading_set.rule_hash'),
      }));
    },
    async *read(set, filter) {
      await context.flush();
      yield* readTrials(context, reader, await numbers.require(set), filter?.seqs);
    },
  };
}

function otherRun(found: string, expected: string): PreceptorError {
  return new PreceptorError(
    'INTERNAL',
    `openReadingSet: expected a set of run "${expected}"; found one of "${found}"`,
  );
}
