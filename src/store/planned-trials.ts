import { sql } from 'kysely';
import type { PlannedTrial, TrialFilter } from '../domain/ports/trial-source.js';
import type { Trial, TrialId } from '../domain/trial.js';
import type { PlannedCaseReader } from './planned-cases.js';
import { PAGE_ROWS, type RunContext } from './run-context.js';
import type { TrialRow } from './run-database.js';
import type { SavedPlan } from './saved-plan.js';
import { corrupt } from './store-fault.js';

/** Puts rows of the trial table together with what they point to, a page at a time. */
export interface PlannedTrialReader {
  trials(filter: TrialFilter): AsyncIterable<PlannedTrial>;
  find(filter: { readonly caseId: string }): AsyncIterable<PlannedTrial>;
  toTrials(rows: readonly TrialRow[]): Promise<readonly Trial[]>;
  toPlanned(rows: readonly TrialRow[]): Promise<readonly PlannedTrial[]>;
}

export const TRIAL_COLUMNS = [
  'trial.seq',
  'trial.trial_id',
  'trial.model_no',
  'trial.protocol_no',
  'trial.asked_no',
  'trial.step',
  'trial.repeat',
] as const;

export function createPlannedTrialReader(
  context: RunContext,
  plan: SavedPlan,
  cases: PlannedCaseReader,
): PlannedTrialReader {
  const toPlanned = async (rows: readonly TrialRow[]): Promise<readonly PlannedTrial[]> => {
    const resolved = await resolveTrials(context, plan, cases, rows);
    const bodies = await cases.loadCases(resolved.map(({ caseNo }) => caseNo));
    return resolved.map(({ trial, caseNo }) => ({
      trial,
      case: pointed(context, bodies, caseNo, 'planned_case'),
    }));
  };

  async function* pages(
    pageAfter: (after: number) => Promise<readonly TrialRow[]>,
  ): AsyncGenerator<PlannedTrial> {
    for (let after = -1; ; ) {
      const rows = await pageAfter(after);
      const last = rows.at(-1);
      if (last === undefined) return;
      yield* await toPlanned(rows);
      after = last.seq;
    }
  }

  return {
    async *trials(filter) {
      await context.flush();
      const { modelNo } = await plan.dictionary();
      const model = filter.modelHash === undefined ? null : modelNo.get(filter.modelHash);
      if (model === undefined) return;
      yield* pages((after) => trialPage(context, { model, unanswered: filter.unanswered === true, after }));
    },
    async *find({ caseId }) {
      await plan.dictionary();
      yield* pages((after) => casePage(context, caseId, after));
    },
    toPlanned,
    toTrials: async (rows) => (await resolveTrials(context, plan, cases, rows)).map(({ trial }) => trial),
  };
}

interface ResolvedTrial {
  readonly trial: Trial;
  readonly caseNo: number;
}

async function resolveTrials(
  context: RunContext,
  plan: SavedPlan,
  cases: PlannedCaseReader,
  rows: readonly TrialRow[],
): Promise<readonly ResolvedTrial[]> {
  const { models, protocols } = await plan.dictionary();
  const asked = await cases.loadAsked(rows.map((row) => row.asked_no));
  return rows.map((row) => {
    const of = pointed(context, asked, row.asked_no, 'trial.asked_no');
    const model = pointed(context, models, row.model_no, 'trial.model_no');
    const protocol = pointed(context, protocols, row.protocol_no, 'trial.protocol_no');
    const trial: Trial = {
      seq: row.seq,
      id: context.values.id(row.trial_id, isTrialId, 'trial.trial_id'),
      set: of.set,
      caseId: of.caseId,
      caseHash: of.hash,
      cluster: of.cluster,
      variant: of.variant,
      step: row.step,
      protocol: protocol.name,
      protocolHash: protocol.hash,
      model: model.name,
      modelHash: model.hash,
      repeat: row.repeat,
    };
    return { trial, caseNo: of.caseNo };
  });
}

function trialPage(
  { db }: RunContext,
  page: { readonly model: number | null; readonly unanswered: boolean; readonly after: number },
): Promise<readonly TrialRow[]> {
  let query = db.selectFrom('trial').select(TRIAL_COLUMNS).where('seq', '>', page.after);
  // The plus keeps SQLite on the order of `seq`: by the index of the model it would sort the whole plan for every page.
  if (page.model !== null) query = query.where(sql<boolean>`+trial.model_no = ${page.model}`);
  if (page.unanswered) {
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('attempt')
            .select('attempt.trial_seq')
            .whereRef('attempt.trial_seq', '=', 'trial.seq')
            .where('attempt.final', '=', sql.lit(1)),
        ),
      ),
    );
  }
  return query.orderBy('seq').limit(PAGE_ROWS).execute();
}

function casePage({ db }: RunContext, caseId: string, after: number): Promise<readonly TrialRow[]> {
  return db
    .selectFrom('trial')
    .select(TRIAL_COLUMNS)
    .where('seq', '>', after)
    .where('asked_no', 'in', ({ selectFrom }) =>
      selectFrom('asked')
        .innerJoin('planned_case', 'planned_case.case_no', 'asked.case_no')
        .select('asked.asked_no')
        .where('planned_case.case_id', '=', caseId),
    )
    .orderBy('seq')
    .limit(PAGE_ROWS)
    .execute();
}

function pointed<T>(context: RunContext, map: ReadonlyMap<number, T>, number: number, where: string): T {
  const found = map.get(number);
  if (found === undefined) throw corrupt(context.file, `${where} points to ${number}, which is not there`);
  return found;
}

function isTrialId(text: string): text is TrialId {
  return text.startsWith('sha256:');
}
